package org.glissade.benchmarks.runner;

/// A workload set up in one engine, ready to be trained step by step. Used by one thread.
public interface Job extends AutoCloseable {
    /// Does the training step of an index from 0; steps are asked for in order.
    void step(long index);

    /// Does a step and reads its loss: the mean over the batch, before the update.
    float stepWithLoss(long index);

    /// The engine's version and the settings that it runs with, in one line.
    String settings();

    /// What it does otherwise than the workload says, so that losses cannot be compared; empty
    /// where there is nothing.
    default String difference() {
        return "";
    }

    /// Gives native memory back.
    @Override
    default void close() {}
}
