package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// Brings every element of the gradients into [−`maximum`, `maximum`] (Mikolov 2012, section
/// 3.2.2), then applies another rule.
public record ClipByValue(double maximum, Optimizer inner) implements Transform {
    /// The maximum is checked.
    public ClipByValue {
        Range.above0("greatest gradient").check(maximum);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        return inner.updateAll(
                weights.stream()
                        .map(weight ->
                                weight.withGradient(weight.gradient().clip(-maximum, maximum)))
                        .toList());
    }
}
