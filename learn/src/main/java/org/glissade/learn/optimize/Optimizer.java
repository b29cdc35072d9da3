package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// An update rule, built into the graph of a training step: one record with one method.
public interface Optimizer {
    /// Records one parameter's new value.
    ///
    /// @param slots the learning rate, the step number and the rule's memory
    /// @param gradient of the mean loss towards the parameter, after [#transform]
    Tensor update(Slots slots, Tensor parameter, Tensor gradient);

    /// The learning rate that training starts with. It is a run-time value: changing it needs no
    /// new graph.
    double learningRate();

    /// What is done to all gradients together before the updates; nothing unless the rule says
    /// otherwise.
    default List<Tensor> transform(List<Tensor> gradients) {
        return gradients;
    }

    /// This rule on gradients that are first scaled down together to a norm of at most `maximum`.
    default Optimizer clippedByGlobalNorm(double maximum) {
        return new ClipByGlobalNorm(maximum, this);
    }
}
