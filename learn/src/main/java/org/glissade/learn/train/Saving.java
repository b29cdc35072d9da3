package org.glissade.learn.train;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.glissade.runtime.State;
import org.jspecify.annotations.Nullable;

/// Decides when a training saves itself, and does it.
final class Saving {
    private static final long LEAST_BETWEEN_EPOCHS = 1_000_000_000;

    /// At the ends of epochs, writing takes at most this part of the time.
    private static final int SHARE = 50;

    private final CheckpointFolder folder;
    private final long interval;
    private final Supplier<JobMark> mark;
    private long last = System.nanoTime();
    private long cost;
    private @Nullable Path file;

    /// Saves into a folder.
    ///
    /// @param mark asked for when the first checkpoint is written
    Saving(Checkpoints where, Supplier<JobMark> mark) {
        folder = new CheckpointFolder(where);
        interval = where.interval().toNanos();
        this.mark = mark;
    }

    /// Whether it is time for a checkpoint.
    boolean isDue(boolean epochEnds) {
        long elapsed = System.nanoTime() - last;
        return elapsed >= interval
                || (epochEnds && elapsed >= Math.max(LEAST_BETWEEN_EPOCHS, SHARE * cost));
    }

    /// Writes a checkpoint.
    ///
    /// @param stepsPerEpoch to number it
    TrainEvent.Saved save(Course course, State state, State best, int stepsPerEpoch) {
        long began = System.nanoTime();
        long number = (long) course.epochs * stepsPerEpoch + course.step;
        Path written = folder.write(new Checkpoint(course, mark.get(), state, best), number);
        file = written;
        last = System.nanoTime();
        cost = last - began;
        return new TrainEvent.Saved(written, cost * 1e-9);
    }

    /// The latest file, if one was written.
    @Nullable Path file() {
        return file;
    }

    /// Looks for a checkpoint to go on from.
    CheckpointFolder.Found latest() {
        folder.tidy();
        return folder.latest();
    }
}
