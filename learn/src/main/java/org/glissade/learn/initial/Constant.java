package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// One finite number throughout.
record Constant(double value) implements Initializer {
    Constant {
        Setting.finite("a constant", value);
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        return _ -> value;
    }

    @Override
    public String toString() {
        return value == 0 ? "zeros" : value == 1 ? "ones" : "constant(" + value + ")";
    }
}
