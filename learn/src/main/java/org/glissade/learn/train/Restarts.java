package org.glissade.learn.train;

import org.glissade.learn.data.Split;

/// Trains one network from many starting points at once, as one computation that is batched over
/// the parameters, and keeps the best: gradient descent ends in the minimum that its start leads
/// to.
///
/// ```java
/// RestartResult result = Restarts.of(Trainer.of("dense(4) tanh"), 16).fit(split);
/// System.out.println(result.spread());
/// result.best().model().save(Path.of("best.glissade"));
/// ```
///
/// Start k, counted from 0, draws its initial values and its dropout from the trainer's seed plus
/// k; all starts go through the rows in the order of the trainer's own seed. So start 0 is what the
/// trainer alone would have trained. Each start has its own early stopping, and one that leaves the
/// finite numbers is out without harm to the others. Events tell of the start that is best in each
/// epoch.
///
/// For small networks this is several times faster than one training after another. Memory is
/// needed for all starts together.
public final class Restarts {
    private final Trainer trainer;
    private final int starts;

    private Restarts(Trainer trainer, int starts) {
        this.trainer = trainer;
        this.starts = starts;
    }

    /// So many starts of what a trainer would train.
    ///
    /// @throws IllegalArgumentException if there is not at least one
    public static Restarts of(Trainer trainer, int starts) {
        if (starts < 1) {
            throw new IllegalArgumentException("there is 1 start or more, but got " + starts);
        }
        return new Restarts(trainer, starts);
    }

    /// Trains all starts; the smallest loss on the validation data, or on the training data without
    /// such, is the best. The test data are measured at the end with the best weights only.
    ///
    /// With [checkpoints][Trainer#checkpoints] all starts are saved together, after an epoch when
    /// it is time. If asked to [stop][Trainer#stopWhen], training does after an epoch.
    ///
    /// @throws org.glissade.tensor.TensorException if network and data do not fit together
    /// @throws IllegalArgumentException if the trainer has [rules of stopping][Stopping] besides
    ///   early stopping, or a schedule that follows the losses of one training
    /// @throws TrainingInterruptedException if it was asked to stop
    /// @throws TrainingDivergedException if no start has ever had a finite loss
    public RestartResult fit(Split split) {
        try (RestartTraining training = training(split)) {
            return training.run(trainer.preprocessing());
        }
    }

    /// As [#fit], but goes on from the latest checkpoint that is whole, to the same bits; from the
    /// start if there is none.
    ///
    /// @throws IllegalArgumentException naming what differs from what it was written with; or as
    ///   [#fit]
    /// @throws org.glissade.learn.file.FileFormatException if there are checkpoints, and none is
    ///   whole
    public RestartResult resume(Split split) {
        try (RestartTraining training = training(split)) {
            return training.resume(trainer.preprocessing());
        }
    }

    private RestartTraining training(Split split) {
        if (!trainer.settings().stopping().equals(Stopping.NONE)) {
            throw new IllegalArgumentException(
                    "many starts stop early or after all epochs; other rules of stopping are for one"
                            + " training, leave them out");
        }
        if (trainer.settings().schedule().plateau().isPresent()) {
            throw new IllegalArgumentException(
                    "many starts share one learning rate, but the schedule plateau follows the losses of one"
                            + " training; choose another schedule, such as cosine");
        }
        return new RestartTraining(trainer.job(split), starts, trainer.around());
    }
}
