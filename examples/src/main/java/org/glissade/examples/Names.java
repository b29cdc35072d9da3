package org.glissade.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Scope;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.optimize.schedule.MultiStep;
import org.glissade.learn.train.EarlyStopping;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// What first weights do to a network that guesses the next character of a name from the three
/// before it (the network of Bengio and others 2003, with the data, sizes and rates of Karpathy's
/// lectures on makemore, 2022).
///
/// With weights of variance 1 the network starts confident and wrong, and most tanh units start
/// saturated: their slope is 0, and they learn late or never. Small output weights mend the first,
/// hidden weights that keep the variance mend the second.
public final class Names {
    private static final int CONTEXT = 3;
    private static final int EMBEDDING = 10;
    private static final int HIDDEN = 200;
    private static final int BATCH = 32;
    private static final int STEPS = 200_000;

    /// The end of a name, and what stands before its beginning.
    private static final char STOP = '.';

    private static final int CHARACTERS = 27;

    /// Variance 1 throughout.
    public static final Start WIDE = new Start("variance 1", 1, 1);

    /// Output weights near 0, so that no character is more likely than another at first.
    public static final Start HUMBLE = new Start("small output weights", 1, 0.01);

    /// Hidden weights with the gain of tanh, 5/3, as well.
    public static final Start BALANCED =
            new Start(
                    "and hidden weights that keep the variance",
                    5.0 / 3 / Math.sqrt(CONTEXT * EMBEDDING),
                    0.01);

    private Names() {}

    /// Where the weights start.
    ///
    /// @param hidden the standard deviation of the hidden layer's weights
    /// @param output that of the output layer's
    public record Start(String name, double hidden, double output) {}

    /// The cross-entropy on names that were not trained on.
    ///
    /// @param before the first step
    /// @param after the last
    public record Losses(double before, double after) {}

    /// A row of numbers for each character, which training finds: `[rows, context]` becomes `[rows,
    /// context · width]`.
    record Embedding(int characters, int width) implements Layer {
        @Override
        public Tensor apply(Scope scope, Tensor x) {
            Tensor rows =
                    scope.parameter("rows", Shape.of(characters, width), Initializer.normal(0, 1));
            return rows.gather(0, x.cast(DType.I32)).flatten(1);
        }
    }

    /// Trains from each start and prints the losses.
    ///
    /// @param arguments a file with one name a line
    public static void main(String[] arguments) {
        Path file = Path.of(arguments.length == 0 ? "names.txt" : arguments[0]);
        Split names = read(file, 1);
        System.out.println("first weights | loss before | loss after");
        for (Start start : List.of(WIDE, HUMBLE, BALANCED)) {
            Losses losses = losses(names, start, 1);
            System.out.printf("%s | %.2f | %.4f%n", start.name(), losses.before(), losses.after());
        }
    }

    /// Trains for whole epochs of about 200,000 steps in all, at rate 0.1 and from the middle on at
    /// 0.01.
    public static Losses losses(Split names, Start start, long seed) {
        Layer network =
                Sequential.of(
                        new Embedding(CHARACTERS, EMBEDDING),
                        new Dense(HIDDEN, Initializer.normal(0, start.hidden())),
                        Activation.TANH,
                        new Dense(CHARACTERS, Initializer.normal(0, start.output())));
        int stepsPerEpoch = (names.train().rows() + BATCH - 1) / BATCH;
        int epochs = Math.round((float) STEPS / stepsPerEpoch);
        Trainer trainer =
                Trainer.of(network).batchSize(BATCH).seed(seed).earlyStopping(EarlyStopping.off());
        return new Losses(
                loss(trainer.epochs(1).optimizer(new Sgd(0)), names),
                loss(
                        trainer.epochs(epochs)
                                .optimizer(new Sgd(0.1))
                                .schedule(new MultiStep(List.of(epochs / 2), 0.1)),
                        names));
    }

    private static double loss(Trainer trainer, Split names) {
        return trainer.fit(names).validationEvaluation().orElseThrow().loss();
    }

    /// Every character of every name with the three before it; a tenth of the names each for
    /// validation and test.
    ///
    /// @throws IllegalArgumentException if the file cannot be read or has other characters than a
    ///   to z
    public static Split read(Path file, long seed) {
        try {
            List<String> names =
                    Files.readAllLines(file).stream().filter(n -> !n.isEmpty()).toList();
            List<String> mixed = new ArrayList<>(names);
            Collections.shuffle(mixed, new Random(seed));
            int first = mixed.size() * 8 / 10;
            int second = mixed.size() * 9 / 10;
            return new Split(
                    examples(mixed.subList(0, first)),
                    examples(mixed.subList(first, second)),
                    examples(mixed.subList(second, mixed.size())));
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    "cannot read " + file + "; give a file with one name a line", failure);
        }
    }

    private static Dataset examples(List<String> names) {
        int rows = names.stream().mapToInt(name -> name.length() + 1).sum();
        float[] contexts = new float[rows * CONTEXT];
        int[] next = new int[rows];
        int row = 0;
        for (String name : names) {
            String padded = String.valueOf(STOP).repeat(CONTEXT) + name + STOP;
            for (int i = CONTEXT; i < padded.length(); i++) {
                for (int back = 0; back < CONTEXT; back++) {
                    contexts[row * CONTEXT + back] = number(padded.charAt(i - CONTEXT + back));
                }
                next[row++] = number(padded.charAt(i));
            }
        }
        List<String> classes =
                Stream.concat(
                                Stream.of(String.valueOf(STOP)),
                                "abcdefghijklmnopqrstuvwxyz".chars().mapToObj(Character::toString))
                        .toList();
        return Dataset.classification(Array.of(Shape.of(rows, CONTEXT), contexts), next, classes);
    }

    private static int number(char character) {
        if (character == STOP) {
            return 0;
        }
        if (character < 'a' || character > 'z') {
            throw new IllegalArgumentException(
                    "names are of the characters a to z, but got \"" + character + "\"");
        }
        return character - 'a' + 1;
    }
}
