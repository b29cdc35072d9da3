package org.glissade.learn.optimize;

import java.util.List;
import java.util.Set;
import org.glissade.tensor.Tensor;

/// An update rule, built into the graph of a training step: one record with one method.
public interface Optimizer {
    /// Records one parameter's new value.
    ///
    /// @param slots the learning rate, the step number and the rule's memory
    /// @param gradient of the mean loss towards the parameter, or what transforms have made of it
    Tensor update(Slots slots, Tensor parameter, Tensor gradient);

    /// The learning rate that training starts with. It is a run-time value: changing it needs no
    /// new graph.
    double learningRate();

    /// Records the new values of several parameters: one by one with [#update] unless the rule
    /// looks at all of them together.
    ///
    /// @return the values in the order of the weights
    default List<Tensor> updateAll(List<Weight> weights) {
        return weights.stream()
                .map(weight -> update(weight.slots(), weight.value(), weight.gradient()))
                .toList();
    }

    /// Those of a network's parameters that the rule leaves as they are. They have no gradient and
    /// no update; what looks at all gradients together does not see them.
    ///
    /// @param paths of all parameters
    /// @throws IllegalArgumentException if the rule names parameters that there are not
    default Set<String> frozenAmong(Set<String> paths) {
        return Set.of();
    }

    /// This rule on gradients with every element brought into [−`maximum`, `maximum`].
    default Optimizer clippedByValue(double maximum) {
        return new ClipByValue(maximum, this);
    }

    /// This rule on gradients that are each scaled down to a norm of at most `maximum`.
    default Optimizer clippedByNorm(double maximum) {
        return new ClipByNorm(maximum, this);
    }

    /// This rule on gradients that are first scaled down together to a norm of at most `maximum`.
    default Optimizer clippedByGlobalNorm(double maximum) {
        return new ClipByGlobalNorm(maximum, this);
    }

    /// This rule on the loss plus the penalty l₁·Σ|w| + ½·l₂·Σw², see [WeightPenalty].
    default Optimizer penalised(double l1, double l2) {
        return new WeightPenalty(l1, l2, this);
    }

    /// This rule with the weights of each output kept at a norm of at most `maximum`, see
    /// [MaxNorm].
    default Optimizer withMaxNorm(double maximum) {
        return new MaxNorm(maximum, this);
    }

    /// This rule on the means of the gradients of `steps` batches, see [Accumulate].
    default Optimizer accumulated(int steps) {
        return new Accumulate(steps, this);
    }

    /// This rule for all parameters but those whose path, or a layer in which they lie, fits a
    /// pattern, see [Groups]; they follow a rule of their own. Of several patterns that fit the one
    /// added first decides.
    default Optimizer with(String pattern, Optimizer rule) {
        return new Groups(this, List.of(new Groups.Group(pattern, rule)));
    }

    /// This rule for all parameters but those whose path, or a layer in which they lie, fits a
    /// pattern; they stay as they are.
    default Optimizer frozen(String pattern) {
        return with(pattern, new Frozen(learningRate()));
    }
}
