package org.glissade.tensor;

import java.util.Locale;

/// Elementwise comparisons of two numeric tensors of one type; the result is BOOL. A comparison
/// with NaN is false, except [#NOT_EQUAL].
public enum CompareFunction {
    /// a = b.
    EQUAL,
    /// a ≠ b.
    NOT_EQUAL,
    /// a < b.
    LESS,
    /// a ≤ b.
    LESS_OR_EQUAL,
    /// a > b.
    GREATER,
    /// a ≥ b.
    GREATER_OR_EQUAL;

    /// The comparison of two doubles.
    public boolean test(double a, double b) {
        return switch (this) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
        };
    }

    /// The comparison of two integers.
    public boolean test(long a, long b) {
        return switch (this) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
        };
    }

    /// The name in graph texts and messages.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
