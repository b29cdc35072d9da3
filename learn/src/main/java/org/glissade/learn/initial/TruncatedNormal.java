package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// Normal, but drawn again where it lies more than `cut` deviations from the mean.
///
/// @param cut 0.1 or more: below, nearly all would be drawn again
record TruncatedNormal(double mean, double deviation, double cut) implements Initializer {
    /// The second draw of a value comes from so far behind the first; no parameter reaches there.
    private static final int NEXT_DRAW_SHIFT = 48;

    TruncatedNormal {
        Setting.finite("a mean", mean);
        Setting.deviation(deviation);
        Setting.require(
                cut >= 0.1 && cut <= Double.MAX_VALUE, "a cut", "0.1 or more and finite", cut);
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        return i -> {
            double drawn = stream.normal(i);
            for (long again = 1; Math.abs(drawn) > cut; again++) {
                drawn = stream.normal(i + (again << NEXT_DRAW_SHIFT));
            }
            return mean + deviation * drawn;
        };
    }

    @Override
    public String toString() {
        return "truncated-normal(" + mean + ", " + deviation + ", " + cut + ")";
    }
}
