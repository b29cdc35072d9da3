package org.glissade.learn.initial;

import java.util.Arrays;
import org.glissade.learn.random.RandomStream;

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
    public void fill(double[] values, long from, Fans fans, RandomStream stream) {
        Arrays.setAll(values, i -> low + (high - low) * stream.uniform(from + i));
    }
}
