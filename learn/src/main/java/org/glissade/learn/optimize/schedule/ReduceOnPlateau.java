package org.glissade.learn.optimize.schedule;

import java.util.Optional;

/// The rate falls where the loss does not: `plateau(factor=0.1,patience=10,improvement=1e-4,
/// cooldown=0,least=0)`. After more than `patience` epochs in a row without a loss below best · (1
/// − improvement), the rate is multiplied by `factor`, and `cooldown` epochs are not counted
/// (PyTorch's ReduceLROnPlateau). What it remembers lies in a [LearningRate].
///
/// @param factor in (0, 1)
/// @param patience epochs, from 0
/// @param improvement a share of the best loss, in [0, 1]
/// @param cooldown epochs, from 0
/// @param least the smallest factor of the whole, in [0, 1]
public record ReduceOnPlateau(
        double factor, int patience, double improvement, int cooldown, double least)
        implements Schedule {
    /// Settings are checked.
    public ReduceOnPlateau {
        Check.above0("factor", factor);
        Check.share("factor", factor);
        Check.atLeast("patience", patience, 0);
        Check.share("improvement", improvement);
        Check.atLeast("cooldown", cooldown, 0);
        Check.share("least", least);
    }

    /// The factor but for what the losses have made of it.
    @Override
    public double factor(long step, long steps, double epoch) {
        return 1;
    }

    @Override
    public Optional<ReduceOnPlateau> plateau() {
        return Optional.of(this);
    }

    @Override
    public String toString() {
        return "plateau(factor="
                + factor
                + ",patience="
                + patience
                + ",improvement="
                + improvement
                + ",cooldown="
                + cooldown
                + ",least="
                + least
                + ")";
    }
}
