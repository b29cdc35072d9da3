package org.glissade.tensor;

import java.util.Locale;

/// How a reduction combines elements.
public enum ReduceFunction {
    /// The sum; 0 of nothing.
    SUM(0),
    /// The greatest, NaN if any is; −∞ of nothing (the least integer for integers).
    MAX(Double.NEGATIVE_INFINITY),
    /// The least, NaN if any is; +∞ of nothing (the greatest integer for integers).
    MIN(Double.POSITIVE_INFINITY);

    private final double identity;

    ReduceFunction(double identity) {
        this.identity = identity;
    }

    /// The value that leaves any other unchanged, as floating point.
    public double identity() {
        return identity;
    }

    /// The combination of two doubles.
    public double apply(double a, double b) {
        return switch (this) {
            case SUM -> a + b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    /// The name in graph texts and messages.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
