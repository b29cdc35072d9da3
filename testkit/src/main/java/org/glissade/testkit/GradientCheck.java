package org.glissade.testkit;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Tensor;

/// Compares the gradient graph of a function with finite differences in double precision.
///
/// The function's result f is weighted with fixed random numbers w into the scalar L(x) = Σ wᵢ
/// fᵢ(x). First order: ∂L/∂x from the graph against differences of L, for every element of a small
/// input and in random directions for a large one. Second order: the product of the second
/// derivatives with a random direction v, taken from the graph as the gradient of ⟨∂L/∂x, v⟩
/// (Pearlmutter 1994), against differences of ∂L/∂x along v. Differences use the five-point formula
/// f′ ≈ (f(−2h) − 8f(−h) + 8f(h) − f(2h)) / 12h with an error of h⁴f⁗′/30 (Abramowitz, Stegun
/// 25.3.6).
///
/// Choose a point whose elements lie more than 2h = 0.001 from kinks and jumps: differences mean
/// nothing there. An error is relative to the greatest derivative of the same input.
///
/// @param function what is checked; takes a tensor for each array of the point, F64 for the
///   floating-point ones
/// @param device where the graphs run
/// @param seed what weights and directions are drawn from
/// @param tolerance the greatest relative error that passes
/// @param order 1 for gradients only, 2 for second derivatives as well
public record GradientCheck(
        Function<List<Tensor>, Tensor> function,
        Device device,
        long seed,
        double tolerance,
        int order) {
    /// Up to this many elements are perturbed one by one.
    private static final int SMALL = 64;

    private static final int DIRECTIONS = 4;
    private static final double STEP = 5e-4;

    /// Checks the order.
    ///
    /// @throws IllegalArgumentException if the order is neither 1 nor 2
    public GradientCheck {
        if (order != 1 && order != 2) {
            throw new IllegalArgumentException("the order is 1 or 2, but got " + order);
        }
    }

    /// A check to second order on the best device, with a tolerance of 1e-6.
    public static GradientCheck of(Function<List<Tensor>, Tensor> function) {
        return new GradientCheck(function, Device.best(), 1, 1e-6, 2);
    }

    /// This check on another device.
    public GradientCheck on(Device other) {
        return new GradientCheck(function, other, seed, tolerance, order);
    }

    /// This check with other weights and directions.
    public GradientCheck withSeed(long other) {
        return new GradientCheck(function, device, other, tolerance, order);
    }

    /// This check with another tolerance.
    public GradientCheck withTolerance(double other) {
        return new GradientCheck(function, device, seed, other, order);
    }

    /// This check without second derivatives.
    public GradientCheck firstOrderOnly() {
        return new GradientCheck(function, device, seed, tolerance, 1);
    }

    /// Checks the derivatives at a point.
    ///
    /// @param point the arguments; floating-point ones are converted to F64 and differentiated,
    ///   others (indices, conditions) are passed as they are
    /// @throws AssertionError if a derivative is off, naming input, element and both values
    /// @throws IllegalArgumentException if no argument or not the result is floating point
    public GradientReport check(Array... point) {
        try (ScalarFunction scalar = ScalarFunction.compile(function, device, seed, order, point)) {
            GradientReport report = GradientReport.none(seed);
            double[] gradient = scalar.gradient();
            for (int input = 0; input < scalar.inputs(); input++) {
                int size = scalar.size(input);
                int from = scalar.offset(input);
                double scale = scale(gradient, from, size, scalar.value());
                boolean small = size <= SMALL;
                for (int i = 0; i < (small ? size : DIRECTIONS); i++) {
                    double[] direction = new double[gradient.length];
                    if (small) {
                        direction[from + i] = 1;
                    } else {
                        fill(direction, from, size, seed + 31L * i);
                    }
                    double analytic = 0;
                    double norm = 0;
                    for (int j = from; j < from + size; j++) {
                        analytic += direction[j] * gradient[j];
                        norm += Math.abs(direction[j] * gradient[j]);
                    }
                    double numeric = difference(scalar, direction);
                    String where =
                            scalar.name(input)
                                    + (small
                                            ? " at " + ArrayAssert.index(scalar.shape(input), i)
                                            : " in direction " + i);
                    report = judge(report, 1, where, analytic, numeric, Math.max(scale, norm));
                }
            }
            return order == 1 ? report : second(report, scalar);
        }
    }

    private GradientReport second(GradientReport before, ScalarFunction scalar) {
        GradientReport report = before;
        double[] direction = new double[scalar.gradient().length];
        fill(direction, 0, direction.length, ~seed);
        double[] product = scalar.product(direction);
        double[][] at = new double[4][];
        for (int k = 0; k < 4; k++) {
            scalar.move(direction, OFFSETS[k] * STEP);
            at[k] = scalar.gradient();
        }
        scalar.move(direction, 0);
        double[] gradient = scalar.gradient();
        for (int input = 0; input < scalar.inputs(); input++) {
            int from = scalar.offset(input);
            int size = scalar.size(input);
            double scale =
                    Math.max(
                            scale(product, from, size, 0),
                            1e-3 * scale(gradient, 0, gradient.length, 0));
            for (int i = from; i < from + size; i++) {
                double numeric = (at[0][i] - 8 * at[1][i] + 8 * at[2][i] - at[3][i]) / (12 * STEP);
                String where =
                        scalar.name(input)
                                + " at "
                                + ArrayAssert.index(scalar.shape(input), i - from);
                report = judge(report, 2, where, product[i], numeric, scale);
            }
        }
        return report;
    }

    private static final int[] OFFSETS = {-2, -1, 1, 2};

    private static double difference(ScalarFunction scalar, double[] direction) {
        double[] at = new double[4];
        for (int k = 0; k < 4; k++) {
            scalar.move(direction, OFFSETS[k] * STEP);
            at[k] = scalar.value();
        }
        scalar.move(direction, 0);
        return (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * STEP);
    }

    private GradientReport judge(
            GradientReport report,
            int atOrder,
            String where,
            double analytic,
            double numeric,
            double scale) {
        double error = Math.abs(analytic - numeric) / Math.max(scale, Math.abs(numeric));
        GradientReport next =
                report.and(
                        Double.isNaN(error) ? Double.POSITIVE_INFINITY : error,
                        atOrder,
                        where,
                        analytic,
                        numeric);
        if (!(error <= tolerance)) {
            throw new AssertionError(
                    "the gradient graph disagrees with finite differences on "
                            + device
                            + ": "
                            + next);
        }
        return next;
    }

    /// What errors are relative to: the greatest derivative, or what rounding in a value of the
    /// given size lets differences resolve.
    private static double scale(double[] values, int from, int size, double value) {
        double greatest = Math.max(1e-6, 1e-4 * Math.abs(value));
        for (int i = from; i < from + size; i++) {
            greatest = Math.max(greatest, Math.abs(values[i]));
        }
        return greatest;
    }

    /// Numbers whose magnitude is from ½ to 1.
    private static void fill(double[] direction, int from, int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = from; i < from + size; i++) {
            direction[i] = random.nextDouble(0.5, 1) * (random.nextBoolean() ? 1 : -1);
        }
    }
}
