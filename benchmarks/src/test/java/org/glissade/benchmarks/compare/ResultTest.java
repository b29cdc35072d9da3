package org.glissade.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.learn.file.Json;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static Result.Side side(double rate) {
        Rates rates = Rates.of(List.of(rate - 1, rate, rate + 2));
        return new Result.Side("Engine", 1, rates, 0.5, 250, Optional.empty(), "");
    }

    private static Result result(String workload, double rate, Optional<Double> peer) {
        return new Result(Workload.named(workload), side(rate), peer.map(ResultTest::side), 40, "");
    }

    @Test
    void theMedianOfAnEvenNumberOfWindowsLiesBetweenTheMiddleTwo() {
        assertThat(Rates.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Rates(3, 1, 9));
    }

    @Test
    void theMeanOfRatiosIsGeometric() {
        List<Result> results =
                List.of(
                        result("W1", 800, Optional.of(100.0)),
                        result("W2", 200, Optional.of(100.0)),
                        result("W3", 7, Optional.empty()));

        assertThat(Result.geometricMean(results).orElseThrow()).isCloseTo(4, within(1e-12));
    }

    @Test
    void theJsonHasTheseMembers() {
        assertThat(
                        Json.compact(
                                Result.toJson(
                                        List.of(
                                                result("W2", 300, Optional.of(100.0)),
                                                result("W3", 7, Optional.empty())))))
                .isEqualTo(
                        "{\"workloads\":[{\"workload\":\"W2\",\"glissade\":300.0,\"peer\":100.0,\"ratio\":3.0,"
                                + "\"peak_share\":0.5,\"handoff_ns\":40.0,\"first_step_ms\":250.0,\"rss_mb\":null},"
                                + "{\"workload\":\"W3\",\"glissade\":7.0,\"peer\":null,\"ratio\":null,"
                                + "\"peak_share\":0.5,\"handoff_ns\":40.0,\"first_step_ms\":250.0,\"rss_mb\":null}],"
                                + "\"geomean\":3.0}");
    }
}
