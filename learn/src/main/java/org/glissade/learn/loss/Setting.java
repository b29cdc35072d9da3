package org.glissade.learn.loss;

import java.util.List;

/// Ranges of settings.
final class Setting {
    private Setting() {}

    static void positive(String what, double value) {
        require(value > 0 && value <= Double.MAX_VALUE, what, "above 0 and finite", value);
    }

    static void notNegative(String what, double value) {
        require(value >= 0 && value <= Double.MAX_VALUE, what, "0 or more and finite", value);
    }

    static void share(String what, double value) {
        require(value >= 0 && value < 1, what, "at least 0 and below 1", value);
    }

    /// Weights that are 0 or more and not all 0, unmodifiable.
    static List<Double> weights(String what, List<Double> values) {
        values.forEach(value -> notNegative("each of " + what, value));
        if (!values.isEmpty() && values.stream().allMatch(value -> value == 0)) {
            throw new IllegalArgumentException(what + " are not all 0; give one class a weight");
        }
        return List.copyOf(values);
    }

    private static void require(boolean holds, String what, String range, double value) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is " + range + ", but got " + value);
        }
    }
}
