package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.List;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.layer.Network;
import org.glissade.learn.model.Model;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.train.EarlyStopping;
import org.glissade.learn.train.RestartResult;
import org.glissade.learn.train.Restarts;
import org.glissade.learn.train.TrainSettings;
import org.glissade.learn.train.Trainer;

/// Exclusive or: what one line cannot do, and two lines can.
final class TwoLayers implements Lesson {
    private static final String HIDDEN = "1.tanh";
    private static final int STARTS = 20;
    private static final int STEPS = 500;
    private static final double MOST = 3;
    private static final double BETWEEN = 0.25;
    private static final Span PLANE = new Span(-0.5, 1.5);
    private static final Span ACTIVITY = new Span(-1.2, 1.2);

    /// What the lesson has found.
    ///
    /// @param data the four corners
    /// @param tried how many single neurons were tried
    /// @param bestRight of the four, by the best of them
    /// @param single the best neuron that training finds
    /// @param singleRight how many starts of a single neuron have so many right, by number
    /// @param pair the best network with two hidden neurons
    /// @param pairRight as singleRight, for such networks
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(
            Dataset data,
            int tried,
            int bestRight,
            Model single,
            int[] singleRight,
            Model pair,
            int[] pairRight) {}

    static Outcome outcome() {
        Dataset data = Points.exclusiveOr();
        RestartResult single = trained("dense(1)", data);
        RestartResult pair = trained("dense(2) tanh dense(1)", data);
        int[] tried = scan(data);
        return new Outcome(
                data,
                tried[0],
                tried[1],
                single.best().model(),
                right(single, data),
                pair.best().model(),
                right(pair, data));
    }

    private static RestartResult trained(String network, Dataset data) {
        Trainer trainer =
                Trainer.of(network)
                        .seed(1)
                        .optimizer(new Adam(0.05))
                        .batchSize(TrainSettings.FULL_BATCH)
                        .epochs(STEPS)
                        .earlyStopping(EarlyStopping.off());
        return Restarts.of(trainer, STARTS).fit(Split.trainOnly(data));
    }

    private static int[] right(RestartResult result, Dataset data) {
        int[] counts = new int[data.rows() + 1];
        result.models().forEach(model -> counts[Learning.right(model, data)]++);
        return counts;
    }

    /// Every neuron with weights and bias on a grid: how many there are, and how many points the
    /// best has right.
    private static int[] scan(Dataset data) {
        int tried = 0;
        int best = 0;
        for (double w1 = -MOST; w1 <= MOST; w1 += BETWEEN) {
            for (double w2 = -MOST; w2 <= MOST; w2 += BETWEEN) {
                for (double b = -MOST; b <= MOST; b += BETWEEN) {
                    int right = 0;
                    for (int row = 0; row < data.rows(); row++) {
                        double s = w1 * Points.x(data, row) + w2 * Points.y(data, row) + b;
                        right += s > 0 == (Points.label(data, row) == 1) ? 1 : 0;
                    }
                    best = Math.max(best, right);
                    tried++;
                }
            }
        }
        return new int[] {tried, best};
    }

    @Override
    public String title() {
        return "why XOR needs two layers";
    }

    @Override
    public void show(Page page) {
        page.text(
                "XOR, the exclusive or: x if exactly one of the inputs is 1, else o. Four points, but"
                        + " no line has both x's on one side and both o's on the other.");
        Outcome outcome = outcome();
        Dataset data = outcome.data;
        page.lines(Points.draw(data, new Canvas(21, 7, PLANE, PLANE)).lines());
        page.text(
                "Tried: %s single neurons, with weights and bias from %s to %s in steps of %s. The best"
                        .formatted(
                                outcome.tried,
                                Figures.brief(-MOST),
                                Figures.brief(MOST),
                                Figures.brief(BETWEEN)),
                "of them gets %s of %s right.".formatted(outcome.bestRight, data.rows()),
                "Of %s single neurons trained from different random starts, %s."
                        .formatted(STARTS, counts(outcome.singleRight)),
                "The error of the best ends at %s, and -log of one half is %s: it has learned to say \"I cannot tell\" everywhere."
                        .formatted(
                                Figures.fixed(outcome.single.evaluate(data).loss(), 4),
                                Figures.fixed(-Math.log(0.5), 4)));
        double[] sums =
                Inside.of(Start.of(Network.parse("dense(1)"), data, 1), data).output("0.dense");
        page.text(
                "There is a reason. Add up the weighted sums of the two o's, s(0,0) + s(1,1), and those of the two"
                        + " x's, s(0,1) + s(1,0): both are w1 + w2 + 2b, whatever the weights are. For a"
                        + " neuron with random weights they are %s and %s. So the x's cannot both be above 0 while both o's are below."
                                .formatted(
                                        Figures.signed(sums[0] + sums[3], 6),
                                        Figures.signed(sums[1] + sums[2], 6)));
        page.text(
                "Now two layers. Two neurons look at the inputs, each with a line of its own. They are"
                        + " called hidden, because nobody says what their answers should be. A third"
                        + " neuron takes their two answers f1 and f2 as its inputs. The hidden ones use"
                        + " tanh as activation, a sigmoid stretched to lie between -1 and 1.");
        Inside look = Inside.of(outcome.pair, data);
        page.lines(
                Canvas.beside(
                        hidden("hidden neuron 1", outcome.pair, 0, data),
                        hidden("hidden neuron 2", outcome.pair, 1, data),
                        network("both together", outcome.pair, data)));
        List<List<String>> rows = new ArrayList<>();
        double[] hidden = look.output(HIDDEN);
        double[] sure = Learning.sure(outcome.pair, data.features());
        for (int row = 0; row < data.rows(); row++) {
            rows.add(
                    List.of(
                            Figures.brief(Points.x(data, row)),
                            Figures.brief(Points.y(data, row)),
                            Points.KINDS.get(Points.label(data, row)),
                            Figures.signed(hidden[2 * row], 3),
                            Figures.signed(hidden[2 * row + 1], 3),
                            Figures.fixed(sure[row], 4),
                            Points.KINDS.get(sure[row] > 0.5 ? 1 : 0)));
        }
        page.table(rows, "x1", "x2", "kind", "f1", "f2", "network", "says");
        page.text(
                "What has happened? The hidden neurons moved the points. Draw the four points at (f1,"
                        + " f2) instead of (x1, x2), and one line is enough, the one of the third"
                        + " neuron:");
        page.lines(moved(outcome.pair, hidden, data).lines());
        page.text(
                "That is what layers are for: each one moves the points so that the next has an easier"
                        + " task. Of %s networks from different random starts, %s."
                                .formatted(STARTS, counts(outcome.pairRight)),
                "Where learning starts matters: lesson 4 shows why. And the two hidden neurons must start"
                        + " different, or they would draw the same line for ever: lesson 7 shows that.");
        page.text(
                "To keep: one neuron draws one line. A hidden layer draws several and hands the next"
                        + " layer its answers, in which the task is simpler.");
    }

    /// Such as `12 with 4 of 4 right and 8 with 3 of 4`.
    private static String counts(int[] right) {
        int all = right.length - 1;
        List<String> parts = new ArrayList<>();
        for (int number = all; number >= 0; number--) {
            if (right[number] > 0) {
                parts.add(right[number] + " had " + number + " of " + all + " right");
            }
        }
        return String.join(" and ", parts);
    }

    private static Canvas hidden(String title, Model pair, int neuron, Dataset data) {
        Canvas canvas = new Canvas(18, 9, PLANE, PLANE).titled(title);
        double[] both = Inside.of(pair, Points.unlabelled(canvas.centres())).output(HIDDEN);
        double[] one = new double[both.length / 2];
        for (int i = 0; i < one.length; i++) {
            one[i] = both[2 * i + neuron];
        }
        return Points.draw(data, canvas.regions(one, 0));
    }

    private static Canvas network(String title, Model pair, Dataset data) {
        Canvas canvas = new Canvas(18, 9, PLANE, PLANE).titled(title);
        return Points.draw(data, canvas.regions(Learning.sure(pair, canvas.centres()), 0.5));
    }

    /// The plane of the hidden neurons' answers, with the line of the neuron that takes them.
    private static Canvas moved(Model pair, double[] hidden, Dataset data) {
        double[] weights = Start.values(pair, "2.dense/weight");
        double bias = Start.values(pair, "2.dense/bias")[0];
        Canvas canvas = new Canvas(36, 11, ACTIVITY, ACTIVITY).titled("f1 across, f2 up");
        double[] centres = canvas.centres().toDoubles();
        double[] sums = new double[centres.length / 2];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = weights[0] * centres[2 * i] + weights[1] * centres[2 * i + 1] + bias;
        }
        canvas.regions(sums, 0);
        for (int row = 0; row < data.rows(); row++) {
            canvas.mark(
                    hidden[2 * row],
                    hidden[2 * row + 1],
                    Points.KINDS.get(Points.label(data, row)).charAt(0));
        }
        return canvas;
    }
}
