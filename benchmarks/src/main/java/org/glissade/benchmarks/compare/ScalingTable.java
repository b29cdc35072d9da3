package org.glissade.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.glissade.benchmarks.workload.ScalingSeries;
import org.glissade.benchmarks.workload.Workload;

/// The points of a series as text: microseconds for a step and for an example, speed, and the share
/// of the peak of as many threads as the engine used.
final class ScalingTable {
    private static final List<String> TITLES =
            List.of(
                    "engine",
                    "threads",
                    "µs/step",
                    "min–max",
                    "µs/example",
                    "GFLOP/s",
                    "peak",
                    "ratio");

    private ScalingTable() {}

    /// @param isMarkdown for a page rather than a terminal
    static void print(
            ScalingSeries series, List<Result> results, boolean isMarkdown, PrintStream out) {
        List<String> titles = new ArrayList<>(List.of(series.title()));
        titles.addAll(TITLES);
        out.println();
        out.println(row(titles, isMarkdown));
        if (isMarkdown) {
            out.println("| ---: | --- " + "| ---: ".repeat(TITLES.size() - 1) + "|");
        }
        for (Result result : results) {
            out.println(row(cells(series, result, result.glissade(), result.ratio()), isMarkdown));
            result.peer()
                    .ifPresent(side ->
                            out.println(
                                    row(
                                            cells(series, result, side, Optional.empty()),
                                            isMarkdown)));
        }
    }

    private static List<String> cells(
            ScalingSeries series, Result result, Result.Side side, Optional<Double> ratio) {
        Workload workload = result.workload();
        Rates rates = side.rates();
        return List.of(
                String.format(Locale.ROOT, "%,d", series.value(workload)),
                side.title(),
                Integer.toString(side.threads()),
                number(microseconds(rates.median())),
                number(microseconds(rates.most())) + "–" + number(microseconds(rates.least())),
                number(microseconds(rates.median()) / workload.batch()),
                number(gigaflops(workload, side)),
                String.format(Locale.ROOT, "%.1f%%", side.peakShare() * 100),
                ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse(""));
    }

    private static String row(List<String> cells, boolean isMarkdown) {
        return isMarkdown
                ? "| " + String.join(" | ", cells) + " |"
                : String.format("%7s  %-16s %7s %12s %23s %12s %9s %7s %7s", cells.toArray())
                        .stripTrailing();
    }

    /// Of one step, where so many are done in a second.
    static double microseconds(double rate) {
        return 1e6 / rate;
    }

    static double gigaflops(Workload workload, Result.Side side) {
        return side.rates().median() * workload.operationsPerExample() * workload.batch() / 1e9;
    }

    /// Three digits or more.
    private static String number(double value) {
        String format = value < 1 ? "%.3f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
