package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Adam with the variance of its rate rectified (Liu and others 2020, algorithm 2): ρ∞ = 2/(1 − β₂)
/// − 1, ρₜ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ); m and v as in [Adam]. Where ρₜ > 5 (the paper has 4, its
/// authors' code and PyTorch 5), w ← w − rate · r · (m / (1 − β₁ᵗ)) · √(1 − β₂ᵗ) / (√v + ε) with r
/// = √((ρₜ − 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρₜ)); else w ← w − rate · m / (1 − β₁ᵗ).
///
/// @param weightDecay L2 regularisation: g ← g + decay·w first
public record RAdam(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    private static final double LEAST = 5;

    /// Settings are checked.
    public RAdam {
        Range.adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
    public RAdam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor m = slots.average("first-moment", beta1, g);
        Tensor v = slots.average("second-moment", beta2, g.square());
        double limit = 2 / (1 - beta2) - 1;
        Tensor step = slots.step();
        Tensor correction2 = slots.correction(beta2);
        Tensor length =
                correction2
                        .negate()
                        .plus(1)
                        .times(step)
                        .times(2)
                        .dividedBy(correction2)
                        .negate()
                        .plus(limit);
        Tensor adapts = length.greaterThan(LEAST);
        // Below the threshold the root may be of a negative number; its value is not used.
        Tensor rectified =
                length.minus(4)
                        .times(length.minus(2))
                        .times(limit / ((limit - 4) * (limit - 2)))
                        .dividedBy(length)
                        .times(correction2)
                        .maximum(0)
                        .sqrt();
        Tensor rate = slots.learningRate().dividedBy(slots.correction(beta1));
        Tensor adaptive =
                v.sqrt().plus(epsilon).reciprocal().times(slots.scalar(rate.times(rectified)));
        return parameter.minus(m.times(Tensor.select(adapts, adaptive, slots.scalar(rate))));
    }
}
