package org.glissade.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.glissade.benchmarks.plot.Plot.Line;
import org.glissade.benchmarks.plot.Plot.Point;
import org.glissade.benchmarks.workload.ScalingSeries;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.Workloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
    private static Result.Side side(String title, double rate) {
        Rates rates = Rates.of(List.of(rate / 2, rate, rate * 2));
        return new Result.Side(title, 1, rates, 0.5, 250, Optional.empty(), "");
    }

    private static List<Result> results() {
        return List.of(
                new Result(
                        Workloads.named("batch4"),
                        side("Glissade", 10_000),
                        Optional.of(side("PyTorch", 5_000)),
                        40,
                        ""));
    }

    private static String printed(boolean isMarkdown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ScalingTable.print(
                ScalingSeries.BATCH,
                results(),
                isMarkdown,
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStepIsToldInMicrosecondsAndOperations() {
        // 256-256-256-10 at batch 4: 4·(2·2·65536 + 2·3·65536 + 2·3·2560) = 2.68 MFLOP.
        assertThat(printed(true))
                .contains(
                        "| 4 | Glissade | 1 | 100 | 50.0–200 | 25.0 | 26.8 | 50.0% | 2.00 |",
                        "| 4 | PyTorch | 1 | 200 | 100–400 | 50.0 | 13.4 | 50.0% |  |");
        assertThat(printed(false).lines().filter(line -> line.contains("Glissade")))
                .singleElement()
                .asString()
                .matches(
                        "      4  Glissade .* 100 .* 50\\.0–200 .* 25\\.0 .* 26\\.8 .* 50\\.0% .* 2\\.00");
    }

    @Test
    void eachEngineIsALine() {
        assertThat(
                        Scaling.lines(
                                ScalingSeries.BATCH,
                                results(),
                                (_, side) -> ScalingTable.microseconds(side.rates().median())))
                .containsExactly(
                        new Line("Glissade", List.of(new Point(4, 100))),
                        new Line("PyTorch", List.of(new Point(4, 200))));
    }

    @Test
    void bothSeriesAreMeasuredWhereNoneIsNamed() {
        Path plots = Path.of("plots");
        ScalingSettings all = ScalingSettings.parse(List.of("--peer", "none"), plots);
        ScalingSettings some =
                ScalingSettings.parse(
                        List.of("width17", "WIDTH", "batch3", "--plots", "elsewhere"), plots);

        assertThat(all.workloads()).hasSize(26);
        assertThat(all.pace().peer()).isEqualTo(Peer.NONE);
        assertThat(all.plots()).isEqualTo(plots);
        assertThat(some.workloads())
                .extracting(Workload::name)
                .hasSize(14)
                .startsWith("width17", "width16")
                .endsWith("batch3");
        assertThat(some.plots()).isEqualTo(Path.of("elsewhere"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W2 | W2 belongs to no series",
                "batch0 | there is no workload batch0",
                "width9999 | there is no workload width9999",
                "depth | there is no workload depth"
            })
    void mistakesAreTold(String word, String message) {
        assertThatThrownBy(() -> ScalingSettings.parse(List.of(word), Path.of("plots")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
