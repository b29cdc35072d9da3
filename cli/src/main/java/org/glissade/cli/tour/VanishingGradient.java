package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.List;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Residual;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.Trainer;

/// Why a deep network of sigmoids hardly learns, and what a skip connection changes.
final class VanishingGradient implements Lesson {
    private static final int LAYERS = 10;
    private static final int WIDTH = 16;
    private static final int EPOCHS = 100;
    private static final double RATE = 0.4;
    private static final long SEED = 1;
    private static final List<Integer> SHOWN = List.of(1, 3, 10, 30, 100);

    /// A network before and after.
    ///
    /// @param deltas for each hidden layer from the first to the last, the root of the mean of its
    ///   squared deltas before the first step
    /// @param learning how it learned
    /// @param right the share of the points that it tells right in the end
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Trial(String name, double[] deltas, Learning learning, double right) {}

    /// What the lesson has found.
    record Outcome(Dataset data, Trial shallow, Trial deep, Trial skips) {}

    static Outcome outcome() {
        Dataset data = Points.moons();
        return new Outcome(
                data,
                trial("one sigmoid layer", data, 1, false),
                trial(LAYERS + " sigmoid layers", data, LAYERS, false),
                trial(LAYERS + " with skips", data, LAYERS, true));
    }

    private static Trial trial(String name, Dataset data, int depth, boolean skips) {
        Sequential network = network(depth, skips);
        Inside look = Inside.of(Start.of(network, data, SEED), data);
        double[] deltas = new double[depth];
        for (int layer = 0; layer < depth; layer++) {
            deltas[layer] = size(look.delta(sumsOf(layer, skips)));
        }
        Trainer trainer = Trainer.of(network).seed(SEED).optimizer(new Sgd(RATE)).epochs(EPOCHS);
        Learning learning = Learning.of(trainer, data);
        return new Trial(name, deltas, learning, Learning.accuracy(learning.model(), data));
    }

    /// A first layer that brings the two inputs to the width, then layers of that width.
    private static Sequential network(int depth, boolean skips) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Dense(WIDTH, Initializer.glorotNormal()));
        layers.add(Activation.SIGMOID);
        for (int layer = 1; layer < depth; layer++) {
            Sequential inner =
                    Sequential.of(new Dense(WIDTH, Initializer.glorotNormal()), Activation.SIGMOID);
            if (skips) {
                layers.add(new Residual(inner));
            } else {
                layers.addAll(inner.layers());
            }
        }
        layers.add(new Dense(1, Initializer.glorotNormal()));
        return new Sequential(layers);
    }

    /// The path of a layer's weighted sums.
    private static String sumsOf(int layer, boolean skips) {
        return skips && layer > 0 ? (layer + 1) + ".residual/0.dense" : (2 * layer) + ".dense";
    }

    private static double size(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value / values.length;
        }
        return Math.sqrt(squares);
    }

    @Override
    public String title() {
        return "the vanishing gradient, and the skip connection";
    }

    @Override
    public void show(Page page) {
        page.text(
                "More layers can do more. But look at what happens to the deltas on their way down (lesson 7): each layer"
                        + " multiplies them by its weights and by the slope of its activation. The slope of the sigmoid"
                        + " is f·(1-f), and that is never more than %s:"
                                .formatted(Figures.brief(steepest())));
        page.lines(
                new Canvas(48, 7, new Span(-6, 6), new Span(0, 1))
                        .titled("sigmoid (•) and its slope (+)")
                        .curve(s -> 1 / (1 + Math.exp(-s)), '•')
                        .curve(VanishingGradient::slope, '+')
                        .lines());
        Outcome outcome = outcome();
        page.text(
                "A network of %s sigmoid layers with %s neurons each, with random weights, sees the half moons. How large are"
                                .formatted(LAYERS, WIDTH)
                        + " the deltas in each layer? The bars are on a scale of powers of ten:");
        page.table(deltas(outcome.deep), "layer", "size of deltas", "times the layer above", "<");
        double[] deltas = outcome.deep.deltas();
        page.text(
                "From the last layer to the first they shrink by a factor of %s. This is the vanishing gradient. The derivative of a"
                                .formatted(Figures.fixed(deltas[LAYERS - 1] / deltas[0], 0))
                        + " weight is delta times input, so the first layers get next to no step: they stay as random as they"
                        + " were, and the last layers see only what those make of the data.");
        page.text(
                "The cure: let each layer add to what comes in instead of replacing it, output = input + f. That is a skip"
                        + " connection. If the input grows by a little, the output grows by the same, plus what f does."
                        + " So on the way back the delta passes undiminished beside the layer, whatever the slope is. The"
                        + " same network with skips:");
        page.table(deltas(outcome.skips), "layer", "size of deltas", "times the layer above", "<");
        page.text(
                "Does it matter? All three learn the half moons, %s rounds at rate %s. The error after some of them, and how many"
                                .formatted(EPOCHS, Figures.brief(RATE))
                        + " of the points are told right in the end:");
        page.table(List.of(row(outcome.shallow), row(outcome.deep), row(outcome.skips)), headers());
        page.lines(curves(outcome).lines());
        page.text(
                "The deep one with skips starts badly, because so many layers add up to large sums, and then learns. The one without stays"
                        + " near %s, -log of one half: it says \"I cannot tell\". The task is not too hard,"
                                .formatted(Figures.fixed(-Math.log(0.5), 3))
                        + " one such layer can do it. The deep one just gets no gradient where it needs one. Other cures: an"
                        + " activation with a slope of 1 (lesson 9), and first weights that keep the size of what flows.");
        page.text(
                "To keep: going down, deltas are multiplied by each layer's slope. Many factors below one leave nothing."
                        + " A skip connection adds a path with the factor 1.");
    }

    private static double slope(double s) {
        double f = 1 / (1 + Math.exp(-s));
        return f * (1 - f);
    }

    /// The largest slope of the sigmoid.
    static double steepest() {
        return slope(0);
    }

    private static List<List<String>> deltas(Trial trial) {
        double[] deltas = trial.deltas;
        List<List<String>> rows = new ArrayList<>();
        for (int layer = deltas.length - 1; layer >= 0; layer--) {
            boolean top = layer == deltas.length - 1;
            rows.add(
                    List.of(
                            Integer.toString(layer + 1),
                            Figures.power(deltas[layer]),
                            top ? "" : Figures.fixed(deltas[layer] / deltas[layer + 1], 3),
                            Figures.bar(1 + Math.log10(deltas[layer]) / 9, 30)));
        }
        return rows;
    }

    private static String[] headers() {
        List<String> names = new ArrayList<>(List.of("<network"));
        SHOWN.forEach(epoch -> names.add("round " + epoch));
        names.add("right");
        return names.toArray(String[]::new);
    }

    private static List<String> row(Trial trial) {
        List<String> row = new ArrayList<>(List.of(trial.name));
        SHOWN.forEach(epoch -> row.add(Figures.fixed(trial.learning.errors().get(epoch - 1), 4)));
        row.add(Figures.percent(trial.right));
        return row;
    }

    private static Canvas curves(Outcome outcome) {
        double most = 1.1 * outcome.deep.learning.errors().getFirst();
        return new Canvas(60, 12, new Span(1, EPOCHS), new Span(0, most))
                .titled("error in each round: 1 one layer, D deep, S deep with skips")
                .curve(epoch -> at(outcome.shallow, epoch), '1')
                .curve(epoch -> at(outcome.deep, epoch), 'D')
                .curve(epoch -> at(outcome.skips, epoch), 'S');
    }

    private static double at(Trial trial, double epoch) {
        return trial.learning.errors().get((int) Math.round(epoch) - 1);
    }
}
