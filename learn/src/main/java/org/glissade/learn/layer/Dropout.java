package org.glissade.learn.layer;

import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Sets each value to 0 with the given probability while training and scales the others up by 1/(1
/// − rate), so that predictions need no change (Srivastava and others 2014, the inverted form).
/// Outside of training it does nothing.
///
/// @param rate in [0, 1)
public record Dropout(double rate) implements Layer {
    /// The rate is checked.
    public Dropout {
        requireRate("a dropout rate", rate, "0.5 drops every second value");
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        return drop(scope, x, x.shape(), rate);
    }

    static void requireRate(String what, double rate, String example) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    what + " is at least 0 and below 1, but got " + rate + "; " + example);
        }
    }

    /// Values that are dropped together, the others scaled up.
    ///
    /// @param pieces the shape of the draws, which is broadcast over the values
    static Tensor drop(Scope scope, Tensor x, Shape pieces, double rate) {
        if (!scope.training() || rate == 0) {
            return x;
        }
        Tensor kept = scope.random(pieces).greaterOrEqualTo(rate);
        return Tensor.select(kept, x.times(1 / (1 - rate)), x.zerosLike());
    }
}
