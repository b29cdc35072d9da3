package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// Uniform in [low, high).
record Uniform(double low, double high) implements Initializer {
    Uniform {
        if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException(
                    "a uniform distribution takes finite ends, the lower first, but got "
                            + low
                            + " and "
                            + high);
        }
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        return i -> low + (high - low) * stream.uniform(i);
    }

    @Override
    public String toString() {
        return "uniform(" + low + ", " + high + ")";
    }
}
