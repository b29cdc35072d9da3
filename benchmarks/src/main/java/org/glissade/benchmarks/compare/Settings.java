package org.glissade.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.glissade.benchmarks.workload.DenseNetworks;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.Workloads;

/// What a comparison does.
///
/// @param isMarkdown whether the table is for a page rather than a terminal
/// @param isJson whether the last line is one JSON object
record Settings(List<Workload> workloads, Pace pace, boolean isMarkdown, boolean isJson) {
    static final String USAGE =
            """
            usage: benchmarks/compare WORKLOAD … [--peer pytorch|tensorflow|dl4j|smile|none] [--threads 1,2]
                                      [--seconds 5] [--windows 5] [--warm-up 5] [--markdown] [--json]
              WORKLOAD   W1, W2, W3, W4, W9, W10 or all of these: all; N1 to N12 or all of these: dense
              --peer     what to compare with (pytorch); none measures Glissade alone
              --threads  numbers of threads to try; each side keeps its better one (1,2)
              --seconds  length of a window; windows of the two sides alternate
              --windows  how many windows for each side
              --warm-up  seconds of training before the first window
              --markdown print the table for a page
              --json     print the result as one JSON object on the last line\
            """;

    private static final Pace PACE = new Pace(Peer.PYTORCH, List.of(1, 2), 5, 5, 5);

    /// Reads a command line.
    ///
    /// @throws IllegalArgumentException with what is wrong
    static Settings parse(List<String> words) {
        Arguments arguments = Arguments.parse(words, Pace.OPTIONS, Set.of("--markdown", "--json"));
        List<Workload> workloads = new ArrayList<>();
        for (String name : arguments.names()) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "all" -> workloads.addAll(Workloads.standard());
                case "dense" -> workloads.addAll(DenseNetworks.all());
                default -> workloads.add(Workloads.named(name));
            }
        }
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException("name a workload, such as W2, or all");
        }
        return new Settings(
                workloads,
                PACE.with(arguments),
                arguments.has("--markdown"),
                arguments.has("--json"));
    }
}
