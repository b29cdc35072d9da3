package org.glissade.benchmarks.workload;

/// The mean loss of a batch, computed from the network's raw outputs.
public enum Loss {
    /// Of ten or so classes; targets are I32 labels.
    CROSS_ENTROPY,
    /// Of one output; targets are F32, 0 or 1, shape `[batch, 1]`.
    BINARY_CROSS_ENTROPY
}
