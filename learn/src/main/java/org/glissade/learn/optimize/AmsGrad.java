package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Adam with a second moment that never shrinks (Reddi, Kale, Kumar 2018, algorithm 2, with Adam's
/// bias corrections as in PyTorch): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², u ← max(u, v), w ← w
/// − rate · (m / (1 − β₁ᵗ)) / (√(u / (1 − β₂ᵗ)) + ε).
///
/// @param weightDecay L2 regularisation: g ← g + decay·w first; put [DecoupledDecay] around it for
///   the other form
public record AmsGrad(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public AmsGrad {
        Range.adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
    public AmsGrad(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor m = slots.average("first-moment", beta1, g);
        Tensor v = slots.average("second-moment", beta2, g.square());
        Tensor u =
                slots.set("greatest-second-moment", slots.get("greatest-second-moment").maximum(v));
        return Adam.moved(slots, parameter, m, u, beta1, beta2, epsilon);
    }
}
