package org.glissade.learn.layer;

import org.glissade.tensor.Tensor;

/// RReLU: x for x > 0, else slope · x, where the slope is drawn for each value anew from [low,
/// high) while training and is the middle of that otherwise (Xu, Wang, Chen, Li 2015, section 2.4).
///
/// @param low finite, at most `high`
/// @param high finite
public record RandomizedRelu(double low, double high) implements Nonlinearity {
    /// The bounds are checked.
    public RandomizedRelu {
        Curves.requireFinite("the least slope of rrelu", low);
        Curves.requireFinite("the greatest slope of rrelu", high);
        if (low > high) {
            throw new IllegalArgumentException(
                    "the least slope of rrelu is at most the greatest, but got "
                            + low
                            + " and "
                            + high
                            + "; swap them");
        }
    }

    /// Slopes from 1/8 to 1/3.
    public RandomizedRelu() {
        this(1.0 / 8, 1.0 / 3);
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        if (!scope.training() || low == high) {
            return x.leakyRelu((low + high) / 2);
        }
        Tensor slope = scope.random(x.shape()).cast(x.dtype()).times(high - low).plus(low);
        return Curves.sloped(x, slope);
    }

    /// For slopes as they are drawn in training: E[slope²] = (low² + low·high + high²)/3.
    @Override
    public double gain() {
        return Curves.gainOfSlopes((low * low + low * high + high * high) / 3);
    }

    @Override
    public Saturation saturation() {
        return low == 0 && high == 0
                ? Saturation.dead(0, Double.POSITIVE_INFINITY)
                : Saturation.NONE;
    }

    @Override
    public String label() {
        return "rrelu";
    }
}
