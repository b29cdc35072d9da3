package org.glissade.learn.initial;

import java.util.Arrays;
import org.glissade.learn.random.RandomStream;

/// One number throughout.
record Constant(double value) implements Initializer {
    @Override
    public void fill(double[] values, long from, Fans fans, RandomStream stream) {
        Arrays.fill(values, value);
    }
}
