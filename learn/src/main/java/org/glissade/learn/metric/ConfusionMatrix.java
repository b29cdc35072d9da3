package org.glissade.learn.metric;

import java.util.Arrays;
import java.util.List;

/// How often examples of each class were taken for each class.
///
/// Precision, recall and F1 of a class are 0 where their denominator is 0, as in scikit-learn.
public final class ConfusionMatrix {
    private final List<String> classes;
    private final long[][] counts;

    private ConfusionMatrix(List<String> classes, long[][] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /// Counts pairs of actual and predicted class numbers.
    ///
    /// @throws IllegalArgumentException if the lengths differ
    public static ConfusionMatrix of(List<String> classes, int[] actual, int[] predicted) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException(
                    actual.length
                            + " actual classes but "
                            + predicted.length
                            + " predicted ones; give one for each");
        }
        long[][] counts = new long[classes.size()][classes.size()];
        for (int i = 0; i < actual.length; i++) {
            counts[actual[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(List.copyOf(classes), counts);
    }

    /// The names of the classes.
    public List<String> classes() {
        return classes;
    }

    /// How many examples of one class were taken for another.
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /// The number of examples.
    public long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /// The share of examples taken for what they are; NaN without examples.
    public double accuracy() {
        long right = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
        }
        return right / (double) total();
    }

    /// Of the examples taken for the class, the share that belongs to it.
    public double precision(int type) {
        return share(counts[type][type], predicted(type));
    }

    /// Of the examples of the class, the share taken for it.
    public double recall(int type) {
        return share(counts[type][type], actual(type));
    }

    /// The harmonic mean of precision and recall.
    public double f1(int type) {
        return share(2 * counts[type][type], predicted(type) + actual(type));
    }

    /// The mean of [#precision] over the classes that occur.
    public double macroPrecision() {
        return macro(this::precision);
    }

    /// The mean of [#recall] over the classes that occur.
    public double macroRecall() {
        return macro(this::recall);
    }

    /// The mean of [#f1] over the classes that occur.
    public double macroF1() {
        return macro(this::f1);
    }

    private double macro(java.util.function.IntToDoubleFunction measure) {
        double sum = 0;
        int present = 0;
        for (int i = 0; i < counts.length; i++) {
            if (actual(i) + predicted(i) > 0) {
                sum += measure.applyAsDouble(i);
                present++;
            }
        }
        return sum / present;
    }

    private long actual(int type) {
        return Arrays.stream(counts[type]).sum();
    }

    private long predicted(int type) {
        return Arrays.stream(counts).mapToLong(row -> row[type]).sum();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix
                && classes.equals(matrix.classes)
                && Arrays.deepEquals(counts, matrix.counts);
    }

    @Override
    public int hashCode() {
        return 31 * classes.hashCode() + Arrays.deepHashCode(counts);
    }

    /// A table: a row for each actual class, a column for each predicted one.
    @Override
    public String toString() {
        int width =
                Math.max(
                        Long.toString(total()).length(),
                        classes.stream().mapToInt(String::length).max().orElse(1));
        StringBuilder text = new StringBuilder(" ".repeat(width));
        classes.forEach(
                name -> text.append("  ").append(" ".repeat(width - name.length())).append(name));
        for (int i = 0; i < counts.length; i++) {
            text.append(System.lineSeparator())
                    .append(classes.get(i))
                    .append(" ".repeat(width - classes.get(i).length()));
            for (long count : counts[i]) {
                String number = Long.toString(count);
                text.append("  ").append(" ".repeat(width - number.length())).append(number);
            }
        }
        return text.toString();
    }
}
