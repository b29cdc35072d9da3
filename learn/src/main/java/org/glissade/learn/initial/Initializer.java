package org.glissade.learn.initial;

import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// The initial values of a parameter, drawn from a stream of its own, so that they depend on the
/// seed and the parameter's path and on nothing else.
///
/// Those of this package have a text form, their `toString()`, which [#parse] reads.
@FunctionalInterface
public interface Initializer {
    /// The values of a parameter by their numbers, counted from 0 row by row. Large parameters are
    /// filled piece by piece; what takes all values together is computed here, once.
    ///
    /// @param shape of the parameter
    /// @param fans what it connects; often, but not always, told by the shape
    LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream);

    /// What a bias beside a weight with this initialiser starts from; zeros unless the method says
    /// otherwise.
    default Initializer forBias() {
        return zeros();
    }

    /// Whether the values are a start that data complete: before its first step a training scales
    /// such a weight until its layer's output has variance 1, see [#lsuv].
    default boolean isScaledByData() {
        return false;
    }

    /// These values times a gain, such as that of the activation that follows; biases stay.
    default Initializer times(double gain) {
        return new Multiplied(this, gain);
    }

    /// 0 throughout.
    static Initializer zeros() {
        return constant(0);
    }

    /// 1 throughout.
    static Initializer ones() {
        return constant(1);
    }

    /// One number throughout.
    static Initializer constant(double value) {
        return new Constant(value);
    }

    /// Normal with a mean and a standard deviation.
    static Initializer normal(double mean, double deviation) {
        return new Normal(mean, deviation);
    }

    /// Normal with a mean and a standard deviation, without what lies more than `cut` deviations
    /// from the mean. For a cut of 2 that leaves a standard deviation of 0.8796 · `deviation`.
    ///
    /// @param cut 0.1 or more
    static Initializer truncatedNormal(double mean, double deviation, double cut) {
        return new TruncatedNormal(mean, deviation, cut);
    }

    /// Uniform in [low, high).
    static Initializer uniform(double low, double high) {
        return new Uniform(low, high);
    }

    /// Uniform in ±1/√in for weights and biases alike, the default of dense layers.
    static Initializer fanIn() {
        return Scaled.of(Scaled.Law.FAN_IN);
    }

    /// Uniform with variance 2/(in + out) (Glorot, Bengio 2010, equation 16); for tanh and sigmoid.
    static Initializer glorotUniform() {
        return Scaled.of(Scaled.Law.GLOROT_UNIFORM);
    }

    /// Normal with variance 2/(in + out) (Glorot, Bengio 2010).
    static Initializer glorotNormal() {
        return Scaled.of(Scaled.Law.GLOROT_NORMAL);
    }

    /// Uniform with variance 2/in (He and others 2015, equation 10); for ReLU and its kin.
    static Initializer heUniform() {
        return Scaled.of(Scaled.Law.HE_UNIFORM);
    }

    /// Normal with variance 2/in (He and others 2015, equation 10).
    static Initializer heNormal() {
        return Scaled.of(Scaled.Law.HE_NORMAL);
    }

    /// Uniform with variance 1/in (LeCun and others 1998, section 4.6).
    static Initializer lecunUniform() {
        return Scaled.of(Scaled.Law.LECUN_UNIFORM);
    }

    /// Normal with variance 1/in (LeCun and others 1998, section 4.6).
    static Initializer lecunNormal() {
        return Scaled.of(Scaled.Law.LECUN_NORMAL);
    }

    /// A random orthogonal matrix (Saxe, McClelland, Ganguli 2014), uniform among all: columns of
    /// length 1 at right angles, or rows where there are more columns. Axes but the last count as
    /// one.
    static Initializer orthogonal() {
        return new Orthogonal(1);
    }

    /// 1 on the diagonal of a matrix `[in, out]`, else 0: each output is an input while there are
    /// some, and 0 after that.
    static Initializer identity() {
        return new Identity(1);
    }

    /// Normal with mean 0, where each output of a matrix `[in, out]` is fed by some inputs only
    /// (Martens 2010, section 5): ⌈sparsity · in⌉ of each column are 0.
    ///
    /// @param sparsity a share from 0 to 1
    static Initializer sparse(double sparsity, double deviation) {
        return new Sparse(sparsity, deviation);
    }

    /// [#orthogonal] at first; then, layer after layer, scaled so that the layer's output on a
    /// batch of the training data has variance 1 (Mishkin, Matas 2016, algorithm 1).
    static Initializer lsuv() {
        return Lsuv.ORTHOGONAL;
    }

    /// The names that texts may use: `he-uniform`, `orthogonal`, …
    static List<String> names() {
        return InitializerText.names();
    }

    /// The initialiser that a text describes, empty where it cannot be read.
    static Optional<Initializer> named(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The initialiser that a text describes: a name, and settings in brackets where it has some,
    /// such as `he-normal`, `normal(0, 0.05)` or `orthogonal(gain=1.4)`.
    ///
    /// @throws IllegalArgumentException with what was expected
    static Initializer parse(String text) {
        return parse(
                text,
                word -> {
                    throw new IllegalArgumentException(
                            "gain is a number, but got \"" + word + "\"");
                });
    }

    /// As [#parse(String)], where a gain may also be a word.
    ///
    /// @param gains the gain that a word stands for; what it throws is thrown here
    /// @throws IllegalArgumentException with what was expected
    static Initializer parse(String text, ToDoubleFunction<String> gains) {
        return InitializerText.parse(text, gains);
    }
}
