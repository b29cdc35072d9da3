package org.glissade.learn.initial;

import org.glissade.tensor.Shape;

/// How many values a parameter connects: `in` feed each output of its layer, `out` are fed by each
/// input.
public record Fans(long in, long out) {
    /// Both counts are at least 1.
    public Fans {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException(
                    "fans are at least 1, but got in "
                            + in
                            + ", out "
                            + out
                            + "; a layer with no inputs or no outputs cannot learn");
        }
    }

    /// The fans of a weight `[in, out]`; of other ranks the last axis is `out` and all others
    /// together are `in`.
    public static Fans of(Shape shape) {
        if (shape.isScalar()) {
            return new Fans(1, 1);
        }
        int out = shape.dim(-1);
        long others = shape.slice(0, shape.rank() - 1).size();
        return new Fans(Math.max(1, shape.rank() == 1 ? out : others), Math.max(1, out));
    }
}
