package org.glissade.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.glissade.learn.augment.CutMix;
import org.glissade.learn.augment.Mixup;
import org.glissade.learn.augment.RandomFlip;
import org.glissade.learn.augment.RandomShift;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Sgd;
import org.glissade.runtime.Device;

/// A training of a few steps that leaves a log, to be disturbed in all ways.
///
/// @param trainer without checkpoints
/// @param steps how many it takes undisturbed
record SmallRun(Trainer trainer, Split split, int steps) {
    /// Dropout, running counters, an optimizer with memory, a smaller last batch, the best weights.
    static SmallRun ofClasses() {
        return of(
                Trainer.of("dense(8) tanh dropout(0.3) dense(5) relu")
                        .optimizer(new Adam(0.03))
                        .batchSize(16),
                Blobs.of(60, 3),
                4);
    }

    /// Full batches, momentum, the last weights.
    static SmallRun ofNumbers() {
        return of(
                Trainer.of("dense(4) gelu")
                        .optimizer(new Sgd(0.05, 0.9))
                        .batchSize(TrainSettings.FULL_BATCH)
                        .earlyStopping(EarlyStopping.off())
                        .stopping(Stopping.NONE.atGradientNorm(1e-9)),
                Blobs.plane(40, 5),
                6);
    }

    /// Everything that draws random numbers, and everything around the rule.
    static SmallRun ofEverything() {
        return of(
                Trainer.of(
                                "noise(0.05) spatial-dropout(0.1, 1) flatten dense(8) selu alpha-dropout(0.1)"
                                        + " residual(dense(8) tanh drop-path(0.2)) dropout(0.1)")
                        .optimizer(new Adam(0.03).penalised(0.001, 0.001).withMaxNorm(1.5))
                        .batchSize(16)
                        .regularisation(Regularisation.NONE.withWeightNoise(0.02))
                        .augment(new RandomShift(1, 0))
                        .augment(new RandomFlip())
                        .augment(new CutMix(1))
                        .augment(new Mixup(0.4)),
                Blobs.images(60, 3),
                4);
    }

    private static SmallRun of(Trainer trainer, Dataset data, int epochs) {
        Split split = Split.of(data, 1);
        Trainer whole = trainer.epochs(epochs).seed(7).on(Device.best().withThreads(1));
        int size = Math.min(whole.settings().batchSize(), split.train().rows());
        return new SmallRun(whole, split, epochs * Math.ceilDiv(split.train().rows(), size));
    }

    /// What is left of a training.
    record Left(Parameters parameters, List<String> log) {}

    /// Trains without any disturbance.
    Left undisturbed(Path folder) throws IOException {
        return go(trainer, new RunFolder(Files.createDirectories(folder)), false);
    }

    /// Begins with a checkpoint after each step, and ends in an exception after the given one.
    void stopAfter(int step, Path folder, Checkpoints checkpoints) throws IOException {
        AtomicInteger done = new AtomicInteger();
        go(
                trainer.checkpoints(checkpoints).stopWhen(() -> done.incrementAndGet() == step),
                new RunFolder(Files.createDirectories(folder)),
                false);
    }

    /// Goes on in the folder.
    Left resume(Path folder) throws IOException {
        return go(trainer.checkpoints(in(folder)), new RunFolder(folder), true);
    }

    /// After each step, in the folder.
    static Checkpoints in(Path folder) {
        return Checkpoints.in(new RunFolder(folder).checkpoints()).every(Duration.ZERO);
    }

    Left go(Trainer changed, RunFolder folder, boolean again) throws IOException {
        Parameters parameters;
        try (RunLog log = again ? folder.openLogAgain() : folder.openLog()) {
            Trainer listening = changed.listen(log);
            parameters =
                    (again ? listening.resume(split) : listening.fit(split)).model().parameters();
        }
        return new Left(
                parameters,
                Files.readAllLines(folder.path().resolve("log.jsonl")).stream()
                        .map(RunLog::withoutClock)
                        .toList());
    }
}
