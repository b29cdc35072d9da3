package org.glissade.learn.train;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A training ended between two steps because it was asked to, see [Trainer#stopWhen]. What it has
/// reached is in a checkpoint, if it writes any: [Trainer#resume] goes on from there.
public final class TrainingInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path checkpoint;

    TrainingInterruptedException(int epoch, int step, @Nullable Path checkpoint) {
        super(
                "training was stopped in epoch "
                        + epoch
                        + " after step "
                        + step
                        + (checkpoint == null
                                ? "; nothing was saved"
                                : "; it is saved in " + checkpoint));
        this.checkpoint = checkpoint;
    }

    /// The file to go on from; empty if the training writes none.
    public Optional<Path> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }
}
