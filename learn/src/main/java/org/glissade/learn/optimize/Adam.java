package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Adam (Kingma, Ba 2015, algorithm 1) with exact bias correction and epsilon outside of the root:
/// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) +
/// ε).
///
/// @param weightDecay L2 regularisation: g ← g + decay·w first; see [AdamW] for the decoupled form
public record Adam(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public Adam {
        Range.notNegative("learning rate").check(learningRate);
        Range.share("beta 1").check(beta1);
        Range.share("beta 2").check(beta2);
        Range.notNegative("epsilon").check(epsilon);
        Range.notNegative("weight decay").check(weightDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
        Tensor m =
                slots.set(
                        "first-moment",
                        slots.get("first-moment").times(beta1).plus(g.times(1 - beta1)));
        Tensor v =
                slots.set(
                        "second-moment",
                        slots.get("second-moment").times(beta2).plus(g.square().times(1 - beta2)));
        Tensor correction1 = correction(slots, beta1);
        Tensor correction2 = correction(slots, beta2);
        // √(v / c) as √v · (1/√c): the division is done once, on scalars.
        Tensor root = v.sqrt().times(slots.scalar(correction2.sqrt().reciprocal()));
        Tensor rate = slots.scalar(slots.learningRate().dividedBy(correction1));
        return parameter.minus(m.dividedBy(root.plus(epsilon)).times(rate));
    }

    /// 1 − βᵗ.
    private static Tensor correction(Slots slots, double beta) {
        Tensor step = slots.step();
        return step.trace().constant(step.dtype(), beta).power(step).negate().plus(1);
    }
}
