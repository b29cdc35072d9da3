package org.glissade.learn.layer;

import java.util.Arrays;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Drops whole channels of an example while training and scales the others up by 1/(1 − rate):
/// neighbouring values, which tell nearly the same, go together (Tompson and others 2015, section
/// 3.2). Of `[n, channels]` it is [Dropout]. Outside of training it does nothing.
///
/// @param rate in [0, 1)
/// @param axis of the channels; -1 is the last one. It cannot be 0, the batch
public record SpatialDropout(double rate, int axis) implements Layer {
    /// The settings are checked.
    public SpatialDropout {
        Dropout.requireRate("a dropout rate", rate, "0.2 drops every fifth channel");
        if (axis == 0) {
            throw new IllegalArgumentException(
                    "axis 0 is the batch; channels lie along another axis, -1 for the last one."
                            + " To drop whole examples of a branch, use drop-path");
        }
    }

    /// Channels along the last axis.
    public SpatialDropout(double rate) {
        this(rate, -1);
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        int channels = x.shape().axis(axis);
        int[] dims = x.shape().dims();
        Arrays.setAll(dims, i -> i == 0 || i == channels ? x.dim(i) : 1);
        return Dropout.drop(scope, x, Shape.of(dims), rate);
    }

    @Override
    public String label() {
        return "spatial-dropout";
    }
}
