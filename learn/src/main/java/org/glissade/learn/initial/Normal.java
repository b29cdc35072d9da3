package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// Normal with a mean and a standard deviation of zero or more.
record Normal(double mean, double deviation) implements Initializer {
    Normal {
        Setting.finite("a mean", mean);
        Setting.deviation(deviation);
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        return i -> mean + deviation * stream.normal(i);
    }

    @Override
    public String toString() {
        return "normal(" + mean + ", " + deviation + ")";
    }
}
