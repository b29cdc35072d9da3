package org.glissade.benchmarks.compare;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Rule;
import org.glissade.benchmarks.workload.Workload;

/// Results as a table for a page, with what each workload is.
final class MarkdownTable {
    private MarkdownTable() {}

    static void print(List<Result> results, PrintStream out) {
        String peer =
                results.stream()
                        .flatMap(result -> result.peer().stream())
                        .map(Result.Side::title)
                        .findFirst()
                        .orElse("Peer");
        out.println();
        out.println(
                "| | network | batch | loss, optimizer | Glissade, /s (min–max), threads | peak | "
                        + peer
                        + ", /s (min–max), threads | ratio |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Result result : results) {
            Workload workload = result.workload();
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %,d | %s, %s | %s | %.1f%% | %s | %s |%n",
                    workload.name(),
                    workload.network(),
                    workload.batch(),
                    workload.loss() == Loss.CROSS_ENTROPY
                            ? "cross-entropy"
                            : "binary cross-entropy",
                    rule(workload.rule()),
                    side(workload, result.glissade()),
                    result.glissade().peakShare() * 100,
                    result.peer().map(side -> side(workload, side)).orElse("–"),
                    result.ratio()
                            .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                            .orElse("–"));
        }
        out.println();
        OptionalDouble mean = Result.geometricMean(results);
        if (mean.isPresent()) {
            out.printf(Locale.ROOT, "Geometric mean of the ratios: %.2f.%n", mean.getAsDouble());
        }
        Table.printNotes(results, out);
    }

    private static String rule(Rule rule) {
        return switch (rule) {
            case Rule.Sgd(double rate, double momentum) ->
                    "SGD " + plain(rate) + (momentum == 0 ? "" : " momentum " + plain(momentum));
            case Rule.Adam(double rate, double _, double _, double _) -> "Adam " + plain(rate);
        };
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String side(Workload workload, Result.Side side) {
        Rates rates = side.rates();
        return String.format(
                Locale.ROOT,
                "%s%s (%s–%s), %d",
                Table.number(rates.median()),
                workload.isCountedInExamples() ? " examples" : "",
                Table.number(rates.least()),
                Table.number(rates.most()),
                side.threads());
    }
}
