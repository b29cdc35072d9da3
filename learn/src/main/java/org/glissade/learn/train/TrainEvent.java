package org.glissade.learn.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.layer.Summary;
import org.glissade.learn.metric.Evaluation;

/// What happens in the course of a training, in this order: one [Started]; for each epoch
/// [StepFinished] now and then, one [EpochFinished] and perhaps one [NewBest]; one [Stopped]; one
/// [Finished]. A training that diverges or is interrupted ends in an exception after [Stopped]. One
/// that goes on from a checkpoint begins with [Resumed] instead, and its further events are those
/// that would have followed. [Saved] may come between any two.
///
/// Everything but [Clock], [Saved] and [Resumed] is a function of data, network and settings: equal
/// runs give equal events.
public sealed interface TrainEvent {
    /// How fast it went on the wall clock: the only part of events in which equal runs differ.
    ///
    /// @param seconds since the start
    /// @param examplesPerSecond in the training steps of this epoch
    /// @param secondsLeft at this pace, if all epochs are run; 0 at the end
    record Clock(double seconds, double examplesPerSecond, double secondsLeft) {}

    /// Training begins.
    ///
    /// @param network as text, or the layer's own text where it has no other
    /// @param summary the table of layers
    /// @param settings how it is trained
    /// @param loss the name of the loss in use
    /// @param trainRows rows to learn from
    /// @param validationRows rows to choose the best weights by
    /// @param testRows rows for the test at the end
    /// @param stepsPerEpoch updates in each epoch
    record Started(
            String network,
            Summary summary,
            TrainSettings settings,
            String loss,
            int trainRows,
            int validationRows,
            int testRows,
            int stepsPerEpoch)
            implements TrainEvent {}

    /// Training goes on from a checkpoint.
    ///
    /// @param started what was told when it began, with the settings of now
    /// @param epoch the one that is gone on with, from 1
    /// @param step how many steps of it are done
    /// @param events how many events were told until then, [Saved] and [Resumed] not counted
    /// @param warnings what the user should know, such as damaged checkpoints; a line each
    record Resumed(Started started, int epoch, int step, long events, List<String> warnings)
            implements TrainEvent {}

    /// A checkpoint is written.
    ///
    /// @param file of the checkpoint
    /// @param seconds that it took
    record Saved(Path file, double seconds) implements TrainEvent {}

    /// A step is done. About twenty of them are reported for each epoch, always the same ones.
    ///
    /// @param epoch from 1
    /// @param step in this epoch, from 1
    /// @param steps in an epoch
    /// @param loss the mean over the step's batch, before its update
    record StepFinished(int epoch, int step, int steps, double loss) implements TrainEvent {}

    /// An epoch is done.
    ///
    /// @param epoch from 1
    /// @param epochs that there are at most
    /// @param trainLoss the mean over the training rows, each measured at the step that it took
    ///   part in
    /// @param train measures of the same kind: accuracy for classes
    /// @param validationLoss after the epoch; empty without validation data
    /// @param validation measures after the epoch; empty without validation data
    /// @param clock how fast it went
    record EpochFinished(
            int epoch,
            int epochs,
            double trainLoss,
            Map<String, Double> train,
            Optional<Double> validationLoss,
            Map<String, Double> validation,
            Clock clock)
            implements TrainEvent {}

    /// The weights after this epoch are the best so far.
    ///
    /// @param loss the one that decides, see [EarlyStopping]
    record NewBest(int epoch, double loss) implements TrainEvent {}

    /// Why training ended.
    enum Reason {
        /// All epochs were run.
        ALL_EPOCHS,
        /// The loss did not improve for as many epochs as patience allows.
        NO_IMPROVEMENT,
        /// The loss reached the one to stop at.
        LOSS_REACHED,
        /// The norm of the gradient reached the one to stop at.
        GRADIENT_VANISHED,
        /// The time to stop after had gone by.
        TIME_OVER,
        /// Somebody asked for it, see [Trainer#stopWhen].
        INTERRUPTED,
        /// The loss or a parameter was no longer a finite number.
        DIVERGED
    }

    /// No more steps follow.
    ///
    /// @param epoch the last one
    /// @param keptEpoch the one after which the kept weights were found
    record Stopped(Reason reason, int epoch, int keptEpoch) implements TrainEvent {}

    /// The kept weights have been measured.
    ///
    /// @param validation empty without validation data
    /// @param test empty without test data
    /// @param clock how fast it went, over all epochs
    record Finished(
            Evaluation train,
            Optional<Evaluation> validation,
            Optional<Evaluation> test,
            Clock clock)
            implements TrainEvent {}
}
