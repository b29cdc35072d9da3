package org.glissade.learn.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.SoftminFuncOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Celu;
import org.glissade.learn.layer.Elu;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.LeakyRelu;
import org.glissade.learn.layer.Maxout;
import org.glissade.learn.layer.Nonlinearity;
import org.glissade.learn.layer.Prelu;
import org.glissade.learn.layer.RandomizedRelu;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every elementwise activation and its derivative at 10,000 points (as many as the property
/// `glissade.points` says), zeros, infinities, NaN and denormal numbers among them: F64 against
/// PyTorch within 1e-12, F32 against F64 within 4 units in the last place.
///
/// Both are relative to the value itself, or to the greatest term that the formula adds up: where
/// terms cancel (1 + erf x far below 0, the zero of a derivative) neither side has more digits.
class ActivationsAgainstTorchTest {
    /// Where PyTorch has another opinion, the term is NaN and nothing is compared.
    private static double notAtNan(double x) {
        return Double.isNaN(x) ? x : 0;
    }

    /// x · σ′ with 1 − σ at full size, while that is more than rounding.
    private static double product(double x) {
        return Math.abs(x) < 40 ? Math.max(1, Math.abs(x)) : 1;
    }

    /// Relative errors; PyTorch flushes to 0 what is below about 1e-306.
    private static double size(double size) {
        return Math.max(size, 1e-290);
    }

    /// Units in the last place of F32; a factor may have been denormal.
    private static double ulp(double size) {
        return Math.ulp((float) Math.max(size, 256 * Float.MIN_NORMAL));
    }

    /// An activation beside PyTorch's.
    ///
    /// @param value the greatest term of f(x)
    /// @param slope the greatest term of f′(x)
    record Case(
            Nonlinearity ours,
            UnaryOperator<Tensor> theirs,
            DoubleUnaryOperator value,
            DoubleUnaryOperator slope) {
        Case(Nonlinearity ours, UnaryOperator<Tensor> theirs) {
            this(ours, theirs, _ -> 0, _ -> 0);
        }

        Case value(DoubleUnaryOperator term) {
            return new Case(ours, theirs, term, slope);
        }

        Case slope(DoubleUnaryOperator term) {
            return new Case(ours, theirs, value, term);
        }

        @Override
        public String toString() {
            return ours.toString();
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Activation.SIGMOID, Tensor::sigmoid).slope(_ -> 1),
                new Case(Activation.TANH, Tensor::tanh).slope(_ -> 1),
                // PyTorch has the slope 1 at NaN.
                new Case(Activation.RELU, Tensor::relu)
                        .slope(ActivationsAgainstTorchTest::notAtNan),
                new Case(Activation.LEAKY_RELU, torch::leaky_relu),
                new Case(new LeakyRelu(0.2), x -> torch.leaky_relu(x, new Scalar(0.2))),
                // 1 + erf(x/√2) is a difference of nearly equal numbers below 0.
                new Case(Activation.GELU, torch::gelu).value(x -> x > -10 ? x : 0).slope(_ -> 0.5),
                new Case(Activation.SILU, torch::silu).slope(ActivationsAgainstTorchTest::product),
                // Beyond its usual threshold of 20 PyTorch returns x itself.
                new Case(
                        Activation.SOFTPLUS,
                        x -> torch.softplus(x, new Scalar(1.0), new Scalar(100.0))),
                new Case(Activation.IDENTITY, x -> x.mul(new Scalar(1))),
                // PyTorch has 0 for NaN.
                new Case(Activation.STEP, x -> x.heaviside(torch.zeros_like(x)).detach())
                        .value(ActivationsAgainstTorchTest::notAtNan),
                // PyTorch takes the difference 1/(1+|x|) − |x|/(1+|x|)², which is NaN at infinity.
                new Case(Activation.SOFTSIGN, torch::softsign)
                        .slope(x -> Double.isInfinite(x) ? Double.NaN : 1 / (1 + Math.abs(x))),
                new Case(Activation.RELU6, torch::relu6),
                new Case(Activation.SELU, torch::selu),
                // PyTorch adds 1 + tanh, so that it has no digits far below 0.
                new Case(Activation.GELU_TANH, x -> torch.gelu(x, "tanh"))
                        .value(x -> x > -10 ? x : 1)
                        .slope(x -> Math.abs(x) < 6 ? Math.max(1, x * x) : 1),
                // PyTorch has NaN at infinity.
                new Case(Activation.MISH, torch::mish)
                        .slope(x -> Double.isInfinite(x) ? Double.NaN : product(x)),
                // PyTorch's own function has its slope of 1/6 in single precision.
                new Case(
                        Activation.HARD_SIGMOID,
                        x ->
                                torch.hardtanh(
                                                x.add(new Scalar(3)),
                                                new Scalar(0.0),
                                                new Scalar(6.0))
                                        .div(new Scalar(6))),
                new Case(Activation.HARD_SIGMOID, torch::hardsigmoid).slope(_ -> Double.NaN),
                new Case(Activation.HARD_SWISH, torch::hardswish).slope(_ -> 0.5),
                new Case(Activation.HARD_TANH, torch::hardtanh),
                new Case(Activation.LOG_SIGMOID, torch::log_sigmoid),
                new Case(new Elu(), torch::elu),
                new Case(
                        new Elu(0.3),
                        x -> torch.elu(x, new Scalar(0.3), new Scalar(1.0), new Scalar(1.0))),
                new Case(new Celu(), torch::celu),
                // PyTorch's own function divides by alpha in single precision for the slope.
                new Case(new Celu(0.3), x -> torch.celu(x, new Scalar(0.3))).slope(_ -> Double.NaN),
                new Case(new Celu(0.3), x -> torch.elu(x.div(new Scalar(0.3))).mul(new Scalar(0.3)))
                        // An exponential turns relative errors of its argument into absolute ones.
                        .slope(x -> x < 0 ? (1 - x / 0.3) * Math.exp(x / 0.3) : 0),
                new Case(
                        new Prelu(),
                        x ->
                                torch.prelu(
                                        x,
                                        torch.full(new long[] {1}, new Scalar(0.25), x.options()))),
                new Case(new RandomizedRelu(), torch::rrelu));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAndSlopesAgree(Case one) {
        Points points = Points.of(one.ours());
        Array values;
        Array slopes;
        try (PointerScope _ = new PointerScope()) {
            Tensor x = Torch.variable(points.array(DType.F64));
            Tensor y = one.theirs().apply(x);
            values = Torch.array(y);
            slopes = Torch.array(Torch.gradients(y.sum(), x).getFirst());
        }
        String name = one + " in F64";
        Points.Result f64 = points.evaluate(DType.F64);
        double worst =
                Math.max(
                        points.greatestError(
                                name,
                                f64.values(),
                                values,
                                one.value(),
                                ActivationsAgainstTorchTest::size,
                                1e-12),
                        points.greatestError(
                                "slope of " + name,
                                f64.slopes(),
                                slopes,
                                one.slope(),
                                ActivationsAgainstTorchTest::size,
                                1e-12));

        Points rounded = points.rounded();
        Points.Result wide = rounded.evaluate(DType.F64);
        Points.Result f32 = rounded.evaluate(DType.F32);
        double ulps =
                rounded.greatestError(
                        one + " in F32",
                        f32.values(),
                        wide.values(),
                        one.value(),
                        ActivationsAgainstTorchTest::ulp,
                        4);
        double slopeUlps =
                rounded.greatestError(
                        "slope of " + one + " in F32",
                        f32.slopes(),
                        wide.slopes(),
                        one.slope(),
                        ActivationsAgainstTorchTest::ulp,
                        4);
        System.out.printf(
                "%s: F64 %.1e from PyTorch; F32 %.1f ulp, its slope %.1f ulp%n",
                one, worst, ulps, slopeUlps);
    }

    /// Activations that look at a whole row.
    @Test
    void activationsOfRowsAgree() {
        Map<Activation, UnaryOperator<Tensor>> rows = new LinkedHashMap<>();
        rows.put(Activation.SOFTMAX, x -> x.softmax(-1));
        rows.put(Activation.LOG_SOFTMAX, x -> x.log_softmax(-1));
        rows.put(Activation.SOFTMIN, x -> torch.softmin(x, new SoftminFuncOptions(-1)));
        rows.put(Activation.GLU, x -> torch.glu(x, -1));
        rows.put(Activation.REGLU, x -> half(x, 0).mul(half(x, 1).relu()));
        rows.put(Activation.GEGLU, x -> half(x, 0).mul(torch.gelu(half(x, 1))));
        rows.put(Activation.SWIGLU, x -> half(x, 0).mul(torch.silu(half(x, 1))));
        rows.forEach((ours, theirs) -> {
            for (double range : new double[] {4, 1e4}) {
                Judged.compare(
                        ours + " up to " + range,
                        in -> Forward.inference(ours, in.getFirst()).output(),
                        in -> theirs.apply(in.getFirst()),
                        List.of(Judged.uniform(1, -range, range, Shape.of(10_000, 10))),
                        1e-12);
            }
        });
    }

    private static Tensor half(Tensor x, int which) {
        return x.narrow(-1, 5L * which, 5);
    }

    /// A slope for each feature, and what training asks of it.
    @Test
    void learnedSlopesHaveTheGradientOfPyTorch() {
        Judged.compare(
                "prelu",
                in -> Judged.withParameters(new Prelu(0.1, false), in),
                in -> torch.prelu(in.get(0), in.get(1)),
                List.of(
                        Judged.uniform(1, -4, 4, Shape.of(10_000, 10)),
                        Judged.uniform(2, 0, 1, Shape.of(10))),
                1e-12);
    }

    @Test
    void maxoutAgrees() {
        Judged.compare(
                "maxout",
                in -> Judged.withParameters(new Maxout(6, 3), in),
                in ->
                        in.get(0)
                                .matmul(in.get(1))
                                .add(in.get(2))
                                .reshape(1000, 6, 3)
                                .amax(new long[] {-1}, false),
                List.of(
                        Judged.uniform(1, -4, 4, Shape.of(1000, 10)),
                        Judged.uniform(2, -1, 1, Shape.of(10, 18)),
                        Judged.uniform(3, -1, 1, Shape.of(18))),
                1e-12);
    }
}
