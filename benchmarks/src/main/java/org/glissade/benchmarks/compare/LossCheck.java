package org.glissade.benchmarks.compare;

import java.util.List;

/// Whether two engines compute the same: their losses of the first ten steps agree as far as fp32
/// sums in different orders let them.
final class LossCheck {
    /// Adam divides by the root of tiny second moments, so that differences grow with each step:
    /// ten steps of W3 lead to 2e-5 by rounding, and to 2e-4 where an engine's epsilon stands
    /// elsewhere in the formula (DL4J).
    static final double TOLERANCE = 5e-4;

    private LossCheck() {}

    /// @return the largest difference, relative to a loss of 1 or more
    /// @throws IllegalStateException if the losses differ
    static double difference(Contestant first, Contestant second) {
        double largest = 0;
        List<Double> expected = first.losses();
        List<Double> actual = second.losses();
        for (int step = 0; step < expected.size(); step++) {
            double a = expected.get(step);
            double b = actual.get(step);
            double difference = Math.abs(a - b) / Math.max(1, Math.abs(a));
            if (!(difference <= TOLERANCE)) {
                throw new IllegalStateException(
                        String.format(
                                "%s and %s compute different things: at step %d of the first %d"
                                        + " their losses are %s and %s",
                                first, second, step + 1, expected.size(), a, b));
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }
}
