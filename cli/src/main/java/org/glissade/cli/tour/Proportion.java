package org.glissade.cli.tour;

import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Scope;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// A neuron without bias and activation: a weighted sum.
///
/// @param start the first value of each weight
record Proportion(double start) implements Layer {
    static final String WEIGHT = "weight";

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        return x.matmul(
                scope.parameter(WEIGHT, Shape.of(x.dim(-1), 1), Initializer.constant(start)));
    }
}
