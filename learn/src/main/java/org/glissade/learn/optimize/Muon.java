package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Momentum made orthogonal, for the matrices of hidden layers (Jordan and others 2024, *Muon: an
/// optimizer for hidden layers in neural networks*): v ← μv + (1 − μ)g; u = (1 − μ)g + μv in
/// Nesterov's form, else v; O = the nearest matrix to u with equal singular values, by five steps
/// of Newton and Schulz X ← aX + (bA + cA²)X with A = XXᵀ from X = u/(‖u‖ + 1e-7), a = 3.4445, b =
/// −4.775, c = 2.0315; w ← w·(1 − rate·decay) − rate · √max(1, outputs/inputs) · O.
///
/// @param others the rule for everything that is not a matrix; its rate keeps its ratio to this one
public record Muon(
        double learningRate,
        double momentum,
        boolean nesterov,
        double weightDecay,
        Optimizer others)
        implements Optimizer {
    private static final int STEPS = 5;
    private static final double A = 3.4445;
    private static final double B = -4.7750;
    private static final double C = 2.0315;
    private static final double TINY = 1e-7;

    /// Settings are checked.
    public Muon {
        Range.above0("learning rate").check(learningRate);
        Range.share("momentum").check(momentum);
        Range.notNegative("weight decay").check(weightDecay);
    }

    /// With momentum 0.95 in Nesterov's form, a weight decay of 0.1, and AdamW at a twentieth of
    /// the rate for the others.
    public Muon(double learningRate) {
        this(learningRate, 0.95, true, 0.1, new AdamW(learningRate / 20));
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        if (parameter.shape().rank() != 2) {
            return others.update(
                    slots.atRate(others.learningRate() / learningRate), parameter, gradient);
        }
        Tensor v = slots.average("velocity", momentum, gradient);
        Tensor u = nesterov ? gradient.times(1 - momentum).plus(v.times(momentum)) : v;
        double longer = Math.sqrt(Math.max(1, parameter.dim(1) / (double) parameter.dim(0)));
        Tensor w =
                weightDecay == 0 ? parameter : DecoupledDecay.shrunk(slots, parameter, weightDecay);
        Tensor rate = slots.scalar(slots.learningRate().times(longer));
        return w.minus(orthogonal(u).times(rate));
    }

    private static Tensor orthogonal(Tensor u) {
        boolean tall = u.dim(0) > u.dim(1);
        Tensor x = tall ? u.transpose() : u;
        x = x.dividedBy(x.square().sum().sqrt().plus(TINY));
        for (int i = 0; i < STEPS; i++) {
            Tensor a = x.matmul(x.transpose());
            Tensor b = a.times(B).plus(a.matmul(a).times(C));
            x = x.times(A).plus(b.matmul(x));
        }
        return tall ? x.transpose() : x;
    }
}
