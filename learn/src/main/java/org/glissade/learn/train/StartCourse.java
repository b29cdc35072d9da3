package org.glissade.learn.train;

import org.glissade.runtime.Array;
import org.glissade.runtime.State;
import org.glissade.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// How one of many starts fares: its losses, its best weights, and whether it still takes part.
final class StartCourse {
    private static final int NUMBERS = 7;

    private final int number;
    private final long seed;
    private final State weights;
    private final State best;
    private final EarlyStopping rule;
    private boolean diverged;
    private boolean stopped;
    private double lossSum;
    private double latest = Double.NaN;
    private double trainLoss = Double.NaN;
    private double watched = Double.POSITIVE_INFINITY;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int epochs;
    private int keptEpoch;

    /// @param weights the live ones of this start
    StartCourse(int number, long seed, State weights, TrainSettings settings) {
        this.number = number;
        this.seed = seed;
        this.weights = weights;
        this.best = settings.earlyStopping().isOn() ? weights.copy() : weights;
        this.rule = settings.earlyStopping();
    }

    boolean isRunning() {
        return !stopped && !diverged;
    }

    void beginEpoch() {
        lossSum = 0;
    }

    /// The mean loss of a step's batch.
    void add(double loss, int rows) {
        latest = loss;
        lossSum += loss * rows;
    }

    /// Decides whether the weights after an epoch are kept.
    ///
    /// @param validation the loss on the validation data, or null without such
    void endEpoch(int epoch, int rows, @Nullable Double validation) {
        if (!isRunning()) {
            watched = Double.POSITIVE_INFINITY;
            return;
        }
        epochs = epoch;
        trainLoss = lossSum / rows;
        double loss = validation == null ? trainLoss : validation;
        if (!Double.isFinite(loss) || !Double.isFinite(trainLoss)) {
            diverged = true;
            watched = Double.POSITIVE_INFINITY;
            if (best == weights) {
                // Nothing finite is left of it.
                bestLoss = Double.POSITIVE_INFINITY;
            }
            return;
        }
        watched = loss;
        if (best == weights) {
            bestLoss = loss;
            keptEpoch = epoch;
        } else if (loss < bestLoss - rule.minimumImprovement()) {
            bestLoss = loss;
            keptEpoch = epoch;
            best.copyFrom(weights);
        } else if (epoch - keptEpoch >= rule.patience()) {
            stopped = true;
        }
    }

    /// Puts the kept weights in the place of the live ones.
    void restoreBest() {
        if (best != weights) {
            weights.copyFrom(best);
        }
    }

    State weights() {
        return weights;
    }

    /// The best weights so far; empty where the last ones are kept, which are the live ones.
    State kept() {
        return best == weights ? new State() : best;
    }

    /// All that a checkpoint must tell of this start besides weights.
    Array numbers() {
        return Array.of(
                Shape.of(NUMBERS),
                trainLoss,
                watched,
                bestLoss,
                epochs,
                keptEpoch,
                diverged ? 1 : 0,
                stopped ? 1 : 0);
    }

    /// Takes up what [#numbers] gave.
    void restore(Array numbers) {
        trainLoss = numbers.getFlat(0);
        watched = numbers.getFlat(1);
        bestLoss = numbers.getFlat(2);
        epochs = (int) numbers.getFlat(3);
        keptEpoch = (int) numbers.getFlat(4);
        diverged = numbers.getFlat(5) == 1;
        stopped = numbers.getFlat(6) == 1;
    }

    /// The loss of the latest step.
    double latest() {
        return latest;
    }

    /// The mean loss over the training rows in the latest epoch.
    double trainLoss() {
        return trainLoss;
    }

    /// The loss that decides after the latest epoch; infinite for a start that is out.
    double watched() {
        return watched;
    }

    double bestLoss() {
        return bestLoss;
    }

    int epochs() {
        return epochs;
    }

    int keptEpoch() {
        return keptEpoch;
    }

    /// From 0.
    int number() {
        return number;
    }

    RestartResult.Start report() {
        return new RestartResult.Start(number, seed, bestLoss, epochs, keptEpoch, diverged);
    }
}
