package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// ½e²/β for |e| ≤ β, else |e| − ½β, of e = output − target, as mean over each example's values: a
/// [Huber] loss divided by β (Girshick 2015, equation 3).
///
/// @param beta β > 0, where squares turn into straight lines
public record SmoothL1(double beta) implements Loss {
    /// β is checked.
    public SmoothL1 {
        Setting.positive("the beta of smooth-l1", beta);
    }

    /// β = 1.
    public SmoothL1() {
        this(1);
    }

    @Override
    public Tensor perExample(Tensor output, Tensor target) {
        Operands.checkValues(this, output, target);
        return Operands.meanOfEach(Huber.curve(output.minus(target), beta).dividedBy(beta));
    }

    /// `smooth-l1(1.0)`.
    @Override
    public String toString() {
        return "smooth-l1(" + beta + ")";
    }
}
