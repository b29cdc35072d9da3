package org.glissade.learn.layer;

import java.util.List;
import org.glissade.learn.initial.Fans;
import org.glissade.learn.initial.Initializer;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;

/// A fully connected layer: `x · weight + bias`, with weight `[in, units]` and bias `[units]`. The
/// last axis of the input is `in`; any axes before it are kept.
///
/// @param units how many outputs, 1 or more
/// @param initializer the weight's first values; the bias takes [Initializer#forBias]
public record Dense(int units, Initializer initializer) implements Layer {
    /// Units are checked.
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException(
                    "a dense layer has 1 unit or more, but got " + units);
        }
    }

    /// Weights and biases uniform in ±1/√in.
    public Dense(int units) {
        this(units, Initializer.fanIn());
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        if (x.shape().rank() == 0 || x.dim(-1) == 0) {
            throw new ShapeException(
                    "dense",
                    "the input has a last axis of 1 feature or more",
                    List.of(x.type()),
                    scope.trace().here(),
                    "pass examples as rows: [batch, features]");
        }
        int in = x.dim(-1);
        Tensor weight = scope.parameter("weight", Shape.of(in, units), initializer);
        Tensor bias =
                scope.parameter(
                        "bias", Shape.of(units), initializer.forBias(), new Fans(in, units));
        return x.matmul(weight).plus(bias);
    }
}
