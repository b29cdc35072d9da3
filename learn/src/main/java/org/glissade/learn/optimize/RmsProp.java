package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Gradients divided by the root of their mean square (Tieleman, Hinton 2012): v ← αv + (1 − α)g²,
/// w ← w − rate · g / (√v + ε). Centred (Graves 2013, equations 38 to 45), √(v − a²) is in the
/// place of √v, with a ← αa + (1 − α)g. With momentum b ← μb + g / (√v + ε), w ← w − rate·b. These
/// are PyTorch's forms.
///
/// @param alpha how much of the mean square is kept
/// @param weightDecay L2 regularisation: g ← g + decay·w first
public record RmsProp(
        double learningRate,
        double alpha,
        double epsilon,
        double momentum,
        boolean centered,
        double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public RmsProp {
        Range.notNegative("learning rate").check(learningRate);
        Range.share("alpha").check(alpha);
        Range.notNegative("epsilon").check(epsilon);
        Range.share("momentum").check(momentum);
        Range.notNegative("weight decay").check(weightDecay);
    }

    /// With α = 0.99, ε = 1e-8, not centred, without momentum and weight decay.
    public RmsProp(double learningRate) {
        this(learningRate, 0.99, 1e-8, 0, false, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor v = slots.average("squares", alpha, g.square());
        if (centered) {
            // Never negative but for rounding.
            v = v.minus(slots.average("mean", alpha, g).square()).maximum(0);
        }
        Tensor step = g.dividedBy(v.sqrt().plus(epsilon));
        if (momentum != 0) {
            step = slots.set("velocity", slots.get("velocity").times(momentum).plus(step));
        }
        return parameter.minus(step.times(slots.scalar(slots.learningRate())));
    }
}
