package org.glissade.cli.tour;

import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Scope;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// A neuron with one input whose activation is a wave: height · sin(w·x + b).
///
/// @param height of the wave
/// @param most how far from 0 the weight may start; the bias starts within half a wave
record Wave(double height, double most) implements Layer {
    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        Tensor weight = scope.parameter(WEIGHT, Shape.of(1, 1), Initializer.uniform(-most, most));
        Tensor bias = scope.parameter(BIAS, Shape.of(1), Initializer.uniform(-Math.PI, Math.PI));
        return x.matmul(weight).plus(bias).sin().times(height);
    }
}
