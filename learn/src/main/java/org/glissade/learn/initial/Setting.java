package org.glissade.learn.initial;

import org.glissade.tensor.Shape;

/// Ranges of settings, and the shapes that an initialiser can fill.
final class Setting {
    private Setting() {}

    static void finite(String what, double value) {
        require(Double.isFinite(value), what, "finite", value);
    }

    static void deviation(double value) {
        require(
                value >= 0 && value <= Double.MAX_VALUE,
                "a deviation",
                "0 or more and finite",
                value);
    }

    static void require(boolean holds, String what, String range, double value) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is " + range + ", but got " + value);
        }
    }

    /// Refuses what is no matrix, or has too many values to be computed together.
    static void matrix(Initializer initializer, Shape shape, int mostAxes) {
        if (shape.rank() < 2 || shape.rank() > mostAxes || shape.size() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "the initialiser "
                            + initializer
                            + " fills matrices of fewer than 2^31 values, but the parameter is "
                            + shape
                            + "; take another one for it, such as he-normal");
        }
    }
}
