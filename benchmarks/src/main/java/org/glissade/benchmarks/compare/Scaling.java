package org.glissade.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.glissade.benchmarks.plot.Plot;
import org.glissade.benchmarks.plot.Plot.Line;
import org.glissade.benchmarks.plot.Plot.Point;
import org.glissade.benchmarks.workload.ScalingSeries;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.learn.file.Json;

/// Measures what a step costs over batches and widths, as [Compare] does for single workloads, and
/// prints and plots it.
///
/// Exit codes: 0 success; 1 the engines disagree or a process failed; 2 wrong usage.
public final class Scaling {
    private Scaling() {}

    /// Runs the series; see [ScalingSettings] for the arguments.
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Path.of(System.getProperty("glissade.benchmarks", "benchmarks"));
        ScalingSettings settings;
        try {
            settings =
                    ScalingSettings.parse(
                            List.of(arguments), folder.resolve("target").resolve("scaling"));
        } catch (IllegalArgumentException e) {
            System.err.println("scaling: " + e.getMessage());
            System.err.println(ScalingSettings.USAGE);
            System.exit(2);
            return;
        }
        try {
            List<Result> results = Race.run(settings.workloads(), settings.pace(), out);
            for (ScalingSeries series : ScalingSeries.values()) {
                List<Result> points = points(series, results);
                if (!points.isEmpty()) {
                    ScalingTable.print(series, points, settings.isMarkdown(), out);
                    plot(series, points, settings.plots());
                }
            }
            out.println("plots: " + settings.plots());
            if (settings.isJson()) {
                out.println(Json.compact(Result.toJson(results)));
            }
        } catch (IllegalStateException | java.io.UncheckedIOException e) {
            System.err.println("scaling: " + e.getMessage());
            System.exit(1);
        }
    }

    private static List<Result> points(ScalingSeries series, List<Result> results) {
        return results.stream()
                .filter(result -> series.has(result.workload()))
                .sorted(Comparator.comparingInt(result -> series.value(result.workload())))
                .toList();
    }

    private static void plot(ScalingSeries series, List<Result> points, Path folder) {
        String fixed =
                switch (series) {
                    case BATCH -> "width " + ScalingSeries.FIXED_WIDTH;
                    case WIDTH -> "batch " + ScalingSeries.FIXED_BATCH;
                };
        String x =
                switch (series) {
                    case BATCH -> "batch (examples in a step)";
                    case WIDTH -> "width w of the network w-w-w-10";
                };
        new Plot(
                        "Time of a training step over " + series.title() + ", " + fixed,
                        x,
                        "microseconds a step",
                        lines(
                                series,
                                points,
                                (_, side) -> ScalingTable.microseconds(side.rates().median())))
                .write(folder.resolve("scaling-" + series.title() + "-time.svg"));
        new Plot(
                        "Speed of a training step over " + series.title() + ", " + fixed,
                        x,
                        "GFLOP/s in matrix products",
                        lines(series, points, ScalingTable::gigaflops))
                .write(folder.resolve("scaling-" + series.title() + "-speed.svg"));
    }

    static List<Line> lines(
            ScalingSeries series,
            List<Result> points,
            ToDoubleBiFunction<Workload, Result.Side> value) {
        List<Point> glissade = new ArrayList<>();
        List<Point> peer = new ArrayList<>();
        String title = "";
        for (Result result : points) {
            Workload workload = result.workload();
            double x = series.value(workload);
            glissade.add(new Point(x, value.applyAsDouble(workload, result.glissade())));
            if (result.peer().isPresent()) {
                Result.Side side = result.peer().get();
                peer.add(new Point(x, value.applyAsDouble(workload, side)));
                title = side.title();
            }
        }
        List<Line> lines = new ArrayList<>(List.of(new Line("Glissade", glissade)));
        if (!peer.isEmpty()) {
            lines.add(new Line(title, peer));
        }
        return lines;
    }
}
