package org.glissade.learn.layer;

import org.glissade.tensor.Tensor;

/// x for x > 0, else slope · x; the derivative at 0 is the slope (Maas, Hannun, Ng 2013).
///
/// @param slope finite; 0.01 is usual
public record LeakyRelu(double slope) implements Nonlinearity {
    /// The slope is checked.
    public LeakyRelu {
        Curves.requireFinite("the slope of leaky-relu", slope);
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        return x.leakyRelu(slope);
    }

    @Override
    public double gain() {
        return Curves.gainOfSlopes(slope * slope);
    }

    @Override
    public Saturation saturation() {
        return slope == 0 ? Saturation.dead(0, Double.POSITIVE_INFINITY) : Saturation.NONE;
    }

    @Override
    public String label() {
        return "leaky-relu";
    }
}
