package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// The values of another initialiser times a finite gain.
record Multiplied(Initializer inner, double gain) implements Initializer {
    Multiplied {
        Setting.finite("a gain", gain);
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        LongToDoubleFunction values = inner.values(shape, fans, stream);
        return i -> gain * values.applyAsDouble(i);
    }

    @Override
    public Initializer forBias() {
        return inner.forBias();
    }

    @Override
    public boolean isScaledByData() {
        return inner.isScaledByData();
    }

    @Override
    public String toString() {
        return inner + " times " + gain;
    }
}
