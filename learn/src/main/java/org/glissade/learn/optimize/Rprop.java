package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// Steps of a size of their own for each weight, by the gradient's sign alone, for full batches
/// (Riedmiller, Braun 1993; without backtracking after a change of sign, as Igel and Hüsken 2000
/// call iRprop−). The size grows by `faster` where the sign stays and shrinks by `slower` where it
/// changes, within [`least`, `greatest`]; after a change the weight rests for a step.
///
/// @param learningRate the size of the first step; what the learning rate becomes later is without
///   effect
public record Rprop(
        double learningRate, double slower, double faster, double least, double greatest)
        implements Optimizer {
    /// Settings are checked.
    public Rprop {
        Range.above0("learning rate").check(learningRate);
        if (!(slower > 0 && slower < 1 && faster > 1 && Double.isFinite(faster))) {
            throw new IllegalArgumentException(
                    "sizes shrink by a factor in (0, 1) and grow by one above 1, but got "
                            + slower
                            + " and "
                            + faster);
        }
        if (!(least > 0 && least <= greatest && Double.isFinite(greatest))) {
            throw new IllegalArgumentException(
                    "sizes lie between two numbers above 0, but got " + least + " and " + greatest);
        }
    }

    /// With factors 0.5 and 1.2 and sizes in [1e-6, 50].
    public Rprop(double learningRate) {
        this(learningRate, 0.5, 1.2, 1e-6, 50);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        // Signs, not gradients: products of small gradients would be 0.
        Tensor agreement = slots.get("sign").times(gradient.sign());
        Tensor changed = agreement.lessThan(0);
        Tensor before = slots.get("size", parameter.type(), learningRate);
        Tensor factor =
                Tensor.select(
                        agreement.greaterThan(0),
                        agreement.onesLike().times(faster),
                        Tensor.select(
                                changed, agreement.onesLike().times(slower), agreement.onesLike()));
        Tensor size = slots.set("size", before.times(factor).clip(least, greatest));
        Tensor sign =
                slots.set("sign", Tensor.select(changed, agreement.zerosLike(), gradient.sign()));
        return parameter.minus(sign.times(size));
    }
}
