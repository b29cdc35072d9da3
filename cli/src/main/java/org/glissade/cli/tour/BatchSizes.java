package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.model.Model;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.Trainer;

/// How many examples a step looks at: all, some, one.
final class BatchSizes implements Lesson {
    private static final String NETWORK = "dense(8) tanh dense(1)";
    private static final int COUNT = 120;
    private static final int SOME = 12;
    private static final int ROUNDS = 5;
    private static final int ORDERS = 50;
    private static final double RATE = 0.5;
    private static final double MOONS_RATE = 0.1;
    private static final int EPOCHS = 30;
    private static final List<Integer> SHOWN = List.of(1, 3, 10, 30);
    private static final Proportion NEURON = new Proportion(-2);

    /// A walk through the examples.
    ///
    /// @param size rows in a step
    /// @param path both weights before each step and at the end
    record Way(int size, List<double[]> path) {}

    /// What the lesson has found.
    ///
    /// @param data two clouds that overlap
    /// @param singles the derivative of each single example's error towards the first weight, at
    ///   the start
    /// @param ways with all rows, some, one in each step
    /// @param moons a network's error in each epoch, for batches of all rows, 32, one
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(Dataset data, double[] singles, List<Way> ways, List<List<Double>> moons) {
        /// The standard deviation of the derivative over batches of a size, cut from many orders.
        double spread(int size) {
            Batches batches = new Batches(singles.length, size, 1);
            int cut = batches.full() * size;
            double mean = BatchSizes.mean(singles);
            double squares = 0;
            for (int order = 1; order <= ORDERS; order++) {
                int[] rows = batches.order(order);
                for (int from = 0; from < cut; from += size) {
                    double estimate = 0;
                    for (int i = from; i < from + size; i++) {
                        estimate += singles[rows[i]] / size;
                    }
                    squares += (estimate - mean) * (estimate - mean);
                }
            }
            return Math.sqrt(squares / batches.full() / ORDERS);
        }
    }

    static Outcome outcome() {
        Dataset data = Points.clouds(COUNT, 1, 3);
        Model start = Start.of(NEURON, data, 1);
        double[] deltas = Inside.of(start, data).delta("");
        double[] singles = new double[COUNT];
        for (int row = 0; row < COUNT; row++) {
            singles[row] = deltas[row] * Points.x(data, row);
        }
        List<Way> ways = new ArrayList<>();
        for (int size : new int[] {COUNT, SOME, 1}) {
            ways.add(way(start, data, size));
        }
        Dataset moons = Points.moons();
        List<List<Double>> errors = new ArrayList<>();
        for (int size : sizes(moons)) {
            Trainer trainer =
                    Trainer.of(NETWORK)
                            .seed(1)
                            .optimizer(new Sgd(MOONS_RATE))
                            .batchSize(size)
                            .epochs(EPOCHS);
            errors.add(Learning.of(trainer, moons).errors());
        }
        return new Outcome(data, singles, ways, errors);
    }

    private static int[] sizes(Dataset data) {
        return new int[] {data.rows(), 32, 1};
    }

    private static Way way(Model start, Dataset data, int size) {
        Batches batches = new Batches(COUNT, size, 1);
        List<double[]> path = new ArrayList<>();
        try (Descent descent = new Descent(start, data, size, RATE)) {
            path.add(place(descent));
            for (int epoch = 1; epoch <= ROUNDS; epoch++) {
                int[] order = batches.order(epoch);
                for (int from = 0; from < COUNT; from += size) {
                    descent.step(Arrays.copyOfRange(order, from, from + size));
                    path.add(place(descent));
                }
            }
        }
        return new Way(size, path);
    }

    private static double[] place(Descent descent) {
        return new double[] {
            descent.weight(Proportion.WEIGHT, 0), descent.weight(Proportion.WEIGHT, 1)
        };
    }

    @Override
    public String title() {
        return "full batch, mini-batch, one example";
    }

    @Override
    public void show(Page page) {
        page.text(
                "The error is a mean over all examples, and so is its gradient. Must a step look at all of them?"
                        + " It may also look at a few, a batch: their mean is an estimate of the whole, wrong by"
                        + " chance, but much cheaper.");
        Outcome outcome = outcome();
        page.text(
                "How wrong? One neuron, %s points. The derivative of its first weight, from every single point, has the"
                                .formatted(COUNT)
                        + " mean %s. From batches of different sizes it spreads around that:"
                                .formatted(Figures.signed(mean(outcome.singles), 4)));
        List<List<String>> rows = new ArrayList<>();
        for (int size : new int[] {1, 4, SOME, COUNT}) {
            double spread = outcome.spread(size);
            rows.add(
                    List.of(
                            Integer.toString(size),
                            Figures.fixed(spread, 4),
                            Figures.fixed(outcome.spread(1) / Math.sqrt(size), 4),
                            Figures.bar(spread / outcome.spread(1), 30)));
        }
        page.table(rows, "batch of", "spread", "spread of one / √size", "<");
        page.text(
                "Four times the examples halve the spread: that is the rule in the third column. (The points are limited here, so a batch of all"
                        + " of them has no spread at all.) So large batches are precise but dear, and small ones are"
                        + " cheap but noisy. Now let it learn. All three go through the points %s times with rate %s:"
                                .formatted(ROUNDS, Figures.brief(RATE)));
        Canvas[] pictures = new Canvas[outcome.ways.size()];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = picture(outcome.data, outcome.ways.get(i));
        }
        page.lines(Canvas.beside(pictures));
        page.text(
                "S is the start, E the end. Light is a low error. With all points in each step the way is smooth,"
                        + " but after %s steps it is not far. With one point in each step it has made %s steps, was"
                                .formatted(
                                        outcome.ways.getFirst().path().size() - 1,
                                        outcome.ways.getLast().path().size() - 1)
                        + " quickly down and then staggers about, because each point pulls its own way.");
        page.text(
                "A network on the half moons, %s, rate %s. Its error in some of its rounds through the %s points:"
                        .formatted(NETWORK, Figures.brief(MOONS_RATE), Points.moons().rows()));
        page.table(moons(outcome.moons), headers());
        page.text(
                "A round through all examples is called an epoch. For the same work small batches make more steps and"
                        + " learn faster, until their noise is all that is left. In between lies what nearly everybody uses:"
                        + " mini-batches of some dozens or hundreds of examples, which processors also compute faster than one by one.");
        page.text(
                "To keep: a batch estimates the gradient. Small batches make many cheap, noisy steps; large ones few"
                        + " dear, precise ones.");
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static String[] headers() {
        List<String> names = new ArrayList<>(List.of("batch of", "steps per round"));
        SHOWN.forEach(epoch -> names.add("round " + epoch));
        return names.toArray(String[]::new);
    }

    private static List<List<String>> moons(List<List<Double>> errors) {
        Dataset moons = Points.moons();
        int[] sizes = sizes(moons);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            List<String> row =
                    new ArrayList<>(
                            List.of(
                                    Integer.toString(sizes[i]),
                                    Integer.toString(
                                            new Batches(moons.rows(), sizes[i], 1).count())));
            for (int epoch : SHOWN) {
                row.add(Figures.fixed(errors.get(i).get(epoch - 1), 4));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Canvas picture(Dataset data, Way way) {
        String title =
                way.size == COUNT
                        ? "all " + COUNT
                        : way.size == 1 ? "one" : way.size + " at a time";
        Canvas canvas = new Canvas(18, 11, new Span(-2.6, 4), new Span(-2.6, 4)).titled(title);
        try (ErrorOf error = new ErrorOf(Start.of(NEURON, data, 1), data)) {
            double[] heights = new double[canvas.columns() * canvas.rows()];
            for (int i = 0; i < heights.length; i++) {
                error.set(Proportion.WEIGHT, 0, canvas.x(i % canvas.columns()));
                error.set(Proportion.WEIGHT, 1, canvas.y(i / canvas.columns()));
                heights[i] = error.value();
            }
            canvas.surface(heights);
        }
        way.path.forEach(place -> canvas.mark(place[0], place[1], '+'));
        double[] start = way.path.getFirst();
        double[] end = way.path.getLast();
        return canvas.mark(start[0], start[1], 'S').mark(end[0], end[1], 'E');
    }
}
