package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Leaves parameters as they are: for some of them, within [Groups]. What only their gradients need
/// is not computed.
///
/// @param learningRate without effect
public record Frozen(double learningRate) implements Optimizer {
    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        return parameter;
    }
}
