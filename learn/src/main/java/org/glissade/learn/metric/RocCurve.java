package org.glissade.learn.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The area under the receiver operating characteristic: the probability that a positive example
/// has a higher score than a negative one, ties counting half (Hanley, McNeil 1982).
public final class RocCurve {
    private RocCurve() {}

    /// The area for two classes; NaN if only one of them occurs or a score is NaN.
    public static double area(boolean[] positive, double[] scores) {
        if (positive.length != scores.length) {
            throw new IllegalArgumentException(
                    positive.length
                            + " examples but "
                            + scores.length
                            + " scores; give one for each");
        }
        if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        int[] order =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> scores[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double rankSum = 0;
        long positives = 0;
        for (int start = 0; start < order.length; ) {
            int end = start;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                end++;
            }
            // Ranks count from 1; equal scores share the mean of theirs.
            double rank = (start + 1 + end) / 2.0;
            for (int i = start; i < end; i++) {
                if (positive[order[i]]) {
                    rankSum += rank;
                    positives++;
                }
            }
            start = end;
        }
        long negatives = order.length - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /// The mean of the areas of each class against all others, over the classes for which it is
    /// defined.
    ///
    /// @param labels the class of each example
    /// @param probabilities for each example, a number for each class; row-major
    public static double oneVersusRest(int[] labels, double[] probabilities, int classes) {
        double sum = 0;
        int defined = 0;
        for (int type = 0; type < classes; type++) {
            boolean[] positive = new boolean[labels.length];
            double[] scores = new double[labels.length];
            for (int i = 0; i < labels.length; i++) {
                positive[i] = labels[i] == type;
                scores[i] = probabilities[i * classes + type];
            }
            double area = area(positive, scores);
            if (!Double.isNaN(area)) {
                sum += area;
                defined++;
            }
        }
        return sum / defined;
    }
}
