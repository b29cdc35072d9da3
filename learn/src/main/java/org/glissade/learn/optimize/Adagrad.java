package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// A rate for each weight that shrinks with all its gradients so far (Duchi, Hazan, Singer 2011,
/// the diagonal form of figure 1): s ← s + g², w ← w − rate / (1 + (t − 1)·rateDecay) · g / (√s +
/// ε).
///
/// @param rateDecay 0 in the paper
/// @param initial what s starts with
/// @param weightDecay L2 regularisation: g ← g + decay·w first
public record Adagrad(
        double learningRate, double rateDecay, double initial, double epsilon, double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public Adagrad {
        Range.notNegative("learning rate").check(learningRate);
        Range.notNegative("decay of the rate").check(rateDecay);
        Range.notNegative("initial sum").check(initial);
        Range.notNegative("epsilon").check(epsilon);
        Range.notNegative("weight decay").check(weightDecay);
    }

    /// With ε = 1e-10, no decay, and sums from 0.
    public Adagrad(double learningRate) {
        this(learningRate, 0, 0, 1e-10, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor sum = slots.set("squares", slots.get("squares", g.type(), initial).plus(g.square()));
        Tensor rate = slots.learningRate();
        if (rateDecay != 0) {
            rate = rate.dividedBy(slots.step().minus(1).times(rateDecay).plus(1));
        }
        return parameter.minus(g.dividedBy(sum.sqrt().plus(epsilon)).times(slots.scalar(rate)));
    }
}
