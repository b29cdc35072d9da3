package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// max(0, m − s·z)^p with the sign s = 2t − 1, for scores z and targets t of 0 or 1, both `[n, …]`,
/// as mean over each example's values (Cortes, Vapnik 1995). With m = 0 and p = 1 it is the
/// perceptron's criterion, whose gradient is the perceptron's learning rule (Rosenblatt 1958).
///
/// @param margin m ≥ 0
/// @param squared whether p is 2 rather than 1
public record BinaryHinge(double margin, boolean squared) implements Loss {
    /// The margin is checked.
    public BinaryHinge {
        Setting.notNegative("the margin of binary-hinge", margin);
    }

    @Override
    public Tensor perExample(Tensor output, Tensor target) {
        Operands.checkValues(this, output, target);
        Tensor sign = target.times(2).minus(1);
        Tensor behind = output.times(sign).negate().plus(margin).relu();
        return Operands.meanOfEach(squared ? behind.square() : behind);
    }

    /// `binary-hinge(1.0)` or `binary-squared-hinge(1.0)`.
    @Override
    public String toString() {
        return (squared ? "binary-squared-hinge(" : "binary-hinge(") + margin + ")";
    }
}
