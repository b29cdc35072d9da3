package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Steps in the weights' own unit (Zeiler 2012, algorithm 1): v ← ρv + (1 − ρ)g², d = √(u + ε) /
/// √(v + ε) · g, u ← ρu + (1 − ρ)d², w ← w − rate·d; the paper's rate is 1.
///
/// @param weightDecay L2 regularisation: g ← g + decay·w first
public record Adadelta(double learningRate, double rho, double epsilon, double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public Adadelta {
        Range.notNegative("learning rate").check(learningRate);
        Range.share("rho").check(rho);
        Range.above0("epsilon").check(epsilon);
        Range.notNegative("weight decay").check(weightDecay);
    }

    /// With ρ = 0.9, ε = 1e-6 and no weight decay.
    public Adadelta(double learningRate) {
        this(learningRate, 0.9, 1e-6, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor v = slots.average("squares", rho, g.square());
        Tensor unit = slots.get("squared-steps").plus(epsilon).sqrt();
        Tensor step = unit.dividedBy(v.plus(epsilon).sqrt()).times(g);
        slots.average("squared-steps", rho, step.square());
        return parameter.minus(step.times(slots.scalar(slots.learningRate())));
    }
}
