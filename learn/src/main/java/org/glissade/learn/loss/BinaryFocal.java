package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// −α·t·σ(−z)^γ·log σ(z) − (1 − α)·(1 − t)·σ(z)^γ·log σ(−z) for logits z and targets t of 0 or 1,
/// both `[n, …]`, as mean over each example's values (Lin and others 2017, equation 5).
///
/// @param gamma γ ≥ 0; 2 is usual
/// @param alpha α in [0, 1], the share of the positive class; 0.25 is usual
public record BinaryFocal(double gamma, double alpha) implements Loss {
    /// Settings are checked.
    public BinaryFocal {
        Setting.notNegative("the gamma of binary-focal", gamma);
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException(
                    "the alpha of binary-focal is from 0 to 1, but got " + alpha);
        }
    }

    /// γ = 2, α = 0.25.
    public BinaryFocal() {
        this(2, 0.25);
    }

    @Override
    public Tensor perExample(Tensor output, Tensor target) {
        Operands.checkValues(this, output, target);
        Tensor missed = half(output.negate()).times(target).times(alpha);
        Tensor alarm = half(output).times(target.negate().plus(1)).times(1 - alpha);
        return Operands.meanOfEach(missed.plus(alarm));
    }

    /// σ(z)^γ · softplus(z); the power as e^(−γ·softplus(−z)), whose slope is finite everywhere.
    private Tensor half(Tensor z) {
        Tensor loss = z.softplus();
        return gamma == 0 ? loss : z.negate().softplus().times(-gamma).exp().times(loss);
    }

    /// `binary-focal(2.0, 0.25)`.
    @Override
    public String toString() {
        return "binary-focal(" + gamma + ", " + alpha + ")";
    }
}
