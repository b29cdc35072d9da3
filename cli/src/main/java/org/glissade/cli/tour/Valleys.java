package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.Task;
import org.glissade.learn.model.Model;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.EarlyStopping;
import org.glissade.learn.train.RestartResult;
import org.glissade.learn.train.Restarts;
import org.glissade.learn.train.TrainSettings;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// The error as a landscape over two weights, descent in it, and restarts.
final class Valleys implements Lesson {
    private static final double HEIGHT = Math.sqrt(2);
    private static final double TRUE_WEIGHT = 2;
    private static final double TRUE_BIAS = 1;
    private static final double MOST = 5;
    private static final int POINTS = 48;
    private static final int STARTS = 12;
    private static final int SHOWN = 4;
    private static final int STEPS = 1000;
    private static final double RATE = 0.1;
    private static final long SEED = 28;
    private static final Wave NETWORK = new Wave(HEIGHT, MOST);
    private static final Span ACROSS = new Span(-MOST - 0.5, MOST + 0.5);
    private static final Span UP = new Span(-4, 4);

    /// A descent.
    ///
    /// @param seed of its random start
    /// @param path weight and bias before each step and at the end
    /// @param error at the end
    record Way(long seed, List<double[]> path, double error) {
        double[] start() {
            return path.getFirst();
        }

        double[] end() {
            return path.getLast();
        }
    }

    /// What the lesson has found.
    ///
    /// @param data points on a wave
    /// @param ways of all starts, step by step
    /// @param restarts the same starts, trained together
    record Outcome(Dataset data, List<Way> ways, RestartResult restarts) {
        /// How many starts came as deep as the best, to six digits.
        long deepest() {
            double limit = restarts.spread().best() + 1e-6;
            return restarts.starts().stream().filter(start -> start.loss() <= limit).count();
        }
    }

    static Outcome outcome() {
        Dataset data = wave();
        List<Way> ways = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            ways.add(way(data, SEED + start));
        }
        Trainer trainer =
                Trainer.of(NETWORK)
                        .seed(SEED)
                        .optimizer(new Sgd(RATE))
                        .batchSize(TrainSettings.FULL_BATCH)
                        .epochs(STEPS)
                        .earlyStopping(EarlyStopping.off());
        return new Outcome(data, ways, Restarts.of(trainer, STARTS).fit(Split.trainOnly(data)));
    }

    /// Points on a wave, over whole periods.
    private static Dataset wave() {
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        for (int row = 0; row < POINTS; row++) {
            x[row] = Math.PI * (2.0 * row / POINTS - 1);
            y[row] = HEIGHT * StrictMath.sin(TRUE_WEIGHT * x[row] + TRUE_BIAS);
        }
        Shape shape = Shape.of(POINTS, 1);
        return new Dataset(
                Array.of(shape, x),
                Array.of(shape, y),
                new Task.Regression(List.of("height")),
                List.of());
    }

    private static Way way(Dataset data, long seed) {
        List<double[]> path = new ArrayList<>();
        try (Descent descent = new Descent(Start.of(NETWORK, data, seed), data, POINTS, RATE)) {
            double error = 0;
            for (int step = 0; step <= STEPS; step++) {
                path.add(
                        new double[] {
                            descent.weight(Wave.WEIGHT, 0), descent.weight(Wave.BIAS, 0)
                        });
                error = descent.step();
            }
            return new Way(seed, path, error);
        }
    }

    @Override
    public String title() {
        return "valleys: local minima, and starting again";
    }

    @Override
    public void show(Page page) {
        page.text(
                "Think of the error as a landscape: a place is a choice of all weights, its height is the"
                        + " error there. Learning walks downhill. It feels only the slope under its feet"
                        + " and stops where the ground is level, at the bottom of the valley that it"
                        + " started in. That need not be the deepest one.");
        Outcome outcome = outcome();
        page.text(
                "To draw a landscape there may be only two weights. This neuron has one input, and a wave as"
                        + " its activation: f = %s·sin(w·x + b). It shall fit %s points of the wave with w = %s"
                                .formatted(
                                        Figures.fixed(HEIGHT, 3),
                                        POINTS,
                                        Figures.brief(TRUE_WEIGHT))
                        + " and b = %s. The error is the mean of (f - t)² over the points, where t is the"
                                .formatted(Figures.brief(TRUE_BIAS))
                        + " target. Dark is high, white is low:");
        List<Way> shown = outcome.ways.subList(0, SHOWN);
        page.lines(landscape(outcome.data, shown).lines());
        page.text(
                "w goes across, b goes up. From each of a to d, %s steps with rate %s lead to A to D:"
                        .formatted(STEPS, Figures.brief(RATE)));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < SHOWN; i++) {
            Way way = shown.get(i);
            rows.add(
                    List.of(
                            (char) ('a' + i) + " to " + (char) ('A' + i),
                            Figures.signed(way.start()[0], 3),
                            Figures.signed(way.start()[1], 3),
                            Figures.signed(way.end()[0], 3),
                            Figures.signed(way.end()[1], 3),
                            Figures.fixed(way.error(), 4)));
        }
        page.table(rows, "<start", "w", "b", "w at the end", "b at the end", "error");
        RestartResult.Spread spread = outcome.restarts.spread();
        page.text(
                "A valley that is not the deepest is called a local minimum. No small step leads out"
                        + " of it. The simplest cure is to start again somewhere else, and to keep the"
                        + " best end. From %s random starts:".formatted(STARTS));
        page.lines(ends(outcome.restarts));
        page.text(
                "The best error is %s, the middle one %s, the worst %s. %s of %s starts found the deepest ground. The"
                                .formatted(
                                        Figures.fixed(spread.best(), 4),
                                        Figures.fixed(spread.median(), 4),
                                        Figures.fixed(spread.worst(), 4),
                                        outcome.deepest(),
                                        STARTS)
                        + " best one ended at %s."
                                .formatted(place(outcome.restarts.best().model())));
        page.text(
                "Two places can be equally deep: turn the signs of w and b around and move by half a wave,"
                        + " and the neuron computes the same. Networks have many such mirror images. In large networks bad"
                        + " valleys are rarer than here, because there are so many directions to leave by; the start"
                        + " still matters. On your data: glissade train DATA --restarts %s."
                                .formatted(STARTS));
        page.text(
                "To keep: learning finds the bottom of the valley it starts in. Random starts lead to"
                        + " different valleys; take the best.");
    }

    private static String place(Model model) {
        return "w = %s, b = %s"
                .formatted(
                        Figures.signed(Start.values(model, Wave.WEIGHT)[0], 3),
                        Figures.signed(Start.values(model, Wave.BIAS)[0], 3));
    }

    private static List<String> ends(RestartResult result) {
        List<RestartResult.Start> starts =
                result.starts().stream()
                        .sorted(Comparator.comparingDouble(RestartResult.Start::loss))
                        .toList();
        double worst = starts.getLast().loss();
        List<String> lines = new ArrayList<>();
        for (RestartResult.Start start : starts) {
            lines.add(
                    "start %s%s  error %s  %s"
                            .formatted(
                                    start.number() < 9 ? " " : "",
                                    start.number() + 1,
                                    Figures.fixed(start.loss(), 4),
                                    Figures.bar(start.loss() / worst, 30)));
        }
        return lines;
    }

    private static Canvas landscape(Dataset data, List<Way> ways) {
        Canvas canvas = new Canvas(64, 19, ACROSS, UP);
        try (ErrorOf error = new ErrorOf(Start.of(NETWORK, data, SEED), data)) {
            double[] heights = new double[canvas.columns() * canvas.rows()];
            for (int i = 0; i < heights.length; i++) {
                error.set(Wave.WEIGHT, 0, canvas.x(i % canvas.columns()));
                error.set(Wave.BIAS, 0, canvas.y(i / canvas.columns()));
                heights[i] = error.value();
            }
            canvas.surface(heights);
        }
        for (Way way : ways) {
            way.path().forEach(place -> canvas.mark(place[0], place[1], '+'));
        }
        for (int i = 0; i < ways.size(); i++) {
            canvas.mark(ways.get(i).start()[0], ways.get(i).start()[1], (char) ('a' + i));
            canvas.mark(ways.get(i).end()[0], ways.get(i).end()[1], (char) ('A' + i));
        }
        return canvas;
    }
}
