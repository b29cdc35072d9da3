package org.glissade.learn.layer;

import org.glissade.learn.initial.Fans;
import org.glissade.learn.initial.Initializer;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// x for x > 0, else slope · x with a slope that is learned (He and others 2015, equation 1).
/// Weight decay would pull the slope to 0 and is better kept from it (section 2.1).
///
/// @param initial the slope before training, finite; the paper takes 0.25
/// @param shared whether one slope serves all values, as parameter `slope` of shape `[1]`; else
///   each position of the last axis has its own, `[features]`
public record Prelu(double initial, boolean shared) implements Nonlinearity {
    /// The first slope is checked.
    public Prelu {
        Curves.requireFinite("the first slope of prelu", initial);
    }

    /// One slope for all values, 0.25 before training.
    public Prelu() {
        this(0.25, true);
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        int count = shared || x.shape().rank() == 0 ? 1 : x.dim(-1);
        Tensor slope =
                scope.parameter(
                        "slope", Shape.of(count), Initializer.constant(initial), new Fans(1, 1));
        return Curves.sloped(x, slope);
    }

    /// For the slope before training.
    @Override
    public double gain() {
        return Curves.gainOfSlopes(initial * initial);
    }

    /// None: a slope of 0 is left again, since the slope's own derivative is x.
    @Override
    public Saturation saturation() {
        return Saturation.NONE;
    }
}
