package org.glissade.learn.layer;

import org.glissade.tensor.Tensor;

/// x for x > 0, else α · (eˣ − 1); the derivative at 0 is α (Clevert, Unterthiner, Hochreiter 2016,
/// equation 15).
///
/// @param alpha α > 0: −α is the limit for negative x
public record Elu(double alpha) implements Nonlinearity {
    /// α is checked.
    public Elu {
        Curves.requirePositive("the alpha of elu", alpha);
    }

    /// α = 1.
    public Elu() {
        this(1);
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        return Curves.elu(x, alpha, 1);
    }

    @Override
    public double gain() {
        return Curves.gainOfTail(z -> alpha * Math.expm1(z));
    }

    @Override
    public Saturation saturation() {
        return Saturation.BELOW;
    }
}
