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
        Range.adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor m = slots.average("first-moment", beta1, g);
        Tensor v = slots.average("second-moment", beta2, g.square());
        return moved(slots, parameter, m, v, beta1, beta2, epsilon);
    }

    /// The last step of Adam: the parameter moved along averages of the gradient and its square,
    /// both corrected for their start at 0.
    static Tensor moved(
            Slots slots,
            Tensor parameter,
            Tensor m,
            Tensor v,
            double beta1,
            double beta2,
            double epsilon) {
        Tensor correction1 = slots.correction(beta1);
        Tensor correction2 = slots.correction(beta2);
        // √(v / c) as √v · (1/√c): the division is done once, on scalars.
        Tensor root = v.sqrt().times(slots.scalar(correction2.sqrt().reciprocal()));
        Tensor rate = slots.scalar(slots.learningRate().dividedBy(correction1));
        return parameter.minus(m.dividedBy(root.plus(epsilon)).times(rate));
    }
}
