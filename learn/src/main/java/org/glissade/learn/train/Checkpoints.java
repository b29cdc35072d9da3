package org.glissade.learn.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.glissade.learn.file.Disk;

/// Where and how often a training saves itself, so that it can go on after whatever ended it:
///
/// ```java
/// Trainer trainer = Trainer.of("dense(64) relu").checkpoints(Checkpoints.in(folder));
/// trainer.resume(split); // goes on from the last checkpoint in the folder, if there is one
/// ```
///
/// Each checkpoint is one file with everything: weights, the optimizer's memory, learning rate,
/// counters of the random numbers, the place in the data down to the step, the best weights so far.
/// It is written whole or not at all, and carries a checksum. A training that goes on from it ends
/// with the same bits as one that nothing disturbed.
///
/// Unless asked otherwise it is written when 30 seconds have gone by; also at the end of an epoch,
/// if it has been a second, and fifty times as long as writing takes; when a training is stopped;
/// and when it ends. The last two are kept.
public final class Checkpoints {
    /// How often, unless asked otherwise.
    public static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

    /// How many are kept, unless asked otherwise.
    public static final int USUAL_COUNT = 2;

    private final Supplier<Path> folder;
    private final Duration interval;
    private final int count;
    private final Disk disk;

    private Checkpoints(Supplier<Path> folder, Duration interval, int count, Disk disk) {
        this.folder = folder;
        this.interval = interval;
        this.count = count;
        this.disk = disk;
    }

    /// In this folder; made if missing, when the first checkpoint is written.
    public static Checkpoints in(Path folder) {
        return in(() -> folder);
    }

    /// In a folder that need not be known before the first event.
    public static Checkpoints in(Supplier<Path> folder) {
        return new Checkpoints(folder, USUAL_INTERVAL, USUAL_COUNT, Disk.REAL);
    }

    /// After the first step that ends when so much time has gone by; zero means after every step.
    public Checkpoints every(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "the time between checkpoints is 0 or more, but got " + time);
        }
        return new Checkpoints(folder, time, count, disk);
    }

    /// This many are kept, the latest ones.
    public Checkpoints keep(int latest) {
        if (latest < 1) {
            throw new IllegalArgumentException("at least 1 checkpoint is kept, but got " + latest);
        }
        return new Checkpoints(folder, interval, latest, disk);
    }

    /// On a disk that may fail.
    Checkpoints on(Disk other) {
        return new Checkpoints(folder, interval, count, other);
    }

    Path folder() {
        return folder.get();
    }

    Duration interval() {
        return interval;
    }

    int count() {
        return count;
    }

    Disk disk() {
        return disk;
    }
}
