package org.glissade.learn.optimize;

/// The values that a setting may take: from `low` (inclusive) to `high` (exclusive).
record Range(String what, double low, double high) {
    static Range notNegative(String what) {
        return new Range(what, 0, Double.POSITIVE_INFINITY);
    }

    static Range share(String what) {
        return new Range(what, 0, 1);
    }

    void check(double value) {
        if (!(value >= low && value < high)) {
            throw new IllegalArgumentException(
                    "the "
                            + what
                            + " is at least "
                            + low
                            + (Double.isInfinite(high) ? " and finite" : " and below " + high)
                            + ", but got "
                            + value);
        }
    }
}
