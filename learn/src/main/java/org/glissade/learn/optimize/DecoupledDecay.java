package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// Shrinks the weights beside another rule, whose memory does not see it: w ← w·(1 − rate·decay),
/// then the other rule from there (Loshchilov, Hutter 2019, algorithms 1 and 2).
public record DecoupledDecay(double decay, Optimizer inner) implements Transform {
    /// The decay is checked.
    public DecoupledDecay {
        Range.notNegative("weight decay").check(decay);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        return inner.updateAll(
                weights.stream()
                        .map(weight ->
                                weight.withValue(shrunk(weight.slots(), weight.value(), decay)))
                        .toList());
    }

    /// w·(1 − rate·decay).
    static Tensor shrunk(Slots slots, Tensor parameter, double decay) {
        Tensor shrink = slots.scalar(slots.learningRate().times(decay).negate().plus(1));
        return parameter.times(shrink);
    }
}
