package org.glissade.benchmarks.glissade;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.EarlyStopping;
import org.glissade.learn.train.Restarts;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// Measures how much faster many starts are trained at once than one after another: whole trainings
/// by the wall clock, compiling included, both sides in turn in a process that is warm.
///
/// Arguments: numbers of starts, by default 8 and 64.
public final class RestartRatio {
    private static final int ROUNDS = 3;
    private static final double WARM_UP = 5;

    /// A size of network with its data.
    private enum Size {
        /// W1 as it is: exclusive or, 2-16-1.
        W1("dense(16) tanh dense(1)", 4, 4, 5_000, 0.1),
        /// W1's network on more rows.
        W1_ROWS("dense(16) tanh dense(1)", 1_000, 32, 30, 0.1),
        /// W2's network, 784-128-64-10.
        W2("dense(128) relu dense(64) relu", 1_024, 32, 8, 0.01);

        private final String network;
        private final int rows;
        private final int batch;
        private final int epochs;
        private final double rate;

        Size(String network, int rows, int batch, int epochs, double rate) {
            this.network = network;
            this.rows = rows;
            this.batch = batch;
            this.epochs = epochs;
            this.rate = rate;
        }

        Trainer trainer() {
            return Trainer.of(network)
                    .batchSize(batch)
                    .epochs(epochs)
                    .optimizer(this == W2 ? new Sgd(rate, 0.9) : new Sgd(rate))
                    .earlyStopping(EarlyStopping.off());
        }

        Split split() {
            int features = this == W2 ? 784 : 2;
            int classes = this == W2 ? 10 : 2;
            Random random = new Random(1);
            float[] values = new float[rows * features];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            int[] labels = IntStream.range(0, rows).map(_ -> random.nextInt(classes)).toArray();
            labels[0] = 0;
            labels[1] = 1;
            List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
            return Split.trainOnly(
                    Dataset.classification(
                            Array.of(Shape.of(rows, features), values), labels, names));
        }
    }

    private RestartRatio() {}

    /// Prints a line for each size and number of starts.
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int[] counts =
                arguments.length == 0
                        ? new int[] {8, 64}
                        : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        out.println("size     starts   one after another, s   at once, s   ratio");
        for (Size size : Size.values()) {
            Trainer trainer = size.trainer();
            Split split = size.split();
            warmUp(() -> trainer.fit(split));
            for (int count : counts) {
                warmUp(() -> Restarts.of(trainer, count).fit(split));
                double[] alone = new double[ROUNDS];
                double[] together = new double[ROUNDS];
                for (int round = 0; round < ROUNDS; round++) {
                    alone[round] = seconds(() -> oneAfterAnother(trainer, split, count));
                    together[round] = seconds(() -> Restarts.of(trainer, count).fit(split));
                }
                out.printf(
                        Locale.ROOT,
                        "%-7s  %6d   %20.3f   %10.3f   %5.2f%n",
                        size,
                        count,
                        median(alone),
                        median(together),
                        median(alone) / median(together));
            }
        }
    }

    private static void oneAfterAnother(Trainer trainer, Split split, int count) {
        for (int k = 0; k < count; k++) {
            trainer.seed(1 + k).fit(split);
        }
    }

    private static void warmUp(Runnable run) {
        double spent = 0;
        while (spent < WARM_UP) {
            spent += seconds(run);
        }
    }

    private static double seconds(Runnable run) {
        long began = System.nanoTime();
        run.run();
        return (System.nanoTime() - began) * 1e-9;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
