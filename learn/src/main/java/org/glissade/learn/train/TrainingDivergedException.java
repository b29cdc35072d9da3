package org.glissade.learn.train;

import java.util.Optional;
import org.glissade.runtime.NonFiniteException;
import org.jspecify.annotations.Nullable;

/// Training has left the finite numbers. The cause, where found, names the first operation that
/// did, with its layer and source line.
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int step;

    TrainingDivergedException(
            int epoch, int step, double loss, @Nullable NonFiniteException cause) {
        super(message(epoch, step, loss, cause), cause);
        this.epoch = epoch;
        this.step = step;
    }

    private static String message(
            int epoch, int step, double loss, @Nullable NonFiniteException cause) {
        String line = System.lineSeparator();
        return "training diverged in epoch "
                + epoch
                + ", step "
                + step
                + ": the loss is "
                + loss
                + line
                + (cause == null
                        ? "  hint     lower the learning rate, or clip gradients"
                        : "  first    " + cause.getMessage());
    }

    /// The epoch, from 1.
    public int epoch() {
        return epoch;
    }

    /// The step in the epoch, from 1.
    public int step() {
        return step;
    }

    /// The first operation whose result was not finite.
    public Optional<NonFiniteException> firstNonFinite() {
        return getCause() instanceof NonFiniteException found
                ? Optional.of(found)
                : Optional.empty();
    }
}
