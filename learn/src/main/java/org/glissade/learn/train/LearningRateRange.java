package org.glissade.learn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Split;
import org.glissade.learn.optimize.Slots;
import org.glissade.runtime.Array;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;

/// The range test for the learning rate (Smith 2017, *Cyclical learning rates for training neural
/// networks*, section 3.3): over some hundred steps the rate grows exponentially, and the loss
/// tells which rates learn, which learn fastest, and from where on steps overshoot.
///
/// The smoothed loss of step i is the mean of all losses j with weights 0.9^|i − j|, so that it
/// does not lag behind; losses above four times the first one count as that. The test ends where
/// the average of the losses so far, s ← 0.9·s + 0.1·loss, is four times its smallest value, or no
/// finite number.
///
/// @param points a point for each step, by rising rate
/// @param suggestion a rate to train with
/// @param fastest where the smoothed loss falls fastest against the logarithm of the rate
/// @param lowest where the smoothed loss is smallest
/// @param reason why the suggestion is what it is, in a sentence or two
public record LearningRateRange(
        List<Point> points, double suggestion, double fastest, double lowest, String reason) {
    /// The smallest rate that is tried unless asked otherwise.
    public static final double FROM = 1e-6;

    /// The largest rate that is tried unless asked otherwise.
    public static final double TO = 10;

    /// How many steps there are unless asked otherwise.
    public static final int STEPS = 300;

    private static final double SMOOTHING = 0.9;
    private static final double BLOWN_UP = 4;

    /// One step.
    ///
    /// @param rate that it took
    /// @param loss the mean over its batch, before the step
    /// @param smoothed the smoothed loss around it
    public record Point(double rate, double loss, double smoothed) {}

    /// Copies the list.
    public LearningRateRange {
        points = List.copyOf(points);
    }

    /// The test with the usual range and number of steps.
    ///
    /// @throws org.glissade.tensor.TensorException if network and data do not fit together
    public static LearningRateRange test(Trainer trainer, Split split) {
        return test(trainer, split, FROM, TO, STEPS, _ -> {});
    }

    /// The test between two rates.
    ///
    /// The trainer's network, optimizer, loss, batch size and seed are tried; its learning rate,
    /// epochs and stopping are not looked at. The rows come in the order of a training, over as
    /// many epochs as it takes.
    ///
    /// @param from the smallest rate, above 0
    /// @param to the largest rate, above `from`
    /// @param steps 10 or more
    /// @param progress is told how many steps are done
    /// @throws IllegalArgumentException if the numbers are out of range
    public static LearningRateRange test(
            Trainer trainer, Split split, double from, double to, int steps, IntConsumer progress) {
        if (!(from > 0 && to > from && to <= Double.MAX_VALUE) || steps < 10) {
            throw new IllegalArgumentException(
                    "a range test goes from a rate above 0 to a larger one in 10 steps or more, but got "
                            + from
                            + " to "
                            + to
                            + " in "
                            + steps);
        }
        return of(losses(trainer, split, from, to, steps, progress));
    }

    private static List<Point> losses(
            Trainer trainer, Split split, double from, double to, int steps, IntConsumer progress) {
        Job job = trainer.job(split);
        Batches batches = job.batches();
        StepGraph step = job.step();
        State state = job.initialState(step, 0, trainer.around().device());
        Array rate = state.get(Slots.LEARNING_RATE);
        int[] order = new int[batches.rows()];
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        try (Executable executable = trainer.around().device().compile(step.graph(), state)) {
            for (int i = 0; i < steps; i++) {
                int number = i % batches.full();
                if (number == 0) {
                    batches.order(1 + i / batches.full(), order);
                }
                rate.setFlat(0, from * Math.pow(to / from, i / (steps - 1.0)));
                int row = number * batches.size();
                executable.input("features").gatherRows(split.train().features(), order, row);
                executable.input("targets").gatherRows(split.train().targets(), order, row);
                executable.run();
                double loss = executable.output("loss").getFlat(0);
                if (!Double.isFinite(loss)) {
                    break;
                }
                rates.add(rate.getFlat(0));
                losses.add(loss);
                progress.accept(i + 1);
                sum = SMOOTHING * sum + (1 - SMOOTHING) * loss;
                double average = sum / (1 - Math.pow(SMOOTHING, i + 1.0));
                least = Math.min(least, average);
                if (average > BLOWN_UP * least) {
                    break;
                }
            }
        }
        return smoothed(rates, losses);
    }

    private static List<Point> smoothed(List<Double> rates, List<Double> losses) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            double sum = 0;
            double weights = 0;
            for (int j = 0; j < losses.size(); j++) {
                double weight = Math.pow(SMOOTHING, Math.abs(i - j));
                sum += weight * Math.min(losses.get(j), BLOWN_UP * losses.getFirst());
                weights += weight;
            }
            points.add(new Point(rates.get(i), losses.get(i), sum / weights));
        }
        return points;
    }

    /// What a curve says.
    ///
    /// @param points by rising rate, 3 or more
    /// @throws IllegalArgumentException if there are fewer
    public static LearningRateRange of(List<Point> points) {
        int count = points.size();
        if (count < 3) {
            throw new IllegalArgumentException(
                    "the loss left the finite numbers at the smallest rates already; check the data, or begin lower");
        }
        int lowest = 0;
        for (int i = 1; i < count; i++) {
            if (points.get(i).smoothed() < points.get(lowest).smoothed()) {
                lowest = i;
            }
        }
        double bottom = points.get(lowest).rate();
        int window = Math.max(1, count / 20);
        int steepest = -1;
        double slope = 0;
        for (int i = window; i + window < count && i <= lowest; i++) {
            double here = slope(points.get(i - window), points.get(i + window));
            if (here < slope) {
                slope = here;
                steepest = i;
            }
        }
        if (steepest < 0) {
            return new LearningRateRange(
                    points,
                    points.getFirst().rate(),
                    points.getFirst().rate(),
                    bottom,
                    "the loss does not fall at any rate; look at the data, the network and the loss first");
        }
        double fastest = points.get(steepest).rate();
        // Where the loss is lowest, gain and overshooting are in balance already: too much to train
        // with.
        double suggestion = round(Math.min(fastest, bottom / 4));
        boolean isFastest = fastest <= bottom / 4;
        String reason =
                "the smoothed loss falls fastest at "
                        + round(fastest)
                        + " and is lowest at "
                        + round(bottom)
                        + "; the suggestion is "
                        + (isFastest
                                ? "where it falls fastest"
                                : "a quarter of the rate where it is lowest, because it falls until shortly"
                                        + " before it overshoots");
        return new LearningRateRange(points, suggestion, fastest, bottom, reason);
    }

    private static double slope(Point before, Point after) {
        return (after.smoothed() - before.smoothed()) / Math.log(after.rate() / before.rate());
    }

    /// With two digits: more would feign a precision that the test does not have.
    private static double round(double rate) {
        return new java.math.BigDecimal(rate).round(new java.math.MathContext(2)).doubleValue();
    }
}
