package org.glissade.tensor;

import java.util.List;

/// What a gradient rule is given: the operation's inputs, its output, and the gradient of the error
/// towards that output, which has the output's type.
public record GradientContext(List<Tensor> inputs, Tensor output, Tensor gradient) {
    /// The input at a position.
    public Tensor input(int index) {
        return inputs.get(index);
    }
}
