package org.glissade.cli.tour;

import java.util.List;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.layer.Network;
import org.glissade.learn.model.Model;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.TrainSettings;
import org.glissade.learn.train.Trainer;

/// One neuron: weighted sum, activation, error, and the line that it draws.
final class OneNeuron implements Lesson {
    private static final String NETWORK = "dense(1)";
    private static final int STEPS = 50;
    private static final long SEED = 3;
    private static final Span PLANE = new Span(-2.5, 2.5);

    /// What the lesson has found.
    ///
    /// @param data the points
    /// @param before the neuron with random weights
    /// @param after the neuron when it has learned
    record Outcome(Dataset data, Model before, Model after) {}

    static Outcome outcome() {
        Dataset data = Points.clouds(40, 0.7, 3);
        Trainer trainer =
                Trainer.of(NETWORK)
                        .seed(SEED)
                        .optimizer(new Sgd(1))
                        .batchSize(TrainSettings.FULL_BATCH)
                        .epochs(STEPS);
        return new Outcome(
                data,
                Start.of(Network.parse(NETWORK), data, SEED),
                Learning.of(trainer, data).model());
    }

    @Override
    public String title() {
        return "one neuron and its line";
    }

    @Override
    public void show(Page page) {
        Outcome outcome = outcome();
        Dataset data = outcome.data;
        Model before = outcome.before;
        page.text(
                "A neural network is built of neurons. A neuron takes a few numbers, its inputs, and"
                        + " gives one number. It holds a number of its own for each input, its"
                        + " weights, and one more, its bias. With two inputs x1 and x2 it computes:");
        page.lines(
                "weighted sum   s = w1·x1 + w2·x2 + b",
                "activation     f = 1 / (1 + e^-s)        the sigmoid function");
        page.text(
                "The weighted sum can be any number. The activation bends it into what the neuron"
                        + " answers, here a number between 0 and 1:");
        Canvas curve =
                new Canvas(48, 7, new Span(-6, 6), new Span(0, 1))
                        .titled("f for each s: low on the left, high on the right")
                        .curve(s -> 1 / (1 + Math.exp(-s)), '•');
        page.lines(curve.lines());

        double[] first = weights(before);
        Dataset one = data.select(1);
        Inside look = Inside.of(before, one);
        page.text(
                "This neuron is to tell two kinds of points apart, o and x. Its f shall be near 1"
                        + " for an x and near 0 for an o. In between, at one half, it cannot tell."
                        + " Nobody knows good weights yet, so they start as random numbers: w1 = %s, w2 = %s, b = %s."
                                .formatted(
                                        Figures.signed(first[0], 3),
                                        Figures.signed(first[1], 3),
                                        Figures.signed(first[2], 3)),
                "One of the points is an x at x1 = %s and x2 = %s. For it s = %s and f = %s."
                        .formatted(
                                Figures.fixed(Points.x(one, 0), 3),
                                Figures.fixed(Points.y(one, 0), 3),
                                Figures.signed(look.output("0.dense")[0], 3),
                                Figures.fixed(Learning.sure(before, one.features())[0], 3)));
        page.text(
                "How wrong is that? The error says it in one number. Take the share that the neuron"
                        + " gave to the right answer: f for an x, 1 - f for an o. The error of a point"
                        + " is -log of this share: 0 if it was sure and right, and the larger the"
                        + " surer it was of the wrong answer. For the point above it is %s."
                                .formatted(Figures.fixed(look.error(), 3)),
                "The error of the neuron is the mean over all %s points. Learning means: change the"
                                .formatted(data.rows())
                        + " weights so that the error falls. Here that was done %s times, a little"
                                .formatted(STEPS)
                        + " each time. Lesson 2 shows how.");
        page.table(
                List.of(row("before", before, data), row("after", outcome.after, data)),
                "<",
                "w1",
                "w2",
                "b",
                "error",
                "right");
        page.lines(
                Canvas.beside(
                        picture("before", before, data), picture("after", outcome.after, data)));
        page.text(
                "Shaded is where the neuron says x. The edge is where s = 0. That is always a"
                        + " straight line, because s is only a sum of multiples of x1 and x2. The"
                        + " weights turn the line and the bias moves it.");
        page.text(
                "To keep: a neuron is a weighted sum and an activation. It draws one line. The error"
                        + " says how badly the line lies, and learning moves it.");
    }

    /// Both weights and the bias.
    static double[] weights(Model neuron) {
        double[] weights = Start.values(neuron, "0.dense/weight");
        return new double[] {weights[0], weights[1], Start.values(neuron, "0.dense/bias")[0]};
    }

    private static List<String> row(String name, Model neuron, Dataset data) {
        double[] weights = weights(neuron);
        return List.of(
                name,
                Figures.signed(weights[0], 3),
                Figures.signed(weights[1], 3),
                Figures.signed(weights[2], 3),
                Figures.fixed(neuron.evaluate(data).loss(), 4),
                Learning.right(neuron, data) + " of " + data.rows());
    }

    private static Canvas picture(String title, Model neuron, Dataset data) {
        Canvas canvas = new Canvas(31, 13, PLANE, PLANE).titled(title);
        canvas.regions(Learning.sure(neuron, canvas.centres()), 0.5);
        return Points.draw(data, canvas);
    }
}
