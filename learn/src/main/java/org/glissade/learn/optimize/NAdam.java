package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Adam with Nesterov's momentum (Dozat 2016, algorithm 2, with the momentum's schedule of its
/// section on results): μₜ = β₁(1 − ½·0.96^(t·ψ)); m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²; m̂ =
/// μₜ₊₁·m / (1 − Πᵢ≤ₜ₊₁ μᵢ) + (1 − μₜ)·g / (1 − Πᵢ≤ₜ μᵢ); w ← w − rate · m̂ / (√(v / (1 − β₂ᵗ)) +
/// ε).
///
/// @param momentumDecay ψ
/// @param weightDecay L2 regularisation: g ← g + decay·w first
public record NAdam(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double momentumDecay)
        implements Optimizer {
    private static final double WARM_UP = 0.96;

    /// Settings are checked.
    public NAdam {
        Range.adam(learningRate, beta1, beta2, epsilon, weightDecay);
        Range.notNegative("momentum decay").check(momentumDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8, no weight decay and ψ = 0.004.
    public NAdam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0, 0.004);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor now = momentum(slots.step());
        Tensor next = momentum(slots.step().plus(1));
        Tensor product =
                slots.setShared(
                        "momentum-product", slots.getShared("momentum-product", 1).times(now));
        Tensor m = slots.average("first-moment", beta1, g);
        Tensor v = slots.average("second-moment", beta2, g.square());
        Tensor ofGradient = now.negate().plus(1).dividedBy(product.negate().plus(1));
        Tensor ofMoment = next.dividedBy(product.times(next).negate().plus(1));
        Tensor rate = slots.learningRate();
        Tensor ahead =
                m.times(slots.scalar(rate.times(ofMoment)))
                        .plus(g.times(slots.scalar(rate.times(ofGradient))));
        Tensor root = v.sqrt().times(slots.scalar(slots.correction(beta2).sqrt().reciprocal()));
        return parameter.minus(ahead.dividedBy(root.plus(epsilon)));
    }

    private Tensor momentum(Tensor step) {
        Tensor power = step.times(momentumDecay * Math.log(WARM_UP)).exp();
        return power.times(-0.5).plus(1).times(beta1);
    }
}
