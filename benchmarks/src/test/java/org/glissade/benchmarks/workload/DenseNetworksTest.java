package org.glissade.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseNetworksTest {
    @Test
    void theyCoverWidthsDepthsBatchesActivationsLossesAndRules() {
        List<Workload> all = DenseNetworks.all();
        Set<Integer> widths = new HashSet<>();
        Set<Object> features = new HashSet<>();
        for (Workload workload : all) {
            widths.add(workload.inputs());
            workload.dense().forEach(shape -> widths.add(shape.outputs()));
            features.add(workload.loss());
            features.add(workload.rule().getClass());
            Stream.of(Layer.Activation.values())
                    .filter(activation ->
                            workload.network()
                                    .endsWith(
                                            ", " + activation.toString().toLowerCase(Locale.ROOT)))
                    .forEach(features::add);
        }

        assertThat(all).extracting(Workload::name).doesNotHaveDuplicates().hasSize(12);
        assertThat(widths).contains(3, 17, 100, 300, 1_000, 4_096);
        assertThat(all).extracting(workload -> workload.dense().size()).contains(1, 2, 60);
        assertThat(all).extracting(Workload::batch).containsOnly(1, 7, 64, 1_000);
        assertThat(features).hasSize(3 + 2 + 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W2 | 784-128-64-10, relu",
                "W4 | 64-15×(64-64)-10, tanh",
                "W9 | 784-10",
                "N3 | 3-3-29×(3-3)-3, tanh"
            })
    void aNetworkIsToldInAFewSigns(String name, String network) {
        assertThat(Workloads.named(name).network()).isEqualTo(network);
    }

    @Test
    void aScalingSeriesDiffersInOneNumber() {
        for (Workload workload : ScalingSeries.BATCH.workloads()) {
            assertThat(workload.name()).isEqualTo("batch" + workload.batch());
            assertThat(workload.network()).isEqualTo("256-256-256-10, relu");
            assertThat(workload.batches()).isGreaterThan(1);
        }
        for (Workload workload : ScalingSeries.WIDTH.workloads()) {
            assertThat(workload.name()).isEqualTo("width" + workload.inputs());
            assertThat(workload.batch()).isEqualTo(64);
        }
        Workload odd = Workloads.named("Width77");
        assertThat(odd.network()).isEqualTo("77-77-77-10, relu");
        assertThat(ScalingSeries.WIDTH.value(odd)).isEqualTo(77);
        assertThat(ScalingSeries.WIDTH.has(odd)).isTrue();
        assertThat(ScalingSeries.BATCH.has(odd)).isFalse();
    }
}
