package org.glissade.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.glissade.benchmarks.workload.Workloads;
import org.glissade.learn.file.Json;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static Result.Side side(double rate) {
        Rates rates = Rates.of(List.of(rate - 1, rate, rate + 2));
        return new Result.Side("Engine", 1, rates, 0.5, 250, Optional.empty(), "");
    }

    private static Result result(String workload, double rate, Optional<Double> peer) {
        return new Result(
                Workloads.named(workload), side(rate), peer.map(ResultTest::side), 40, "");
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
    void aPageIsToldWhatEachWorkloadIs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        MarkdownTable.print(
                List.of(result("N6", 800, Optional.of(400.0)), result("W2", 7, Optional.empty())),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(
                        "| N6 | 100-100-100-100-100-100-100-100-10, relu | 64 | cross-entropy, Adam"
                                + " 0.0001 | 800 (799–802), 1 | 50.0% | 400 (399–402), 1 | 2.00 |",
                        "| W2 | 784-128-64-10, relu | 32 | cross-entropy, SGD 0.01 momentum 0.9 |"
                                + " 7.0 (6.0–9.0), 1 | 50.0% | – | – |",
                        "Geometric mean of the ratios: 2.00.");
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
