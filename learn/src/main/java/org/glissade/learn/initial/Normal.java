package org.glissade.learn.initial;

import java.util.Arrays;
import org.glissade.learn.random.RandomStream;

/// Normal with a mean and a standard deviation of zero or more.
record Normal(double mean, double deviation) implements Initializer {
    Normal {
        if (!(deviation >= 0) || !Double.isFinite(mean) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException(
                    "a normal distribution takes a finite mean and a finite deviation of"
                            + " zero or more, but got "
                            + mean
                            + " and "
                            + deviation);
        }
    }

    @Override
    public void fill(double[] values, long from, Fans fans, RandomStream stream) {
        Arrays.setAll(values, i -> mean + deviation * stream.normal(from + i));
    }
}
