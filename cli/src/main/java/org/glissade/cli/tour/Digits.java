package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.model.Model;
import org.glissade.learn.train.TrainEvent;
import org.glissade.learn.train.TrainResult;
import org.glissade.learn.train.Trainer;
import org.glissade.tables.Encoding;
import org.glissade.tables.Preparation;
import org.glissade.tables.Samples;
import org.glissade.tables.TableSplit;

/// The same on handwritten digits.
final class Digits implements Lesson {
    private static final String NETWORK = "dense(64) relu";
    private static final int SIDE = 8;
    private static final int MOST_INK = 16;
    private static final int EPOCHS = 60;
    private static final int SHOWN = 4;

    /// What the lesson has found.
    ///
    /// @param split images to learn from, to choose by, and for the test
    /// @param preparation how brightnesses became inputs
    /// @param errors on the images to learn from, in each epoch
    /// @param others the error on the images to choose by, after each epoch
    /// @param result the training
    /// @param chosen for each test image the digit that the network takes it for
    /// @param sure how sure it is of that
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(
            Split split,
            Preparation preparation,
            List<Double> errors,
            List<Double> others,
            TrainResult result,
            int[] chosen,
            double[] sure) {
        List<Integer> wrong() {
            List<Integer> wrong = new ArrayList<>();
            for (int row = 0; row < chosen.length; row++) {
                if (chosen[row] != Points.label(split.test(), row)) {
                    wrong.add(row);
                }
            }
            return wrong;
        }
    }

    static Outcome outcome() {
        TableSplit data = TableSplit.of(Samples.table("digits"), 1);
        Split split = data.split();
        List<Double> errors = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        TrainResult result =
                Trainer.of(NETWORK)
                        .seed(1)
                        .epochs(EPOCHS)
                        .listen(event -> {
                            if (event instanceof TrainEvent.EpochFinished epoch) {
                                errors.add(epoch.trainLoss());
                                others.add(epoch.validationLoss().orElse(Double.NaN));
                            }
                        })
                        .fit(split);
        Model model = result.model();
        double[] shares = model.predict(split.test().features()).toDoubles();
        int kinds = model.task().outputs();
        int[] chosen = new int[split.test().rows()];
        double[] sure = new double[chosen.length];
        for (int row = 0; row < chosen.length; row++) {
            for (int kind = 0; kind < kinds; kind++) {
                if (shares[row * kinds + kind] > sure[row]) {
                    sure[row] = shares[row * kinds + kind];
                    chosen[row] = kind;
                }
            }
        }
        return new Outcome(
                split,
                data.preparation(),
                List.copyOf(errors),
                List.copyOf(others),
                result,
                chosen,
                sure);
    }

    @Override
    public String title() {
        return "digits";
    }

    @Override
    public void show(Page page) {
        Outcome outcome = outcome();
        Split split = outcome.split;
        page.text(
                "Now something real, with nothing new in it. Images of handwritten digits, %s by %s pixels: each has %s inputs, one for the"
                                .formatted(SIDE, SIDE, SIDE * SIDE)
                        + " brightness of each pixel. There are ten output neurons, one for each digit. The largest output wins; softmax"
                        + " turns the ten outputs into shares that add up to 1.");
        page.lines(images(outcome, first()));
        page.text(
                "Between them is one hidden layer: %s. In all the network has %s weights and biases, and each of them gets its derivative"
                                .formatted(NETWORK, outcome.result.model().parameters().count())
                        + " by backpropagation, as in lesson 7, in every step.");
        page.text(
                "The %s images are divided: it learns from %s. After each round it is measured on %s others, and the weights"
                                .formatted(
                                        split.train().rows()
                                                + split.validation().rows()
                                                + split.test().rows(),
                                        split.train().rows(),
                                        split.validation().rows())
                        + " that do best there are kept. The last %s are looked at once, in the end. Why? A network can learn its examples"
                                .formatted(split.test().rows())
                        + " by heart. What counts is how it does on images that it has never seen.");
        page.lines(curves(outcome).lines());
        double error = outcome.errors.getLast();
        page.text(
                "L is the error on the images to learn from; it ends at %s. V is the error on those it does not learn from; it ends at %s, because what"
                                .formatted(
                                        Figures.plain(error),
                                        Figures.plain(outcome.others.getLast()))
                        + " is learned by heart does not help there. The weights kept are those after round %s."
                                .formatted(outcome.result.keptEpoch()));
        List<Integer> wrong = outcome.wrong();
        page.text(
                "The test: %s of %s never seen images are read right, %s. Some that are not:"
                        .formatted(
                                outcome.chosen.length - wrong.size(),
                                outcome.chosen.length,
                                Figures.fixed(100 * Learning.accuracy(outcome.result.test()), 1)
                                        + "%"));
        page.lines(
                images(outcome, wrong.stream().limit(SHOWN).mapToInt(Integer::intValue).toArray()));
        page.text(
                "And what does a hidden neuron look for? Here are the weights of three of them, laid out like the image: + where ink makes its s"
                        + " larger, - where ink makes it smaller. Nobody told them; they started as random numbers.");
        page.lines(neurons(outcome.result.model()));
        page.text(
                "That was the tour. Next: glissade train sample:digits, the same as a command; then a table of your own,"
                        + " glissade train FILE.csv.");
    }

    private static int[] first() {
        return new int[] {0, 1, 2, 3};
    }

    /// Test images side by side, with what they are and what they are taken for.
    private static List<String> images(Outcome outcome, int... rows) {
        Dataset test = outcome.split.test();
        List<String> lines = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        StringBuilder answers = new StringBuilder();
        for (int row : rows) {
            pad(names, "a " + Points.label(test, row));
            pad(
                    answers,
                    "read as "
                            + outcome.chosen[row]
                            + " ("
                            + Figures.percent(outcome.sure[row])
                            + ")");
        }
        lines.add(names.toString());
        for (int y = 0; y < SIDE; y++) {
            StringBuilder line = new StringBuilder();
            for (int row : rows) {
                StringBuilder part = new StringBuilder();
                for (int x = 0; x < SIDE; x++) {
                    char shade = shade(outcome, row, y * SIDE + x);
                    part.append(shade).append(shade);
                }
                pad(line, part.toString());
            }
            lines.add(line.toString());
        }
        lines.add(answers.toString());
        return lines;
    }

    private static void pad(StringBuilder line, String part) {
        line.append(part).append(" ".repeat(Math.max(1, 18 - part.length())));
    }

    /// Inputs are brightnesses brought to mean 0 and deviation 1; here they are turned back.
    private static char shade(Outcome outcome, int row, int pixel) {
        double ink = outcome.split.test().features().get(row, pixel);
        if (outcome.preparation.encodings().get(pixel) instanceof Encoding.Standardised number) {
            ink = ink * number.deviation() + number.mean();
        }
        int most = Canvas.SHADES.length() - 1;
        return Canvas.SHADES.charAt(Math.clamp(Math.round(ink / MOST_INK * most), 0, most));
    }

    private static Canvas curves(Outcome outcome) {
        int epochs = outcome.errors.size();
        return new Canvas(60, 12, new Span(1, epochs), new Span(0, outcome.others.getFirst()))
                .titled("error in each round")
                .curve(epoch -> outcome.others.get((int) Math.round(epoch) - 1), 'V')
                .curve(epoch -> outcome.errors.get((int) Math.round(epoch) - 1), 'L');
    }

    private static List<String> neurons(Model model) {
        double[] weights = Start.values(model, "0.dense/weight");
        int units = weights.length / (SIDE * SIDE);
        double[] sizes = Arrays.stream(weights).map(Math::abs).sorted().toArray();
        double large = sizes[sizes.length * 3 / 4];
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < SIDE; y++) {
            StringBuilder line = new StringBuilder();
            for (int neuron = 0; neuron < 3; neuron++) {
                StringBuilder part = new StringBuilder();
                for (int x = 0; x < SIDE; x++) {
                    double weight = weights[(y * SIDE + x) * units + neuron];
                    part.append(weight > large ? "+ " : weight < -large ? "- " : "· ");
                }
                pad(line, part.toString());
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
