package org.glissade.learn.layer;

import org.glissade.learn.initial.Initializer;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// The greatest of several affine functions for each unit: hᵢ = maxⱼ (x · weight + bias)ᵢⱼ
/// (Goodfellow and others 2013, section 3). Parameters are those of a [Dense] of units · pieces,
/// where the pieces of a unit lie side by side; where pieces are equal, the gradient is shared
/// among them.
///
/// @param units how many outputs, 1 or more
/// @param pieces how many functions each has, 2 or more
/// @param initializer the weight's first values
public record Maxout(int units, int pieces, Initializer initializer) implements Layer {
    /// Numbers are checked.
    public Maxout {
        if (units < 1 || pieces < 2 || (long) units * pieces > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a maxout layer has 1 unit or more of 2 pieces or more, but got "
                            + units
                            + " units of "
                            + pieces
                            + " pieces");
        }
    }

    /// Weights and biases uniform in ±1/√in.
    public Maxout(int units, int pieces) {
        this(units, pieces, Initializer.fanIn());
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        Tensor all = new Dense(units * pieces, initializer).apply(scope, x);
        Shape rows = all.shape().slice(0, all.shape().rank() - 1);
        return all.reshape(rows.concat(Shape.of(units, pieces))).max(-1);
    }
}
