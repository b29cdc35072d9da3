package org.glissade.benchmarks.workload;

/// The update rule.
public sealed interface Rule {
    /// v ← momentum·v + g, w ← w − rate·v.
    record Sgd(double rate, double momentum) implements Rule {}

    /// Adam with bias correction and epsilon outside of the root.
    record Adam(double rate, double beta1, double beta2, double epsilon) implements Rule {
        /// With the usual constants.
        public Adam(double rate) {
            this(rate, 0.9, 0.999, 1e-8);
        }
    }
}
