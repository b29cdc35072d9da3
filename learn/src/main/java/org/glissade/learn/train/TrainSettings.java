package org.glissade.learn.train;

import java.util.Optional;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.schedule.Schedule;

/// How a network is trained.
///
/// @param epochs how often all training rows are gone through at most
/// @param batchSize rows in a step; the whole training data if there are fewer
/// @param seed of initial values, shuffling and dropout
/// @param optimizer the update rule with its learning rate
/// @param loss on raw outputs; the one that suits the task if empty
/// @param earlyStopping when to stop and which weights to keep
/// @param stopping what else ends the training
/// @param schedule how the learning rate changes in the course of it
/// @param regularisation what makes training harder than what is measured
public record TrainSettings(
        int epochs,
        int batchSize,
        long seed,
        Optimizer optimizer,
        Optional<Loss> loss,
        EarlyStopping earlyStopping,
        Stopping stopping,
        Schedule schedule,
        Regularisation regularisation) {
    /// A batch size that is never smaller than the training data.
    public static final int FULL_BATCH = Integer.MAX_VALUE;

    /// What a [Trainer] starts from.
    public static final TrainSettings DEFAULT =
            new TrainSettings(
                    200,
                    32,
                    1,
                    new Adam(0.001),
                    Optional.empty(),
                    EarlyStopping.after(20),
                    Stopping.NONE,
                    Schedule.constant(),
                    Regularisation.NONE);

    /// Numbers are checked.
    public TrainSettings {
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "epochs and batch size are 1 or more, but got " + epochs + " and " + batchSize);
        }
    }

    TrainSettings withEpochs(int value) {
        return new TrainSettings(
                value,
                batchSize,
                seed,
                optimizer,
                loss,
                earlyStopping,
                stopping,
                schedule,
                regularisation);
    }

    TrainSettings withBatchSize(int value) {
        return new TrainSettings(
                epochs,
                value,
                seed,
                optimizer,
                loss,
                earlyStopping,
                stopping,
                schedule,
                regularisation);
    }

    TrainSettings withSeed(long value) {
        return new TrainSettings(
                epochs,
                batchSize,
                value,
                optimizer,
                loss,
                earlyStopping,
                stopping,
                schedule,
                regularisation);
    }

    TrainSettings withOptimizer(Optimizer value) {
        return new TrainSettings(
                epochs,
                batchSize,
                seed,
                value,
                loss,
                earlyStopping,
                stopping,
                schedule,
                regularisation);
    }

    TrainSettings withLoss(Loss value) {
        return new TrainSettings(
                epochs,
                batchSize,
                seed,
                optimizer,
                Optional.of(value),
                earlyStopping,
                stopping,
                schedule,
                regularisation);
    }

    TrainSettings withEarlyStopping(EarlyStopping value) {
        return new TrainSettings(
                epochs,
                batchSize,
                seed,
                optimizer,
                loss,
                value,
                stopping,
                schedule,
                regularisation);
    }

    TrainSettings withStopping(Stopping value) {
        return new TrainSettings(
                epochs,
                batchSize,
                seed,
                optimizer,
                loss,
                earlyStopping,
                value,
                schedule,
                regularisation);
    }

    TrainSettings withSchedule(Schedule value) {
        return new TrainSettings(
                epochs,
                batchSize,
                seed,
                optimizer,
                loss,
                earlyStopping,
                stopping,
                value,
                regularisation);
    }

    TrainSettings withRegularisation(Regularisation value) {
        return new TrainSettings(
                epochs, batchSize, seed, optimizer, loss, earlyStopping, stopping, schedule, value);
    }

    /// The settings as JSON, for logs and model files. The optimizer is told by its record's text.
    public JsonObject toJson() {
        JsonObject.Builder object = JsonObject.builder().put("epochs", epochs);
        if (batchSize == FULL_BATCH) {
            object.put("batch", "full");
        } else {
            object.put("batch", batchSize);
        }
        object.put("seed", seed)
                .put("optimizer", optimizer.toString())
                .put("learningRate", optimizer.learningRate());
        if (!schedule.equals(Schedule.constant())) {
            object.put("schedule", schedule.toString());
        }
        loss.ifPresent(chosen -> object.put("loss", chosen.toString()));
        object.put("patience", earlyStopping.patience())
                .put("minimumImprovement", earlyStopping.minimumImprovement());
        stopping.addTo(object);
        regularisation.addTo(object);
        return object.build();
    }
}
