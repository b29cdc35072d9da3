package org.glissade.learn.train;

import java.util.Optional;
import org.glissade.learn.file.JsonObject;

/// How far a training has come: everything that a checkpoint must tell besides arrays. The order of
/// rows is a function of seed and epoch, so the two numbers of epoch and step are the place in the
/// data.
final class Course {
    /// Epochs that are done.
    int epochs;

    /// Steps that are done of the epoch after them.
    int step;

    /// The sums over these steps: loss times rows, recognised rows, norms of the gradient.
    double lossSum;

    long right;
    double normSum;

    /// The mean norm of the gradient in the last epoch that is done; infinite if not measured.
    double gradientNorm = Double.POSITIVE_INFINITY;

    /// The best loss so far and the epoch after which it was; infinite and 0 before the first one.
    double bestLoss = Double.POSITIVE_INFINITY;

    int keptEpoch;

    /// What the learning rate has learned from the losses of the epochs that are done.
    JsonObject rate = JsonObject.builder().build();

    /// Events that were told, as far as the run log knows them.
    long events;

    /// Seconds that the training took, in all processes before this one.
    double seconds;

    /// Goes on to the next epoch.
    void endEpoch(int steps) {
        gradientNorm = normSum / steps;
        epochs++;
        step = 0;
        lossSum = 0;
        right = 0;
        normSum = 0;
    }

    /// Why no epoch follows the ones that are done; empty if one does.
    Optional<TrainEvent.Reason> end(TrainSettings settings) {
        EarlyStopping early = settings.earlyStopping();
        Stopping stopping = settings.stopping();
        // A checkpoint within an epoch was written because that epoch had to be gone through.
        if (epochs == 0 || step > 0) {
            return Optional.empty();
        }
        if (early.isOn() && epochs - keptEpoch >= early.patience()) {
            return Optional.of(TrainEvent.Reason.NO_IMPROVEMENT);
        }
        if (stopping.loss().isPresent() && bestLoss <= stopping.loss().getAsDouble()) {
            return Optional.of(TrainEvent.Reason.LOSS_REACHED);
        }
        if (stopping.gradientNorm().isPresent()
                && gradientNorm <= stopping.gradientNorm().getAsDouble()) {
            return Optional.of(TrainEvent.Reason.GRADIENT_VANISHED);
        }
        return epochs >= settings.epochs()
                ? Optional.of(TrainEvent.Reason.ALL_EPOCHS)
                : Optional.empty();
    }

    /// All of it; a `double` keeps its bits.
    JsonObject toJson() {
        return JsonObject.builder()
                .put("epochs", epochs)
                .put("step", step)
                .put("lossSum", lossSum)
                .put("right", right)
                .put("normSum", normSum)
                .put("gradientNorm", gradientNorm)
                .put("bestLoss", bestLoss)
                .put("keptEpoch", keptEpoch)
                .put("rate", rate)
                .put("events", events)
                .put("seconds", seconds)
                .build();
    }

    /// What [#toJson] gave.
    ///
    /// @throws org.glissade.learn.file.FileFormatException if a member is missing or wrong
    static Course of(JsonObject json) {
        Course course = new Course();
        course.epochs = Math.toIntExact(json.whole("epochs"));
        course.step = Math.toIntExact(json.whole("step"));
        course.lossSum = finiteOrNot(json, "lossSum");
        course.right = json.whole("right");
        course.normSum = finiteOrNot(json, "normSum");
        course.gradientNorm = finiteOrNot(json, "gradientNorm");
        course.bestLoss = finiteOrNot(json, "bestLoss");
        course.keptEpoch = Math.toIntExact(json.whole("keptEpoch"));
        course.rate = json.object("rate");
        course.events = json.whole("events");
        course.seconds = json.number("seconds");
        return course;
    }

    /// JSON has no infinity; all of these are infinite where they are not finite.
    private static double finiteOrNot(JsonObject json, String key) {
        return json.has(key) ? json.number(key) : Double.POSITIVE_INFINITY;
    }
}
