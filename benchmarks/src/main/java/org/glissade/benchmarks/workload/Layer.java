package org.glissade.benchmarks.workload;

import java.util.List;

/// A layer as plain data, which each engine builds with its own means.
public sealed interface Layer {
    /// `x · weight + bias`.
    ///
    /// @param units how many outputs
    record Dense(int units) implements Layer {}

    /// A function of each value.
    enum Activation implements Layer {
        /// max(0, x).
        RELU,
        /// The hyperbolic tangent.
        TANH,
        /// 1 / (1 + exp(-x)).
        SIGMOID
    }

    /// The input plus what the inner layers make of it.
    record Residual(List<Layer> inner) implements Layer {
        /// The list is copied.
        public Residual {
            inner = List.copyOf(inner);
        }
    }
}
