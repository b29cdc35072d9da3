package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// max(τ·e, (τ − 1)·e) of e = target − output, as mean over each example's values; smallest where
/// the output is the τ-quantile of the targets (Koenker, Bassett 1978).
///
/// @param level τ in (0, 1); 0.5 gives half of the absolute error
public record Quantile(double level) implements Loss {
    /// The level is checked.
    public Quantile {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "the level of quantile is above 0 and below 1, but got "
                            + level
                            + "; 0.9 is exceeded by one target in ten");
        }
    }

    @Override
    public Tensor perExample(Tensor output, Tensor target) {
        Operands.checkValues(this, output, target);
        Tensor error = target.minus(output);
        return Operands.meanOfEach(error.times(level).maximum(error.times(level - 1)));
    }

    /// `quantile(0.9)`.
    @Override
    public String toString() {
        return "quantile(" + level + ")";
    }
}
