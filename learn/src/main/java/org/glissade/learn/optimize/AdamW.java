package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Adam with decoupled weight decay (Loshchilov, Hutter 2019, algorithm 2, as in PyTorch): w ← w ·
/// (1 − rate·decay), then the update of [Adam], whose moments do not see the decay.
public record AdamW(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public AdamW {
        adam(learningRate, beta1, beta2, epsilon);
        Range.notNegative("weight decay").check(weightDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and a weight decay of 0.01.
    public AdamW(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        return adam(learningRate, beta1, beta2, epsilon)
                .update(slots, DecoupledDecay.shrunk(slots, parameter, weightDecay), gradient);
    }

    private static Adam adam(double learningRate, double beta1, double beta2, double epsilon) {
        return new Adam(learningRate, beta1, beta2, epsilon, 0);
    }
}
