package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.List;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.TargetScaling;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.Trainer;
import org.glissade.learn.train.TrainingDivergedException;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// The length of steps: too small, right, too large.
final class LearningRates implements Lesson {
    private static final String NETWORK = "dense(8) tanh dense(1)";
    private static final int POINTS = 21;
    private static final double START = -1.5;
    private static final double TRUE = 1;
    private static final int STEPS = 6;
    private static final int EPOCHS = 30;

    /// Rates as multiples of the largest one that does not lead away.
    private static final double[] SHARES = {0.03, 0.35, 1.02};

    private static final double[] RATES = {0.0001, 0.001, 0.01, 0.1, 1, 10, 100};

    /// What the lesson has found.
    ///
    /// @param data points on a straight line
    /// @param neuron with its one weight at the start
    /// @param curvature of its error: how fast the derivative grows
    /// @param rates too small, right, too large
    /// @param ways for each rate the weight before each step
    /// @param errors of a network after training with each of several rates; NaN where it diverged
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(
            Dataset data,
            Model neuron,
            double curvature,
            double[] rates,
            List<double[]> ways,
            double[] errors) {}

    static Outcome outcome() {
        Dataset data = line();
        Model neuron =
                Start.of(
                        new Proportion(START),
                        data,
                        new Objective(data.task(), Loss.meanSquaredError(), TargetScaling.NONE),
                        1);
        double curvature;
        try (ErrorOf error = new ErrorOf(neuron, data)) {
            double here = error.slope(Proportion.WEIGHT, 0);
            error.set(Proportion.WEIGHT, 0, START + 1);
            curvature = error.slope(Proportion.WEIGHT, 0) - here;
        }
        double[] rates = new double[SHARES.length];
        List<double[]> ways = new ArrayList<>();
        for (int i = 0; i < rates.length; i++) {
            rates[i] = SHARES[i] * 2 / curvature;
            ways.add(way(neuron, data, rates[i]));
        }
        return new Outcome(data, neuron, curvature, rates, ways, errors());
    }

    private static Dataset line() {
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        for (int row = 0; row < POINTS; row++) {
            x[row] = 2.0 * row / (POINTS - 1) - 1;
            y[row] = TRUE * x[row];
        }
        Shape shape = Shape.of(POINTS, 1);
        return new Dataset(
                Array.of(shape, x),
                Array.of(shape, y),
                new Task.Regression(List.of("t")),
                List.of());
    }

    private static double[] way(Model neuron, Dataset data, double rate) {
        double[] way = new double[STEPS + 1];
        try (Descent descent = new Descent(neuron, data, POINTS, rate)) {
            for (int step = 0; step <= STEPS; step++) {
                way[step] = descent.weight(Proportion.WEIGHT, 0);
                descent.step();
            }
        }
        return way;
    }

    private static double[] errors() {
        Dataset moons = Points.moons();
        double[] errors = new double[RATES.length];
        for (int i = 0; i < RATES.length; i++) {
            Trainer trainer =
                    Trainer.of(NETWORK).seed(1).optimizer(new Sgd(RATES[i])).epochs(EPOCHS);
            try {
                errors[i] = Learning.of(trainer, moons).model().evaluate(moons).loss();
            } catch (TrainingDivergedException _) {
                errors[i] = Double.NaN;
            }
        }
        return errors;
    }

    @Override
    public String title() {
        return "learning rate: too small, right, too large";
    }

    @Override
    public void show(Page page) {
        page.text(
                "A step is rate · derivative. The derivative says which way is down and how steep it is. It"
                        + " does not say how far to go. That is the learning rate, and you choose it.");
        Outcome outcome = outcome();
        page.text(
                "The simplest landscape: one weight, f = w·x, and %s points that w = %s fits. The error"
                                .formatted(outcome.data.rows(), Figures.brief(TRUE))
                        + " is a bowl. Three walks start at w = %s. 0 marks the start, 1 the place after"
                                .formatted(Figures.brief(START))
                        + " one step, and so on, where they do not cover each other:");
        String[] names = {"too small", "right", "too large"};
        Canvas[] bowls = new Canvas[names.length];
        List<List<String>> rows = new ArrayList<>();
        try (ErrorOf error = new ErrorOf(outcome.neuron, outcome.data)) {
            for (int i = 0; i < names.length; i++) {
                bowls[i] =
                        bowl(
                                names[i] + ": " + Figures.brief(outcome.rates[i]),
                                error,
                                outcome.ways.get(i));
            }
        }
        for (int step = 0; step <= STEPS; step++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(step)));
            for (double[] way : outcome.ways) {
                row.add(Figures.signed(way[step], 4));
            }
            rows.add(row);
        }
        page.lines(Canvas.beside(bowls));
        page.table(rows, "step", "w, " + names[0], "w, " + names[1], "w, " + names[2]);
        page.text(
                "Too small: every step helps, but it takes ages. Right: a few steps and it is there. Too"
                        + " large: each step goes beyond the bottom and lands higher on the other side, so the"
                        + " next one is longer still. It diverges.");
        page.text(
                "Where is the limit? Here the derivative grows by %s when w grows by 1: the curvature of the"
                                .formatted(Figures.fixed(outcome.curvature, 4))
                        + " bowl. A rate above 2 / curvature = %s leads away. The more curved the landscape, the"
                                .formatted(Figures.fixed(2 / outcome.curvature, 4))
                        + " smaller the steps must be, and in a real network nobody knows the curvature.");
        page.text(
                "So one tries. A network, %s, learns to tell two half moons apart, %s times through %s points, with"
                                .formatted(NETWORK, EPOCHS, Points.moons().rows())
                        + " different rates. A full bar is the error of one that cannot tell:");
        page.table(rates(outcome.errors), "rate", "error", "<");
        page.text(
                "Always the same shape: nothing learned on one end, nonsense on the other, and good rates"
                        + " in between, over a factor of ten or more. On your data: glissade tune --learning-rate DATA.");
        page.text(
                "To keep: the derivative gives the direction, the rate the length. If the error jumps up and down"
                        + " or grows, divide the rate by ten. If it hardly moves, multiply it by ten.");
    }

    private static List<List<String>> rates(double[] errors) {
        double most = -Math.log(0.5);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < errors.length; i++) {
            rows.add(
                    Double.isNaN(errors[i])
                            ? List.of(Figures.brief(RATES[i]), "diverged", "")
                            : List.of(
                                    Figures.brief(RATES[i]),
                                    Figures.fixed(errors[i], 4),
                                    Figures.bar(errors[i] / most, 30)
                                            + (errors[i] > most ? " and beyond" : "")));
        }
        return rows;
    }

    private static Canvas bowl(String title, ErrorOf error, double[] way) {
        Span across = new Span(START - 1, 2 * TRUE - START + 1);
        double most = error.with(Proportion.WEIGHT, 0, across.from());
        Canvas canvas =
                new Canvas(18, 10, across, new Span(0, most))
                        .titled(title)
                        .curve(w -> error.with(Proportion.WEIGHT, 0, w), '·');
        for (int step = way.length - 1; step >= 0; step--) {
            canvas.mark(
                    way[step], error.with(Proportion.WEIGHT, 0, way[step]), (char) ('0' + step));
        }
        return canvas;
    }
}
