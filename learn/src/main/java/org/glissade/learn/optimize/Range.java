package org.glissade.learn.optimize;

/// The values that a setting may take: from `low` (inclusive) to `high` (exclusive).
record Range(String what, double low, double high) {
    static Range notNegative(String what) {
        return new Range(what, 0, Double.POSITIVE_INFINITY);
    }

    static Range share(String what) {
        return new Range(what, 0, 1);
    }

    static Range above0(String what) {
        return new Range(what, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
    }

    static Range upTo1(String what) {
        return new Range(what, 0, Math.nextUp(1.0));
    }

    /// The settings that Adam and its kin have in common.
    static void adam(
            double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
        notNegative("learning rate").check(learningRate);
        share("beta 1").check(beta1);
        share("beta 2").check(beta2);
        notNegative("epsilon").check(epsilon);
        notNegative("weight decay").check(weightDecay);
    }

    void check(double value) {
        if (!(value >= low && value < high)) {
            throw new IllegalArgumentException(
                    "the "
                            + what
                            + " is "
                            + (low == Double.MIN_VALUE ? "above 0" : "at least " + low)
                            + (Double.isInfinite(high)
                                    ? " and finite"
                                    : high == 1 ? " and below 1.0" : " and at most 1.0")
                            + ", but got "
                            + value);
        }
    }
}
