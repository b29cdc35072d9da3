package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Stochastic gradient descent, with momentum if asked for: v ← μ·v + (1 − dampening)·g, but v ← g
/// in the first step, w ← w − rate·v; with Nesterov's momentum w ← w − rate·(g + μ·v). Weight decay
/// is L2 regularisation: g ← g + decay·w first. These are PyTorch's forms (Sutskever and others
/// 2013 with the learning rate outside of the velocity).
public record Sgd(
        double learningRate,
        double momentum,
        double dampening,
        boolean nesterov,
        double weightDecay)
        implements Optimizer {
    /// Settings are checked.
    public Sgd {
        Range.notNegative("learning rate").check(learningRate);
        Range.share("momentum").check(momentum);
        Range.upTo1("dampening").check(dampening);
        Range.notNegative("weight decay").check(weightDecay);
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalArgumentException(
                    "Nesterov's form needs a momentum above 0 and no dampening; 0.9 and 0 are usual");
        }
    }

    /// Without dampening.
    public Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay) {
        this(learningRate, momentum, 0, nesterov, weightDecay);
    }

    /// Plain descent.
    public Sgd(double learningRate) {
        this(learningRate, 0);
    }

    /// With momentum.
    public Sgd(double learningRate, double momentum) {
        this(learningRate, momentum, false, 0);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor g = WeightPenalty.l2(weightDecay, parameter, gradient);
        Tensor step = g;
        if (momentum != 0) {
            Tensor velocity =
                    slots.set(
                            "velocity",
                            slots.get("velocity").times(momentum).plus(damped(slots, g)));
            step = nesterov ? g.plus(velocity.times(momentum)) : velocity;
        }
        return parameter.minus(step.times(slots.scalar(slots.learningRate())));
    }

    private Tensor damped(Slots slots, Tensor g) {
        if (dampening == 0) {
            return g;
        }
        Tensor step = slots.step();
        Tensor share =
                Tensor.select(
                        step.greaterThan(1), step.onesLike().times(1 - dampening), step.onesLike());
        return g.times(slots.scalar(share));
    }
}
