package org.glissade.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.glissade.benchmarks.workload.Workloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void optionsMayStandAnywhere() {
        Settings settings =
                Settings.parse(List.of("--peer", "dl4j", "w2", "--threads", "2", "W10", "--json"));

        assertThat(settings.workloads())
                .containsExactly(Workloads.named("W2"), Workloads.named("W10"));
        assertThat(settings.pace().peer()).isEqualTo(Peer.DL4J);
        assertThat(settings.pace().threads()).containsExactly(2);
        assertThat(settings.isJson()).isTrue();
        assertThat(settings.isMarkdown()).isFalse();
    }

    @Test
    void groupsStandForTheirWorkloads() {
        Settings settings = Settings.parse(List.of("all", "dense", "--markdown"));

        assertThat(settings.workloads()).hasSize(6 + 12);
        assertThat(settings.workloads()).startsWith(Workloads.named("W1"));
        assertThat(settings.workloads()).endsWith(Workloads.named("N12"));
        assertThat(settings.isMarkdown()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--json | name a workload",
                "W11 | there is no workload W11",
                "W2 --peer jax | there is no peer jax",
                "W2 --seconds | --seconds needs a value",
                "W2 --threads 0 | --threads takes a number of at least 1.0, not 0",
                "W2 --seconds soon | --seconds takes a number of at least 0.01, not soon",
                "W2 --fast | unknown option --fast"
            })
    void mistakesAreTold(String words, String message) {
        assertThatThrownBy(() -> Settings.parse(List.of(words.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
