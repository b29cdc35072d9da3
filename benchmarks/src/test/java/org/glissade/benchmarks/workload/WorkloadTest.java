package org.glissade.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {
    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "W1, 65, 0.000896",
        "W2, 109386, 14.5408",
        "W3, 1863690, 2448.42496",
        "W4, 125450, 46.907392",
        "W9, 7850, 3.136",
        "W10, 20353, 58.064896"
    })
    void parametersAndOperationsAreThoseOfTheTable(String name, long parameters, double megaflops) {
        Workload workload = Workloads.named(name);

        assertThat(workload.parameters()).isEqualTo(parameters);
        assertThat(workload.operationsPerExample() * workload.batch() / 1e6)
                .isCloseTo(megaflops, within(1e-9));
    }

    @Test
    void theFileHoldsTheSameBitsEachTime() throws IOException {
        Path first = WorkloadFile.write(Workloads.named("W9"), folder.resolve("a"));
        Path second = WorkloadFile.write(Workloads.named("W9"), folder.resolve("b"));

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void initialValuesStayInTheirBoundsAndLabelsAmongTheClasses() {
        Workload workload = Workloads.named("W2");
        try (WorkloadFile file =
                WorkloadFile.open(workload, WorkloadFile.write(workload, folder))) {
            assertThat(file.floats("weight0")).hasSize(784 * 128);
            for (float value : file.floats("weight0")) {
                assertThat(Math.abs(value)).isLessThanOrEqualTo(1 / 28f);
            }
            assertThat(file.floats("bias2")).hasSize(10);
            assertThat(file.integers("targets"))
                    .hasSize(512)
                    .contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            for (int label : file.integers("targets")) {
                assertThat(label).isBetween(0, 9);
            }
        }
    }

    @Test
    void labelsOfABinaryPoolAreZeroAndOne() {
        Workload workload = Workloads.named("N1");
        try (WorkloadFile file =
                WorkloadFile.open(workload, WorkloadFile.write(workload, folder))) {
            assertThat(file.floats("targets")).hasSize(4_096).containsOnly(0, 1).contains(0, 1);
        }
    }

    @Test
    void anEpochGoesThroughEveryRowOnce() {
        Workload workload = Workloads.named("W10");
        try (WorkloadFile file =
                WorkloadFile.open(workload, WorkloadFile.write(workload, folder))) {
            int[] orders = file.integers("permutations");
            int[] order = new int[100_000];
            System.arraycopy(orders, 3 * order.length, order, 0, order.length);
            java.util.Arrays.sort(order);
            for (int row = 0; row < order.length; row++) {
                assertThat(order[row]).isEqualTo(row);
            }
        }
        assertThat(workload.batches()).isEqualTo(196);
        assertThat(workload.examples(194)).isEqualTo(512);
        assertThat(workload.examples(195)).isEqualTo(160);
        assertThat(workload.examples(196)).isEqualTo(512);
        assertThat(workload.examplesIn(196)).isEqualTo(100_000);
        assertThat(workload.examplesIn(197)).isEqualTo(100_512);
    }
}
