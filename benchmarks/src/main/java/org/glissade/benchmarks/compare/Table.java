package org.glissade.benchmarks.compare;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Results as text for people.
final class Table {
    private static final String ROW = "%-9s %-16s %7s %12s %25s %8s %7s %10s %9s %7s%n";

    private Table() {}

    static void print(List<Result> results, PrintStream out) {
        out.printf(
                ROW,
                "workload",
                "engine",
                "threads",
                "median /s",
                "min–max",
                "ratio",
                "peak",
                "first step",
                "hand-off",
                "memory");
        for (Result result : results) {
            print(result, result.glissade(), result.ratio(), out);
            result.peer().ifPresent(side -> print(result, side, Optional.empty(), out));
        }
        OptionalDouble mean = Result.geometricMean(results);
        if (mean.isPresent()) {
            out.printf(Locale.ROOT, "geometric mean of the ratios: %.2f%n", mean.getAsDouble());
        }
        printNotes(results, out);
    }

    /// What the engines ran with, and what there is to say of each workload.
    static void printNotes(List<Result> results, PrintStream out) {
        results.stream()
                .flatMap(result ->
                        Stream.concat(Stream.of(result.glissade()), result.peer().stream()))
                .map(side -> side.title() + ": " + side.settings())
                .distinct()
                .forEach(out::println);
        for (Result result : results) {
            if (!result.note().isEmpty()) {
                out.println(result.workload().name() + ": " + result.note());
            }
        }
    }

    private static void print(
            Result result, Result.Side side, Optional<Double> ratio, PrintStream out) {
        Rates rates = side.rates();
        out.printf(
                ROW,
                result.workload().name(),
                side.title(),
                side.threads(),
                number(rates.median()) + (result.workload().isCountedInExamples() ? " ex" : ""),
                number(rates.least()) + "–" + number(rates.most()),
                ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse(""),
                String.format(Locale.ROOT, "%.1f%%", side.peakShare() * 100),
                number(side.firstStepMilliseconds()) + " ms",
                Double.isFinite(result.handoff()) ? number(result.handoff()) + " ns" : "–",
                side.megabytes().map(value -> number(value) + " MB").orElse("–"));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
