package org.glissade.learn.initial;

import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// Initialisers with mean 0 whose variance follows from the fans; formulas at the methods of
/// [Initializer].
///
/// @param gain by which all values are multiplied, finite
record Scaled(Law law, double gain) implements Initializer {
    /// How the variance follows from the fans.
    enum Law {
        FAN_IN(fans -> 1.0 / (3.0 * fans.in()), true),
        GLOROT_UNIFORM(fans -> 2.0 / (fans.in() + fans.out()), true),
        GLOROT_NORMAL(fans -> 2.0 / (fans.in() + fans.out()), false),
        HE_UNIFORM(fans -> 2.0 / fans.in(), true),
        HE_NORMAL(fans -> 2.0 / fans.in(), false),
        LECUN_UNIFORM(fans -> 1.0 / fans.in(), true),
        LECUN_NORMAL(fans -> 1.0 / fans.in(), false);

        private final ToDoubleFunction<Fans> variance;
        private final boolean uniform;

        Law(ToDoubleFunction<Fans> variance, boolean uniform) {
            this.variance = variance;
            this.uniform = uniform;
        }

        /// `he-uniform`.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Scaled {
        Setting.finite("a gain", gain);
    }

    static Scaled of(Law law) {
        return new Scaled(law, 1);
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        double deviation = gain * Math.sqrt(law.variance.applyAsDouble(fans));
        double limit = Math.sqrt(3) * deviation;
        return law.uniform
                ? i -> limit * (2 * stream.uniform(i) - 1)
                : i -> deviation * stream.normal(i);
    }

    @Override
    public Initializer forBias() {
        return law == Law.FAN_IN ? of(law) : Initializer.zeros();
    }

    @Override
    public Initializer times(double factor) {
        return new Scaled(law, gain * factor);
    }

    @Override
    public String toString() {
        return gain == 1 ? law.toString() : law + "(" + gain + ")";
    }
}
