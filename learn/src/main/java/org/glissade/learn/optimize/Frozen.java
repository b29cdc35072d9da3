package org.glissade.learn.optimize;

import java.util.Set;
import org.glissade.tensor.Tensor;

/// Leaves parameters as they are: for some of them, within [Groups]. No rule sees them, and what
/// only their gradients need is not recorded.
///
/// @param learningRate without effect
public record Frozen(double learningRate) implements Optimizer {
    @Override
    public Set<String> frozenAmong(Set<String> paths) {
        return paths;
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        return parameter;
    }
}
