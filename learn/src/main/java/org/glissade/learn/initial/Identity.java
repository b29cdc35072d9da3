package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// A gain on the diagonal of a matrix, else 0.
///
/// @param gain finite
record Identity(double gain) implements Initializer {
    Identity {
        Setting.finite("a gain", gain);
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        Setting.matrix(this, shape, 2);
        int columns = shape.dim(-1);
        return i -> i / columns == i % columns ? gain : 0;
    }

    @Override
    public Initializer times(double factor) {
        return new Identity(gain * factor);
    }

    @Override
    public String toString() {
        return gain == 1 ? "identity" : "identity(" + gain + ")";
    }
}
