package org.glissade.compile;

import java.util.List;

/// What the compiler did: every stage with its text and time, and the exact memory need, known
/// before the first run.
///
/// @param stages the passes in order
/// @param arenaBytes intermediate values, outputs, constants and scratch memory
/// @param workspaceBytes the part of the arena that never holds a value: scratch memory alone, and
///   what aligning takes
/// @param inputBytes all inputs: data, parameters, optimizer state
public record CompileReport(
        List<Stage> stages, long arenaBytes, long workspaceBytes, long inputBytes) {
    /// One pass: its name, what it made (a graph, steps, a plan), and how long it took.
    public record Stage(String name, Object product, long nanoseconds) {
        /// The product as text.
        public String text() {
            return product.toString();
        }
    }

    /// The memory that the computation takes in all, in bytes.
    public long bytes() {
        return arenaBytes + inputBytes;
    }

    /// A line for each stage, then the memory.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Stage stage : stages) {
            text.append(
                    "%-16s %8.2f ms  %5d lines%n"
                            .formatted(
                                    stage.name(),
                                    stage.nanoseconds() / 1e6,
                                    stage.text().lines().count()));
        }
        return text.append(
                        "memory           %,d bytes: inputs %,d, arena %,d"
                                .formatted(bytes(), inputBytes, arenaBytes))
                .toString();
    }
}
