package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Adam's direction at a length in proportion to the weights', for large batches (You and others
/// 2020, algorithm 2, with φ the identity): m and v as in [Adam], r = (m / (1 − β₁ᵗ)) / (√(v / (1 −
/// β₂ᵗ)) + ε) + decay·w, w ← w − rate · (‖w‖ / ‖r‖) · r, with each parameter's own norms; where one
/// of them is 0 their ratio counts as 1.
public record Lamb(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public Lamb {
        Range.adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-6 and a weight decay of 0.01.
    public Lamb(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-6, 0.01);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor m =
                slots.average("first-moment", beta1, gradient)
                        .times(slots.scalar(slots.correction(beta1).reciprocal()));
        Tensor root =
                slots.average("second-moment", beta2, gradient.square())
                        .sqrt()
                        .times(slots.scalar(slots.correction(beta2).sqrt().reciprocal()));
        Tensor direction = m.dividedBy(root.plus(epsilon));
        Tensor step = weightDecay == 0 ? direction : direction.plus(parameter.times(weightDecay));
        Tensor ofWeights = parameter.square().sum().sqrt();
        Tensor ofStep = step.square().sum().sqrt();
        Tensor ratio =
                Tensor.select(
                        ofWeights.greaterThan(0).and(ofStep.greaterThan(0)),
                        ofWeights.dividedBy(ofStep),
                        ofWeights.onesLike());
        return parameter.minus(step.times(ratio.times(slots.scalar(slots.learningRate()))));
    }
}
