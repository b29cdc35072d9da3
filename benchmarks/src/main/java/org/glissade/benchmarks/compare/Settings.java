package org.glissade.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glissade.benchmarks.workload.Workload;

/// What to compare and for how long.
///
/// @param threads numbers of threads to try, of which each side keeps its better one
/// @param seconds of a window
/// @param windows measured for each side
/// @param warmUp seconds before anything is measured
/// @param isJson whether the last line is one JSON object
record Settings(
        List<Workload> workloads,
        Peer peer,
        List<Integer> threads,
        double seconds,
        int windows,
        double warmUp,
        boolean isJson) {
    static final String USAGE =
            """
            usage: benchmarks/compare WORKLOAD … [--peer pytorch|tensorflow|dl4j|smile|none] [--threads 1,2]
                                      [--seconds 5] [--windows 5] [--warm-up 5] [--json]
              WORKLOAD   W1, W2, W3, W4, W9, W10, or all
              --peer     what to compare with (pytorch); none measures Glissade alone
              --threads  numbers of threads to try; each side keeps its better one (1,2)
              --seconds  length of a window; windows of the two sides alternate
              --windows  how many windows for each side
              --warm-up  seconds of training before the first window
              --json     print the result as one JSON object on the last line\
            """;

    /// Reads a command line.
    ///
    /// @throws IllegalArgumentException with what is wrong
    static Settings parse(List<String> arguments) {
        List<Workload> workloads = new ArrayList<>();
        Peer peer = Peer.PYTORCH;
        List<Integer> threads = List.of(1, 2);
        double seconds = 5;
        int windows = 5;
        double warmUp = 5;
        boolean isJson = false;
        for (var words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--json" -> isJson = true;
                case "--peer" -> peer = Peer.named(value(word, words));
                case "--threads" ->
                        threads =
                                Stream.of(value(word, words).split(","))
                                        .map(count -> (int) number(word, count, 1))
                                        .toList();
                case "--seconds" -> seconds = number(word, value(word, words), 0.01);
                case "--windows" -> windows = (int) number(word, value(word, words), 1);
                case "--warm-up" -> warmUp = number(word, value(word, words), 0);
                case "all" -> workloads.addAll(Workload.all());
                default -> {
                    if (word.startsWith("-")) {
                        throw new IllegalArgumentException("unknown option " + word);
                    }
                    workloads.add(Workload.named(word));
                }
            }
        }
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException("name a workload, such as W2, or all");
        }
        return new Settings(workloads, peer, threads, seconds, windows, warmUp, isJson);
    }

    private static String value(String option, java.util.Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.next();
    }

    private static double number(String option, String text, double least) {
        try {
            double value = Double.parseDouble(text);
            if (value >= least && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below like a number that is too small.
        }
        throw new IllegalArgumentException(
                option + " takes a number of at least " + least + ", not " + text);
    }
}
