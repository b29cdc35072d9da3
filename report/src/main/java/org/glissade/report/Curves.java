package org.glissade.report;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.glissade.learn.train.TrainEvent;

/// Pictures of how numbers changed in the course of a training.
public final class Curves {
    private static final String EPOCH = "epoch";

    private Curves() {}

    /// The mean loss of each epoch in training and validation, with the epoch whose weights were
    /// kept.
    ///
    /// @param epochs in their order, at least one
    /// @param kept the epoch of the kept weights; 0 if it is not known
    public static Picture loss(List<TrainEvent.EpochFinished> epochs, int kept) {
        double[] numbers = numbers(epochs);
        double[] train = values(epochs, TrainEvent.EpochFinished::trainLoss);
        double[] validation = values(epochs, epoch -> epoch.validationLoss().orElse(Double.NaN));
        boolean isWide = isWide(train, validation);
        Chart chart =
                new Chart(
                        "Loss by epoch",
                        epochAxis(numbers),
                        Axis.around(
                                isWide ? "loss (logarithmic)" : "loss",
                                isWide,
                                joined(train, validation)));
        keptLine(chart, numbers, kept);
        chart.line("training", numbers, train, Ink.series(0));
        boolean hasValidation =
                epochs.stream().anyMatch(epoch -> epoch.validationLoss().isPresent());
        if (hasValidation) {
            chart.line("validation", numbers, validation, Ink.series(1));
        }
        return chart.picture(
                "Training loss goes from "
                        + Axis.label(train[0])
                        + " to "
                        + Axis.label(train[train.length - 1])
                        + " in "
                        + epochs.size()
                        + " epochs"
                        + (hasValidation
                                ? ", validation loss from "
                                        + Axis.label(validation[0])
                                        + " to "
                                        + Axis.label(validation[validation.length - 1])
                                : "")
                        + (kept > 0 ? "; the weights of epoch " + kept + " are kept" : "")
                        + ".");
    }

    /// One of the other measures, such as `accuracy`; empty where no epoch has it.
    ///
    /// @param name as in [TrainEvent.EpochFinished#train] or `validation`
    public static Optional<Picture> measure(
            List<TrainEvent.EpochFinished> epochs, String name, int kept) {
        double[] numbers = numbers(epochs);
        double[] train = values(epochs, epoch -> epoch.train().getOrDefault(name, Double.NaN));
        double[] validation =
                values(epochs, epoch -> epoch.validation().getOrDefault(name, Double.NaN));
        double[] all = joined(train, validation);
        if (java.util.Arrays.stream(all).noneMatch(Double::isFinite)) {
            return Optional.empty();
        }
        Chart chart =
                new Chart(name + " by epoch", epochAxis(numbers), Axis.around(name, false, all));
        keptLine(chart, numbers, kept);
        if (java.util.Arrays.stream(train).anyMatch(Double::isFinite)) {
            chart.line("training", numbers, train, Ink.series(0));
        }
        chart.line("validation", numbers, validation, Ink.series(1));
        return Optional.of(
                chart.picture(
                        name
                                + " on the validation rows goes from "
                                + Axis.label(validation[0])
                                + " to "
                                + Axis.label(validation[validation.length - 1])
                                + "."));
    }

    /// The names of all measures besides the loss.
    public static Set<String> measures(List<TrainEvent.EpochFinished> epochs) {
        Set<String> names = new LinkedHashSet<>();
        for (TrainEvent.EpochFinished epoch : epochs) {
            names.addAll(epoch.train().keySet());
            names.addAll(epoch.validation().keySet());
        }
        names.remove("loss");
        return names;
    }

    /// The losses of single steps, each the mean over a batch before its update.
    ///
    /// @param steps at least one
    public static Picture steps(List<TrainEvent.StepFinished> steps) {
        double[] places =
                steps.stream()
                        .mapToDouble(step -> step.epoch() - 1 + step.step() / (double) step.steps())
                        .toArray();
        double[] losses = steps.stream().mapToDouble(TrainEvent.StepFinished::loss).toArray();
        boolean isWide = isWide(losses);
        return new Chart(
                        "Loss of single steps",
                        Axis.around(EPOCH, false, places),
                        Axis.around(isWide ? "loss (logarithmic)" : "loss", isWide, losses))
                .line("", places, losses, Ink.series(0), 1, 0)
                .picture("The losses of " + losses.length + " steps.");
    }

    /// The learning rate over time.
    ///
    /// @param places how many epochs had been gone through, in parts too, rising; at least two
    /// @param rates the rate at each
    public static Picture learningRate(double[] places, double[] rates) {
        double most = java.util.Arrays.stream(rates).max().orElse(1);
        return new Chart(
                        "Learning rate",
                        new Axis(EPOCH, places[0], places[places.length - 1], false),
                        new Axis("learning rate", 0, most > 0 ? 1.08 * most : 1, false),
                        Chart.WIDTH,
                        220)
                .line("", places, rates, Ink.series(2))
                .picture(
                        "The learning rate goes from "
                                + Axis.label(rates[0])
                                + " to "
                                + Axis.label(rates[rates.length - 1])
                                + ".");
    }

    private static void keptLine(Chart chart, double[] numbers, int kept) {
        if (kept > 0 && numbers[0] <= kept && kept <= numbers[numbers.length - 1]) {
            double x = chart.x(kept);
            chart.mark(
                    new Mark.Line(
                            new double[] {x, 34, x, Chart.HEIGHT - 46.0}, Ink.ACCENT, 1.5, 4));
            chart.named("kept: epoch " + kept, Ink.ACCENT);
        }
    }

    private static Axis epochAxis(double[] numbers) {
        return numbers.length == 1
                ? new Axis(EPOCH, numbers[0] - 1, numbers[0] + 1, false)
                : new Axis(EPOCH, numbers[0], numbers[numbers.length - 1], false);
    }

    private static double[] numbers(List<TrainEvent.EpochFinished> epochs) {
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("there is no epoch to draw");
        }
        return values(epochs, TrainEvent.EpochFinished::epoch);
    }

    private static <T> double[] values(Collection<T> all, ToDoubleFunction<T> value) {
        return all.stream().mapToDouble(value).toArray();
    }

    static double[] joined(double[]... parts) {
        return java.util.Arrays.stream(parts).flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    /// Whether the largest is so much larger that the smallest would lie on the axis.
    private static boolean isWide(double[]... parts) {
        double[] all = java.util.Arrays.stream(joined(parts)).filter(Double::isFinite).toArray();
        double least = java.util.Arrays.stream(all).min().orElse(1);
        double most = java.util.Arrays.stream(all).max().orElse(1);
        return least > 0 && most / least > 8;
    }
}
