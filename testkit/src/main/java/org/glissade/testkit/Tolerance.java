package org.glissade.testkit;

import org.glissade.tensor.DType;

/// How far a value may lie from the expected one: the sum of a part relative to the expected
/// magnitude, an absolute part, and a number of units in the last place of the value's own type.
///
/// NaN agrees with NaN only, and an infinity with itself only.
///
/// @param relative the part in proportion to the magnitude, such as 1e-12
/// @param absolute the part that stays near 0
/// @param ulps units in the last place of the type that is judged
public record Tolerance(double relative, double absolute, double ulps) {
    /// Checks the range.
    ///
    /// @throws IllegalArgumentException if a part is negative or NaN
    public Tolerance {
        if (!(relative >= 0) || !(absolute >= 0) || !(ulps >= 0)) {
            throw new IllegalArgumentException(
                    "the parts of a tolerance are 0 or more, but got relative "
                            + relative
                            + ", absolute "
                            + absolute
                            + ", ulps "
                            + ulps);
        }
    }

    /// All bits of the value must be as expected, except that any NaN is any other NaN.
    public static Tolerance exact() {
        return new Tolerance(0, 0, 0);
    }

    /// In proportion to the magnitude.
    public static Tolerance relative(double relative) {
        return new Tolerance(relative, 0, 0);
    }

    /// The same everywhere.
    public static Tolerance absolute(double absolute) {
        return new Tolerance(0, absolute, 0);
    }

    /// Units in the last place of the judged type. Below the smallest normal number, results may be
    /// flushed to 0.
    public static Tolerance ulps(double ulps) {
        return new Tolerance(0, 0, ulps);
    }

    /// Whether a value of the given type is near enough.
    ///
    /// @param magnitude what the relative part is in proportion to: the expected value's own, or
    ///   for a sum that of its terms
    public boolean accepts(DType dtype, double actual, double expected, double magnitude) {
        if (Double.isNaN(expected)) {
            return Double.isNaN(actual);
        }
        boolean narrow = dtype == DType.F32;
        // An expected value may be given wider than the type can hold.
        double rounded = narrow ? (double) (float) expected : expected;
        if (actual == rounded || actual == expected) {
            return true;
        }
        boolean beyond = Double.isInfinite(rounded);
        if (beyond && Double.isInfinite(expected)) {
            return false;
        }
        if (Double.isInfinite(actual)) {
            // Rounding up to infinity is fine only within the last places before it.
            double largest = narrow ? Float.MAX_VALUE : Double.MAX_VALUE;
            return Math.abs(expected) >= largest - allowed(dtype, largest, magnitude)
                    && Math.signum(actual) == Math.signum(expected);
        }
        return Math.abs(actual - expected) <= allowed(dtype, expected, magnitude);
    }

    private double allowed(DType dtype, double expected, double magnitude) {
        double sum = absolute + (relative == 0 ? 0 : relative * Math.abs(magnitude));
        if (ulps > 0) {
            boolean narrow = dtype == DType.F32;
            double tiny = narrow ? Float.MIN_NORMAL : Double.MIN_NORMAL;
            double at = Math.abs(expected);
            double ulp = narrow ? Math.ulp((float) Math.min(at, Float.MAX_VALUE)) : Math.ulp(at);
            sum += at <= tiny ? tiny : ulps * ulp;
        }
        return sum;
    }
}
