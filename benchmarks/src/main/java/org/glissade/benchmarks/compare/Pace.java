package org.glissade.benchmarks.compare;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// With whom to compare and for how long.
///
/// @param threads numbers of threads to try, of which each side keeps its better one
/// @param seconds of a window
/// @param windows measured for each side
/// @param warmUp seconds before anything is measured
record Pace(Peer peer, List<Integer> threads, double seconds, int windows, double warmUp) {
    /// The options that tell a pace; each takes a value.
    static final Set<String> OPTIONS =
            Set.of("--peer", "--threads", "--seconds", "--windows", "--warm-up");

    /// This pace with what the options say.
    ///
    /// @throws IllegalArgumentException with what is wrong
    Pace with(Arguments arguments) {
        return new Pace(
                arguments.value("--peer").map(Peer::named).orElse(peer),
                arguments.value("--threads").map(Pace::counts).orElse(threads),
                arguments.number("--seconds", 0.01, seconds),
                (int) arguments.number("--windows", 1, windows),
                arguments.number("--warm-up", 0, warmUp));
    }

    private static List<Integer> counts(String text) {
        return Stream.of(text.split(","))
                .map(count -> (int) Arguments.number("--threads", count, 1))
                .toList();
    }
}
