package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Steps of one size, by sign alone (Chen and others 2023, algorithm 2): c = β₁m + (1 − β₁)g, m ←
/// β₂m + (1 − β₂)g, w ← w − rate·(sign(c) + decay·w).
public record Lion(double learningRate, double beta1, double beta2, double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public Lion {
        Range.notNegative("learning rate").check(learningRate);
        Range.share("beta 1").check(beta1);
        Range.share("beta 2").check(beta2);
        Range.notNegative("weight decay").check(weightDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.99 and no weight decay.
    public Lion(double learningRate) {
        this(learningRate, 0.9, 0.99, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor ahead = slots.get("moment").times(beta1).plus(gradient.times(1 - beta1));
        slots.average("moment", beta2, gradient);
        Tensor w =
                weightDecay == 0 ? parameter : DecoupledDecay.shrunk(slots, parameter, weightDecay);
        return w.minus(ahead.sign().times(slots.scalar(slots.learningRate())));
    }
}
