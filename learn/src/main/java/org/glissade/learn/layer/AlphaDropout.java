package org.glissade.learn.layer;

import org.glissade.tensor.Tensor;

/// Dropout that keeps mean 0 and variance 1, for networks of [SELU][Activation#SELU] (Klambauer and
/// others 2017, section 3): while training each value becomes the least one that SELU has, α′ = −λα
/// ≈ −1.758, with the given probability p, and then all values y become a·y + b with a = ((1 − p)(1
/// + p·α′²))^(−1/2) and b = −a·p·α′. Outside of training it does nothing.
///
/// @param rate p, in [0, 1)
public record AlphaDropout(double rate) implements Layer {
    private static final double LEAST = -Curves.SELU_SCALE * Curves.SELU_ALPHA;

    /// The rate is checked.
    public AlphaDropout {
        Dropout.requireRate("a dropout rate", rate, "0.05 to 0.1 are usual for alpha-dropout");
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        if (!scope.training() || rate == 0) {
            return x;
        }
        double slope = 1 / Math.sqrt((1 - rate) * (1 + rate * LEAST * LEAST));
        double offset = -slope * rate * LEAST;
        Tensor kept = scope.random(x.shape()).greaterOrEqualTo(rate);
        return Tensor.select(
                kept,
                x.times(slope).plus(offset),
                x.trace().full(x.dtype(), x.shape(), slope * LEAST + offset));
    }

    @Override
    public String label() {
        return "alpha-dropout";
    }
}
