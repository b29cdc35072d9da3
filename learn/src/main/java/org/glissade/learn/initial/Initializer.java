package org.glissade.learn.initial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.random.RandomStream;

/// The initial values of a parameter, drawn from a stream of its own, so that they depend on the
/// seed and the parameter's path and on nothing else.
public interface Initializer {
    /// Values for a parameter with the given fans: as many as the array is long, from the element
    /// with the number `from` on. Large parameters are filled piece by piece, so each value follows
    /// from its number alone.
    void fill(double[] values, long from, Fans fans, RandomStream stream);

    /// What a bias beside a weight with this initialiser starts from; zeros unless the method says
    /// otherwise.
    default Initializer forBias() {
        return zeros();
    }

    /// 0 throughout.
    static Initializer zeros() {
        return constant(0);
    }

    /// One number throughout.
    static Initializer constant(double value) {
        return new Constant(value);
    }

    /// Normal with a mean and a standard deviation.
    static Initializer normal(double mean, double deviation) {
        return new Normal(mean, deviation);
    }

    /// Uniform in [low, high).
    static Initializer uniform(double low, double high) {
        return new Uniform(low, high);
    }

    /// Uniform in ±1/√in for weights and biases alike, the default of dense layers.
    static Initializer fanIn() {
        return Scaled.FAN_IN;
    }

    /// Uniform with variance 2/(in + out) (Glorot, Bengio 2010, equation 16); for tanh and sigmoid.
    static Initializer glorotUniform() {
        return Scaled.GLOROT_UNIFORM;
    }

    /// Normal with variance 2/(in + out) (Glorot, Bengio 2010).
    static Initializer glorotNormal() {
        return Scaled.GLOROT_NORMAL;
    }

    /// Uniform with variance 2/in (He and others 2015, equation 10); for ReLU and its kin.
    static Initializer heUniform() {
        return Scaled.HE_UNIFORM;
    }

    /// Normal with variance 2/in (He and others 2015, equation 10).
    static Initializer heNormal() {
        return Scaled.HE_NORMAL;
    }

    /// Uniform with variance 1/in (LeCun and others 1998, section 4.6).
    static Initializer lecunUniform() {
        return Scaled.LECUN_UNIFORM;
    }

    /// Normal with variance 1/in (LeCun and others 1998, section 4.6).
    static Initializer lecunNormal() {
        return Scaled.LECUN_NORMAL;
    }

    /// The names of the initialisers that a name alone describes: `he-uniform`, `glorot-normal`, …
    static List<String> names() {
        return Arrays.stream(Scaled.values()).map(Scaled::toString).toList();
    }

    /// The initialiser of one of the [#names].
    static Optional<Initializer> named(String name) {
        return Arrays.stream(Scaled.values())
                .filter(candidate -> candidate.toString().equals(name))
                .map(Initializer.class::cast)
                .findFirst();
    }
}
