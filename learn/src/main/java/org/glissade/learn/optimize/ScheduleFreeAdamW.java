package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// AdamW that needs no schedule, because it averages its weights by itself (Defazio and others
/// 2024, algorithm 1). Gradients are those at y, the parameter while training: γₜ = rate · √(1 −
/// β₂ᵗ) · min(1, t/warmup); v ← β₂v + (1 − β₂)g²; z ← z − γₜ·(g/(√v + ε) + decay·y); x ← (1 − c)x +
/// cz with c = γₜ²/Σγᵢ²; y = (1 − β₁)z + β₁x. Measures and the saved model have x.
///
/// @param warmup steps over which the rate grows to its full value; 0 for none
public record ScheduleFreeAdamW(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        long warmup)
        implements Optimizer {
    /// Settings are checked.
    public ScheduleFreeAdamW {
        Range.adam(learningRate, beta1, beta2, epsilon, weightDecay);
        if (warmup < 0) {
            throw new IllegalArgumentException(
                    "the rate grows over 0 or more steps, but got " + warmup);
        }
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8, no weight decay and no warm-up.
    public ScheduleFreeAdamW(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor rate = slots.learningRate().times(slots.correction(beta2).sqrt());
        if (warmup > 0) {
            rate = rate.times(slots.step().dividedBy(warmup).minimum(1));
        }
        Tensor weight = rate.square();
        Tensor sum =
                slots.setShared("rate-squares", slots.getShared("rate-squares", 0).plus(weight));
        // A rate of 0 so far: nothing to average yet.
        Tensor share = Tensor.select(sum.greaterThan(0), weight.dividedBy(sum), sum.zerosLike());
        Tensor v = slots.average("second-moment", beta2, gradient.square());
        Tensor step = gradient.dividedBy(v.sqrt().plus(epsilon));
        if (weightDecay != 0) {
            step = step.plus(parameter.times(weightDecay));
        }
        Tensor z = slots.set("base", slots.getCopy("base").minus(step.times(slots.scalar(rate))));
        Tensor x =
                slots.evaluate(
                        slots.evaluated()
                                .times(slots.scalar(share.negate().plus(1)))
                                .plus(z.times(slots.scalar(share))));
        return z.times(1 - beta1).plus(x.times(beta1));
    }
}
