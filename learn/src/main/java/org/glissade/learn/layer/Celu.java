package org.glissade.learn.layer;

import org.glissade.tensor.Tensor;

/// max(x, 0) + min(0, α · (e^(x/α) − 1)), an ELU whose derivative at 0 is 1 for any α (Barron
/// 2017).
///
/// @param alpha α > 0: −α is the limit for negative x
public record Celu(double alpha) implements Nonlinearity {
    /// α is checked.
    public Celu {
        Curves.requirePositive("the alpha of celu", alpha);
    }

    /// α = 1.
    public Celu() {
        this(1);
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        return Curves.elu(x, alpha, alpha);
    }

    @Override
    public double gain() {
        return Curves.gainOfTail(z -> alpha * Math.expm1(z / alpha));
    }

    @Override
    public Saturation saturation() {
        return Saturation.BELOW;
    }
}
