package org.glissade.learn.layer;

import org.glissade.tensor.Tensor;

/// Adds numbers of the normal distribution with mean 0 to the values while training: x + deviation
/// · ε. As the first layer it is noise on the inputs, to first order a penalty on the slope of the
/// network's function (Bishop 1995, *Training with noise is equivalent to Tikhonov
/// regularization*). Outside of training it does nothing.
///
/// @param deviation at least 0 and finite
public record GaussianNoise(double deviation) implements Layer {
    /// The deviation is checked.
    public GaussianNoise {
        if (!(deviation >= 0 && deviation <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the deviation of noise is at least 0 and finite, but got "
                            + deviation
                            + "; 0.1 is a tenth of what standardised features vary by");
        }
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        return scope.training() && deviation > 0
                ? x.plus(scope.normal(x.shape()).cast(x.dtype()).times(deviation))
                : x;
    }

    @Override
    public String label() {
        return "noise";
    }
}
