package org.glissade.cli.tour;

import java.util.Arrays;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.layer.Network;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.TargetScaling;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.TrainSettings;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// A network of two inputs, two hidden neurons and one output, small enough to be computed by hand,
/// and what becomes of such networks if all weights start equal.
///
/// @param model its weights random, but rounded to one digit
/// @param look the model while it looks at one example
/// @param tried each derivative of the hidden weights, then of the output's, found by trying
/// @param after the error after one step
/// @param twins a network whose weights all start equal, while it looks at the example
/// @param zeros one whose weights all start at 0
/// @param trained the twins after many rounds through XOR
/// @param different a network with random weights after the same
@SuppressWarnings("ArrayRecordComponent") // never compared
record TwoTwoOne(
        Model model,
        Inside look,
        double[] tried,
        double after,
        Inside twins,
        Inside zeros,
        Model trained,
        Model different) {
    /// The example.
    static final double[] INPUTS = {1, 0.5};

    /// What the output should be.
    static final double TARGET = 1;

    static final double RATE = 1;

    /// What the weights of the twins start from.
    static final double EQUAL = 0.5;

    /// How often the twins go through XOR.
    static final int ROUNDS = 2000;

    /// The path of the weights from the inputs to the hidden neurons.
    static final String BELOW = "0.dense/weight";

    /// The path of the weights from the hidden neurons to the output.
    static final String ABOVE = "2.dense/weight";

    private static final String NETWORK =
            "dense(2, uniform(-1, 1)) sigmoid dense(1, uniform(-1, 1)) sigmoid";
    private static final String HIDDEN = "0.dense";
    private static final String OUT = "2.dense";
    private static final long SEED = 6;

    static TwoTwoOne computed() {
        Dataset data = example();
        Objective objective =
                new Objective(data.task(), Loss.meanSquaredError(), TargetScaling.NONE);
        Model random = Start.of(Network.parse(NETWORK), data, objective, SEED);
        Model model =
                Start.with(
                        Start.with(random, BELOW, rounded(random, BELOW)),
                        ABOVE,
                        rounded(random, ABOVE));
        double[] tried = new double[6];
        double after;
        try (ErrorOf error = new ErrorOf(model, data)) {
            for (int i = 0; i < tried.length; i++) {
                tried[i] = i < 4 ? error.slope(BELOW, i) : error.slope(ABOVE, i - 4);
            }
        }
        try (Descent descent = new Descent(model, data, 1, RATE)) {
            descent.step();
            after = descent.step();
        }
        return new TwoTwoOne(
                model,
                Inside.of(model, data),
                tried,
                after,
                Inside.of(equal(model, EQUAL), data),
                Inside.of(equal(model, 0), data),
                exclusiveOr("constant(" + EQUAL + ")"),
                exclusiveOr("uniform(-1, 1)"));
    }

    private static Dataset example() {
        return new Dataset(
                Array.of(Shape.of(1, 2), INPUTS),
                Array.of(Shape.of(1, 1), TARGET),
                new Task.Regression(List.of("t")),
                List.of());
    }

    private static double[] rounded(Model model, String path) {
        return Arrays.stream(Start.values(model, path))
                .map(weight -> Math.rint(10 * weight) / 10)
                .toArray();
    }

    private static Model equal(Model model, double weight) {
        return Start.with(
                Start.with(model, BELOW, weight, weight, weight, weight), ABOVE, weight, weight);
    }

    private static Model exclusiveOr(String start) {
        Trainer trainer =
                Trainer.of("dense(2, %s) tanh dense(1, %s)".formatted(start, start))
                        .seed(SEED)
                        .optimizer(new Sgd(RATE))
                        .batchSize(TrainSettings.FULL_BATCH)
                        .epochs(ROUNDS);
        return Learning.of(trainer, Points.exclusiveOr()).model();
    }

    /// The weighted sum of a hidden neuron, counted from 0.
    double s(int hidden) {
        return look.output(HIDDEN)[hidden];
    }

    /// What a hidden neuron answers.
    double f(int hidden) {
        return look.output("1.sigmoid")[hidden];
    }

    /// The weighted sum of the output.
    double topSum() {
        return look.output(OUT)[0];
    }

    /// What the network answers.
    double out() {
        return look.output("3.sigmoid")[0];
    }

    /// The delta of a hidden neuron.
    double delta(int hidden) {
        return look.delta(HIDDEN)[hidden];
    }

    /// The delta of the output.
    double topDelta() {
        return look.delta(OUT)[0];
    }

    /// The weight from an input to a hidden neuron.
    double weight(int input, int hidden) {
        return Start.values(model, BELOW)[2 * input + hidden];
    }

    /// The weight from a hidden neuron to the output.
    double weight(int hidden) {
        return Start.values(model, ABOVE)[hidden];
    }

    /// The derivative of the first weight as the product along its way.
    double[] factors() {
        double out = out();
        double f = f(0);
        return new double[] {
            2 * (out - TARGET), out * (1 - out), weight(0), f * (1 - f), INPUTS[0]
        };
    }

    /// The deltas of both hidden neurons of another such network.
    static double[] deltas(Inside network) {
        return network.delta(HIDDEN);
    }
}
