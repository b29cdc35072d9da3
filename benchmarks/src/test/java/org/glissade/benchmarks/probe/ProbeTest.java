package org.glissade.benchmarks.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Whatever the machine, its limits lie between these.
class ProbeTest {
    @Test
    void theLimitsArePossible() {
        assertThat(PeakProbe.gigaflops(1, 20)).isBetween(0.1, 2_000.0);
        assertThat(CopyProbe.gigabytesPerSecond(1 << 20, 20)).isBetween(0.1, 2_000.0);
        if (Runtime.getRuntime().availableProcessors() > 1) {
            assertThat(HandoffProbe.nanoseconds()).isGreaterThan(1);
        }
    }
}
