package org.glissade.tensor;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// Elementwise functions of two arguments of one type, with reference value, derivatives as graph,
/// and the intervals on which tests sample them.
public enum BinaryFunction {
    /// a + b.
    ADD((a, b) -> a + b, d -> List.of(d.g(), d.g()), -3, 3, -3, 3),
    /// a − b.
    SUBTRACT((a, b) -> a - b, d -> List.of(d.g(), d.g().negate()), -3, 3, -3, 3),
    /// a · b.
    MULTIPLY((a, b) -> a * b, d -> List.of(d.g().times(d.b()), d.g().times(d.a())), -3, 3, -3, 3),
    /// a / b; integers divide towards zero, and a division of an integer by 0 gives 0.
    DIVIDE(
            (a, b) -> a / b,
            d -> List.of(d.g().dividedBy(d.b()), d.g().times(d.y()).dividedBy(d.b()).negate()),
            -3,
            3,
            0.5,
            3),
    /// aᵇ; the derivative towards b is 0 where a is 0.
    POWER(
            Math::pow,
            d ->
                    List.of(
                            d.g().times(d.b()).times(d.a().power(d.nonZeroExponent().minus(1))),
                            Tensor.select(
                                    d.a().equalTo(0),
                                    d.g().zerosLike(),
                                    d.g().times(d.y())
                                            .times(
                                                    Tensor.select(
                                                                    d.a().equalTo(0),
                                                                    d.a().onesLike(),
                                                                    d.a())
                                                            .log()))),
            0.3,
            2.5,
            -2,
            2.5),
    /// The greater of a and b, NaN if either is; where equal, each gets half of the gradient.
    MAXIMUM(Math::max, d -> d.extremum(d.a().greaterThan(d.b())), -3, 3, -3, 3),
    /// The lesser of a and b, NaN if either is; where equal, each gets half of the gradient.
    MINIMUM(Math::min, d -> d.extremum(d.a().lessThan(d.b())), -3, 3, -3, 3),
    /// The angle of the point (b, a) in radians, as in `Math.atan2(a, b)`.
    ATAN2(
            Math::atan2,
            d -> {
                Tensor square = d.a().square().plus(d.b().square());
                return List.of(
                        d.g().times(d.b()).dividedBy(square),
                        d.g().times(d.a()).dividedBy(square).negate());
            },
            0.3,
            3,
            0.3,
            3);

    /// The derivatives of a function as graph.
    @FunctionalInterface
    interface Derivative {
        /// The gradients towards both arguments.
        List<@Nullable Tensor> apply(At at);
    }

    /// Where a derivative is taken: arguments, result, gradient of the result.
    record At(Tensor a, Tensor b, Tensor y, Tensor g) {
        /// b, with 1 in the place of 0: a power of 0 has slope 0 everywhere, which 0 · a⁻¹ is not
        /// at a = 0.
        Tensor nonZeroExponent() {
            Node source = b.node().op() instanceof Broadcast ? b.node().input(0) : b.node();
            if (source.op() instanceof Constant(Literal value)) {
                boolean hasZero = false;
                for (int i = 0; i < value.type().shape().size(); i++) {
                    hasZero |= value.get(i) == 0;
                }
                if (!hasZero) {
                    return b;
                }
            }
            return Tensor.select(b.equalTo(0), b.onesLike(), b);
        }

        List<@Nullable Tensor> extremum(Tensor first) {
            Tensor half = g.times(0.5);
            Tensor tie = a.equalTo(b);
            Tensor toA = Tensor.select(tie, half, Tensor.select(first, g, g.zerosLike()));
            Tensor toB = Tensor.select(tie, half, Tensor.select(first, g.zerosLike(), g));
            return List.of(toA, toB);
        }
    }

    private final DoubleBinaryOperator reference;
    private final Derivative derivative;
    private final double[] interval;

    BinaryFunction(DoubleBinaryOperator reference, Derivative derivative, double... interval) {
        this.reference = reference;
        this.derivative = derivative;
        this.interval = interval;
    }

    /// The value in double precision: the definition that every backend is held to.
    public double apply(double a, double b) {
        return reference.applyAsDouble(a, b);
    }

    /// Whether integer tensors have it too.
    public boolean onIntegers() {
        return this != POWER && this != ATAN2;
    }

    /// Whether swapping the arguments changes nothing.
    public boolean isCommutative() {
        return this == ADD || this == MULTIPLY || this == MAXIMUM || this == MINIMUM;
    }

    /// The interval on which tests sample an argument (0 or 1): low, high.
    public double[] interval(int argument) {
        return new double[] {interval[2 * argument], interval[2 * argument + 1]};
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
