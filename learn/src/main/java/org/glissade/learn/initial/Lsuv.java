package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// A start that data complete: layer-sequential unit variance.
enum Lsuv implements Initializer {
    ORTHOGONAL;

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        return Initializer.orthogonal().values(shape, fans, stream);
    }

    @Override
    public boolean isScaledByData() {
        return true;
    }

    @Override
    public String toString() {
        return "lsuv";
    }
}
