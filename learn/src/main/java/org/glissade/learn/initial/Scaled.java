package org.glissade.learn.initial;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.glissade.learn.random.RandomStream;

/// Initialisers with mean 0 whose variance follows from the fans; formulas at the methods of
/// [Initializer].
enum Scaled implements Initializer {
    FAN_IN(fans -> 1.0 / (3.0 * fans.in()), true),
    GLOROT_UNIFORM(fans -> 2.0 / (fans.in() + fans.out()), true),
    GLOROT_NORMAL(fans -> 2.0 / (fans.in() + fans.out()), false),
    HE_UNIFORM(fans -> 2.0 / fans.in(), true),
    HE_NORMAL(fans -> 2.0 / fans.in(), false),
    LECUN_UNIFORM(fans -> 1.0 / fans.in(), true),
    LECUN_NORMAL(fans -> 1.0 / fans.in(), false);

    private final ToDoubleFunction<Fans> variance;
    private final boolean uniform;

    Scaled(ToDoubleFunction<Fans> variance, boolean uniform) {
        this.variance = variance;
        this.uniform = uniform;
    }

    @Override
    public void fill(double[] values, long from, Fans fans, RandomStream stream) {
        double deviation = Math.sqrt(variance.applyAsDouble(fans));
        double limit = Math.sqrt(3) * deviation;
        Arrays.setAll(
                values,
                uniform
                        ? i -> limit * (2 * stream.uniform(from + i) - 1)
                        : i -> deviation * stream.normal(from + i));
    }

    @Override
    public Initializer forBias() {
        return this == FAN_IN ? this : Initializer.zeros();
    }

    /// `he-uniform`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
