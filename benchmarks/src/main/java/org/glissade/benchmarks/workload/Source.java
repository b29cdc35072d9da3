package org.glissade.benchmarks.workload;

/// Where a workload's batches come from.
public sealed interface Source {
    /// The four rows of exclusive or, always the same batch.
    record Xor() implements Source {}

    /// Fixed batches taken in turn: features standard normal, labels uniform at random.
    ///
    /// @param batches how many there are; a single one would drive gradients into denormals
    record Pool(int batches) implements Source {}

    /// Rows in memory. Each epoch goes through them in another order, each step gathers its rows,
    /// and the last batch of an epoch is smaller. Targets are 1 where x·w > 0 for a random w.
    ///
    /// @param rows how many
    /// @param permutations how many orders there are, taken in turn; made beforehand, so that no
    ///   engine is charged for drawing them
    record Rows(int rows, int permutations) implements Source {}
}
