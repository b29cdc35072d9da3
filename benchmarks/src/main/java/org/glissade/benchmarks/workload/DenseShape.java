package org.glissade.benchmarks.workload;

/// The size of a dense layer: weight `[inputs, outputs]`, bias `[outputs]`.
public record DenseShape(int inputs, int outputs) {
    /// Values in weight and bias.
    public int parameters() {
        return inputs * outputs + outputs;
    }
}
