package org.glissade.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glissade.benchmarks.workload.ScalingSeries;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.Workloads;

/// What `benchmarks/scaling` measures and where its plots go.
///
/// @param workloads points of one series or of several, each series in its order
/// @param plots folder of the plots
record ScalingSettings(
        List<Workload> workloads, Pace pace, Path plots, boolean isMarkdown, boolean isJson) {
    static final String USAGE =
            """
            usage: benchmarks/scaling [batch] [width] [POINT …] [--peer pytorch|…|none] [--threads 1,2] [--seconds 1]
                                      [--windows 5] [--warm-up 3] [--plots FOLDER] [--markdown] [--json]
              batch      batches of 1 to 4,096 at width 256
              width      widths of 16 to 4,096 at batch 64; both series where none is named
              POINT      one batch or width, such as batch64 or width300
              --plots    where the plots are written (benchmarks/target/scaling)
              other options are those of benchmarks/compare\
            """;

    private static final Pace PACE = new Pace(Peer.PYTORCH, List.of(1, 2), 1, 5, 3);
    private static final Set<String> OPTIONS =
            Stream.concat(Pace.OPTIONS.stream(), Stream.of("--plots"))
                    .collect(Collectors.toUnmodifiableSet());

    /// Reads a command line.
    ///
    /// @param plots where plots go if nothing is said
    /// @throws IllegalArgumentException with what is wrong
    static ScalingSettings parse(List<String> words, Path plots) {
        Arguments arguments = Arguments.parse(words, OPTIONS, Set.of("--markdown", "--json"));
        List<Workload> workloads = new ArrayList<>();
        for (String name : arguments.names()) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "batch" -> workloads.addAll(ScalingSeries.BATCH.workloads());
                case "width" -> workloads.addAll(ScalingSeries.WIDTH.workloads());
                default -> workloads.add(point(name));
            }
        }
        if (workloads.isEmpty()) {
            for (ScalingSeries series : ScalingSeries.values()) {
                workloads.addAll(series.workloads());
            }
        }
        return new ScalingSettings(
                workloads.stream().distinct().toList(),
                PACE.with(arguments),
                arguments.value("--plots").map(Path::of).orElse(plots),
                arguments.has("--markdown"),
                arguments.has("--json"));
    }

    private static Workload point(String name) {
        Workload workload = Workloads.named(name);
        if (Stream.of(ScalingSeries.values()).noneMatch(series -> series.has(workload))) {
            throw new IllegalArgumentException(
                    workload.name() + " belongs to no series; name batch64 or width300");
        }
        return workload;
    }
}
