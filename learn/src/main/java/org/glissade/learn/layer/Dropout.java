package org.glissade.learn.layer;

import org.glissade.tensor.Tensor;

/// Sets each value to 0 with the given probability while training and scales the others up by 1/(1
/// − rate), so that predictions need no change (Srivastava and others 2014, the inverted form).
/// Outside of training it does nothing.
///
/// @param rate in [0, 1)
public record Dropout(double rate) implements Layer {
    /// The rate is checked.
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "a dropout rate is at least 0 and below 1, but got "
                            + rate
                            + "; 0.5 drops every second value");
        }
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        if (!scope.training() || rate == 0) {
            return x;
        }
        Tensor kept = scope.random(x.shape()).greaterOrEqualTo(rate);
        return Tensor.select(kept, x.times(1 / (1 - rate)), x.zerosLike());
    }
}
