package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Adam by the infinity norm (Kingma, Ba 2015, algorithm 2; ε beside the gradient as in PyTorch): m
/// ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), w ← w − rate / (1 − β₁ᵗ) · m / u.
///
/// @param weightDecay L2 regularisation: g ← g + decay·w first
public record Adamax(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public Adamax {
        Range.adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
    public Adamax(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor m = slots.average("first-moment", beta1, g);
        Tensor u = slots.set("norm", slots.get("norm").times(beta2).maximum(g.abs().plus(epsilon)));
        Tensor rate = slots.scalar(slots.learningRate().dividedBy(slots.correction(beta1)));
        return parameter.minus(m.dividedBy(u).times(rate));
    }
}
