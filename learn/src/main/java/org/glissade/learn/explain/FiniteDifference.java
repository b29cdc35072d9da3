package org.glissade.learn.explain;

import java.util.function.DoubleUnaryOperator;

/// A derivative found by trying: the error with the weight a little greater less the error with it
/// a little smaller, over the distance. It knows nothing of the chain rule, so it can judge it.
///
/// Differences over ever smaller distances are extrapolated to distance 0 (Ridders 1982), from
/// several first distances, because a kink of a ReLU nearby spoils the greater ones.
///
/// @param value the derivative
/// @param uncertainty about how far off it may be
public record FiniteDifference(double value, double uncertainty) {
    private static final double[] FIRST_STEPS = {0.3, 0.03, 0.003, 0.0003};
    private static final double SHRINK = 1.4;
    private static final int ROWS = 9;

    /// The derivative of a function at a place.
    public static FiniteDifference of(DoubleUnaryOperator function, double at) {
        FiniteDifference best = new FiniteDifference(Double.NaN, Double.POSITIVE_INFINITY);
        for (double step : FIRST_STEPS) {
            FiniteDifference found = ridders(function, at, step * Math.max(1, Math.abs(at)));
            if (found.uncertainty < best.uncertainty) {
                best = found;
            }
        }
        return best;
    }

    private static FiniteDifference ridders(DoubleUnaryOperator function, double at, double first) {
        double[] above = new double[ROWS];
        FiniteDifference best = new FiniteDifference(Double.NaN, Double.POSITIVE_INFINITY);
        double step = first;
        for (int row = 0; row < ROWS; row++) {
            double[] current = new double[ROWS];
            current[0] = central(function, at, step);
            double factor = SHRINK * SHRINK;
            for (int order = 1; order <= row; order++) {
                current[order] = (current[order - 1] * factor - above[order - 1]) / (factor - 1);
                factor *= SHRINK * SHRINK;
                double uncertainty =
                        Math.max(
                                Math.abs(current[order] - current[order - 1]),
                                Math.abs(current[order] - above[order - 1]));
                if (uncertainty < best.uncertainty) {
                    best = new FiniteDifference(current[order], uncertainty);
                }
            }
            above = current;
            step /= SHRINK;
        }
        return best;
    }

    private static double central(DoubleUnaryOperator function, double at, double step) {
        double up = at + step;
        double down = at - step;
        return (function.applyAsDouble(up) - function.applyAsDouble(down)) / (up - down);
    }
}
