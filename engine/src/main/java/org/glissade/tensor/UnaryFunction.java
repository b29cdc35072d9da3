package org.glissade.tensor;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Elementwise functions of one argument: each constant holds its reference value, its derivative
/// as graph, and the interval on which tests sample it.
///
/// Adding one is one constant here and one method on [Tensor]; backends take it up through their
/// exhaustive switches, and the conformance suite iterates over this enum.
public enum UnaryFunction {
    /// −x.
    NEGATE(x -> -x, (x, y, g) -> g.negate(), -3, 3),
    /// |x|; derivative sign(x), 0 at 0.
    ABS(Math::abs, (x, y, g) -> g.times(x.sign()), -3, 3),
    /// −1, 0 or 1; derivative 0.
    SIGN(Math::signum, (x, y, g) -> null, -3, 3),
    /// eˣ.
    EXP(Math::exp, (x, y, g) -> g.times(y), -3, 3),
    /// eˣ − 1, accurate near 0.
    EXPM1(Math::expm1, (x, y, g) -> g.times(y.plus(1)), -2, 2),
    /// Natural logarithm; −∞ at 0, NaN below.
    LOG(Math::log, (x, y, g) -> g.dividedBy(x), 0.1, 4),
    /// log(1 + x), accurate near 0.
    LOG1P(Math::log1p, (x, y, g) -> g.dividedBy(x.plus(1)), -0.8, 3),
    /// Square root; NaN below 0.
    SQRT(Math::sqrt, (x, y, g) -> g.dividedBy(y.times(2)), 0.1, 4),
    /// Sine of radians.
    SIN(Math::sin, (x, y, g) -> g.times(x.cos()), -4, 4),
    /// Cosine of radians.
    COS(Math::cos, (x, y, g) -> g.times(x.sin()).negate(), -4, 4),
    /// Tangent of radians; derivative 1 + tan²x.
    TAN(Math::tan, (x, y, g) -> g.times(y.square().plus(1)), -1.3, 1.3),
    /// Arc sine in radians; NaN outside [−1, 1].
    ASIN(Math::asin, (x, y, g) -> g.dividedBy(x.square().negate().plus(1).sqrt()), -0.9, 0.9),
    /// Arc cosine in radians; NaN outside [−1, 1].
    ACOS(
            Math::acos,
            (x, y, g) -> g.dividedBy(x.square().negate().plus(1).sqrt()).negate(),
            -0.9,
            0.9),
    /// Arc tangent in radians.
    ATAN(Math::atan, (x, y, g) -> g.dividedBy(x.square().plus(1)), -3, 3),
    /// Hyperbolic sine.
    SINH(Math::sinh, (x, y, g) -> g.times(x.cosh()), -3, 3),
    /// Hyperbolic cosine.
    COSH(Math::cosh, (x, y, g) -> g.times(x.sinh()), -3, 3),
    /// Hyperbolic tangent; derivative 1 − tanh²x.
    TANH(Math::tanh, (x, y, g) -> g.times(y.square().negate().plus(1)), -3, 3),
    /// Inverse hyperbolic sine.
    ASINH(SpecialFunctions::asinh, (x, y, g) -> g.dividedBy(x.square().plus(1).sqrt()), -3, 3),
    /// Inverse hyperbolic cosine; NaN below 1.
    ACOSH(
            SpecialFunctions::acosh,
            (x, y, g) -> g.dividedBy(x.minus(1).sqrt().times(x.plus(1).sqrt())),
            1.2,
            4),
    /// Inverse hyperbolic tangent; NaN outside [−1, 1].
    ATANH(
            SpecialFunctions::atanh,
            (x, y, g) -> g.dividedBy(x.square().negate().plus(1)),
            -0.9,
            0.9),
    /// The error function 2/√π ∫₀ˣ e^(−t²) dt.
    ERF(
            SpecialFunctions::erf,
            (x, y, g) -> g.times(x.square().negate().exp()).times(2 / Math.sqrt(Math.PI)),
            -3,
            3),
    /// The logistic function 1 / (1 + e⁻ˣ); derivative y(1 − y).
    SIGMOID(SpecialFunctions::sigmoid, (x, y, g) -> g.times(y).times(y.negate().plus(1)), -5, 5),
    /// log(1 + eˣ), without overflow; derivative the logistic function.
    SOFTPLUS(SpecialFunctions::softplus, (x, y, g) -> g.times(x.sigmoid()), -5, 5),
    /// max(x, 0); derivative 1 for x > 0, else 0. NaN stays NaN.
    RELU(
            x -> x <= 0 ? 0 : x,
            (x, y, g) -> Tensor.select(x.greaterThan(0), g, g.zerosLike()),
            -3,
            3),
    /// The greatest integer not above x; derivative 0.
    FLOOR(Math::floor, (x, y, g) -> null, -3, 3),
    /// The least integer not below x; derivative 0.
    CEIL(Math::ceil, (x, y, g) -> null, -3, 3),
    /// The nearest integer, halves to even; derivative 0.
    ROUND(Math::rint, (x, y, g) -> null, -3, 3);

    /// The derivative of a function as graph.
    @FunctionalInterface
    interface Derivative {
        /// The gradient towards `x`, given the argument, the result and the gradient of the result;
        /// null where it is 0 everywhere.
        @Nullable Tensor apply(Tensor x, Tensor y, Tensor gradient);
    }

    private final DoubleUnaryOperator reference;
    private final Derivative derivative;
    private final double low;
    private final double high;

    UnaryFunction(DoubleUnaryOperator reference, Derivative derivative, double low, double high) {
        this.reference = reference;
        this.derivative = derivative;
        this.low = low;
        this.high = high;
    }

    /// The value in double precision: the definition that every backend is held to.
    public double apply(double x) {
        return reference.applyAsDouble(x);
    }

    /// Whether integer tensors have it too; the others take floating point only.
    public boolean onIntegers() {
        return this == NEGATE || this == ABS || this == SIGN;
    }

    /// The lower end of the interval on which tests sample the function.
    public double low() {
        return low;
    }

    /// The upper end of the interval on which tests sample the function.
    public double high() {
        return high;
    }

    Derivative derivative() {
        return derivative;
    }

    /// The name in graph texts and messages.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
