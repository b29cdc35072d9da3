package org.glissade.learn.layer;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.glissade.tensor.Call;
import org.glissade.tensor.Tensor;

/// The formulas of activation functions that are more than one operation, written so that neither
/// values nor gradients overflow, cancel or turn into NaN where the function itself does not.
final class Curves {
    /// λ and α of SELU, for which mean 0 and variance 1 are a stable fixed point (Klambauer and
    /// others 2017, equation 14).
    static final double SELU_SCALE = 1.0507009873554805;

    static final double SELU_ALPHA = 1.6732632423543772;

    private static final double CUBIC = 0.044715;
    private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    private Curves() {}

    /// x for x > 0, else α · (e^(x/width) − 1), with the derivative α/width · e^(x/width) there.
    /// The exponentials see no positive x: they would overflow beside the branch that is taken.
    static Tensor elu(Tensor x, double alpha, double width) {
        return withDerivative(
                "elu",
                x,
                z -> {
                    Tensor curve = atMostZero(z).dividedBy(width).expm1().times(alpha);
                    return Tensor.select(z.greaterThan(0), z, curve);
                },
                context -> {
                    Tensor z = context.input(0);
                    Tensor slope = atMostZero(z).dividedBy(width).exp().times(alpha / width);
                    Tensor gradient = context.gradient();
                    return List.of(
                            Tensor.select(z.greaterThan(0), gradient, gradient.times(slope)));
                });
    }

    /// x where it is not positive, else 0. Unlike a minimum it passes the whole gradient on at 0.
    private static Tensor atMostZero(Tensor x) {
        return Tensor.select(x.greaterThan(0), x.zerosLike(), x);
    }

    static Tensor selu(Tensor x) {
        return elu(x, SELU_ALPHA, 1).times(SELU_SCALE);
    }

    /// x for x > 0, else slope · x, with a slope that is a tensor. The product sees no positive x,
    /// so that an infinite one leaves the slope's gradient alone.
    static Tensor sloped(Tensor x, Tensor slope) {
        return Tensor.select(x.greaterThan(0), x, atMostZero(x).times(slope));
    }

    /// x limited to [low, high], with a derivative of 0 at both ends.
    static Tensor clamp(Tensor x, double low, double high) {
        Tensor inside = x.greaterThan(low).and(x.lessThan(high));
        return Tensor.select(inside, x, x.clip(low, high).stopGradient());
    }

    /// max(sign x, 0): 1 for x > 0, else 0; NaN stays NaN.
    static Tensor step(Tensor x) {
        return x.sign().relu();
    }

    /// x / (1 + |x|) with the derivative 1 / (1 + |x|)², which the rule of the quotient would
    /// compute as a difference of nearly equal numbers.
    static Tensor softsign(Tensor x) {
        return withDerivative(
                "softsign",
                x,
                z -> z.dividedBy(z.abs().plus(1)),
                context ->
                        List.of(
                                context.gradient()
                                        .dividedBy(context.input(0).abs().plus(1).square())));
    }

    /// −log(1 + e⁻ˣ).
    static Tensor logSigmoid(Tensor x) {
        return x.negate().softplus().negate();
    }

    /// x · σ(v) with v = 2√(2/π) · (x + 0.044715x³), which is ½x · (1 + tanh ½v) without the sum
    /// that cancels for negative x. The derivative is σ(v) + x · v′ · σ(v) · σ(−v).
    static Tensor geluTanh(Tensor x) {
        return withDerivative(
                "gelu-tanh",
                x,
                z -> z.times(cubic(z).sigmoid()),
                context -> {
                    Tensor z = context.input(0);
                    Tensor v = cubic(z);
                    Tensor slope = z.square().times(3 * CUBIC).plus(1).times(2 * ROOT_TWO_OVER_PI);
                    Tensor bend = z.times(slope).times(v.negate().sigmoid()).plus(1);
                    return List.of(context.gradient().times(v.sigmoid()).times(bend));
                });
    }

    private static Tensor cubic(Tensor x) {
        return x.square().times(CUBIC).plus(1).times(x).times(2 * ROOT_TWO_OVER_PI);
    }

    /// x · tanh(log(1 + n)) with n = eˣ, which is x · w / (w + 2) with w = n(n + 2); the derivative
    /// is w / (w + 2) + 4x · n(n + 1) / (w + 2)². From x = 20 on both are x and 1 to the last
    /// digit.
    static Tensor mish(Tensor x) {
        return withDerivative(
                "mish",
                x,
                z -> {
                    Tensor n = z.minimum(20).exp();
                    Tensor w = n.plus(2).times(n);
                    return z.times(w.dividedBy(w.plus(2)));
                },
                context -> {
                    Tensor z = context.input(0).minimum(20);
                    Tensor n = z.exp();
                    Tensor w = n.plus(2).times(n);
                    Tensor rise = z.times(4).times(n.plus(1).times(n));
                    Tensor slope = rise.dividedBy(w.plus(2)).plus(w).dividedBy(w.plus(2));
                    return List.of(context.gradient().times(slope));
                });
    }

    static Tensor hardSigmoid(Tensor x) {
        return clamp(x.plus(3), 0, 6).dividedBy(6);
    }

    static Tensor hardSwish(Tensor x) {
        return x.times(clamp(x.plus(3), 0, 6)).dividedBy(6);
    }

    /// The first half of the last axis times the gate of the second half.
    static Tensor gated(Tensor x, UnaryOperator<Tensor> gate) {
        List<Tensor> halves = x.split(-1, 2);
        return halves.getFirst().times(gate.apply(halves.getLast()));
    }

    private static Tensor withDerivative(
            String name, Tensor x, UnaryOperator<Tensor> body, Call.Derivative derivative) {
        return Tensor.call(name, arguments -> body.apply(arguments.getFirst()), derivative, x);
    }

    /// The gain of a function that is z above 0 and slope · z below, given the mean of slope².
    static double gainOfSlopes(double meanSquare) {
        return Math.sqrt(2 / (1 + meanSquare));
    }

    /// The gain of a function that is z above 0 and the given one below, by Simpson's rule on [−12,
    /// 0]; what is left out is below 1e-30.
    static double gainOfTail(DoubleUnaryOperator tail) {
        int steps = 12_000;
        double width = 12.0 / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double z = -i * width;
            double value = tail.applyAsDouble(z);
            double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * value * value * Math.exp(-z * z / 2);
        }
        double below = sum * width / 3 / Math.sqrt(2 * Math.PI);
        return 1 / Math.sqrt(0.5 + below);
    }

    static void requireFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " is a finite number, but got " + value);
        }
    }

    static void requirePositive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    what + " is above 0 and finite, but got " + value + "; 1 is usual");
        }
    }
}
