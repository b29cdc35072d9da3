package org.glissade.testkit.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.glissade.runtime.Array;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Call;
import org.glissade.tensor.DType;
import org.glissade.tensor.RandomBits;
import org.glissade.tensor.Reduce;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.UnaryFunction;
import org.glissade.testkit.Devices;
import org.glissade.testkit.GradientCheck;
import org.glissade.testkit.conformance.OperationSamples;
import org.glissade.testkit.conformance.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation in double precision: value, gradients and second derivatives as PyTorch has
/// them.
class OperationsAgainstTorchTest {
    private static final AtomicInteger COMPARED = new AtomicInteger();
    private static final List<String> DEVICES = Devices.names().toList();
    private static final double[] EDGES = {
        0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -1.5, -2.5, 2, -2, 3, 10, -10, 25, -25, 100, -100,
        700, -700, 800, -800, 1e-5, -1e-5, 1e-10, -1e-10, 1e-200, -1e-200, 1e5, -1e5, 1e9, -1e9,
        1e17, -1e17, 1e200, -1e200, 1 / 0.0, -1 / 0.0, 0 / 0.0
    };

    @AfterAll
    static void count() {
        System.out.println("operations against PyTorch: " + COMPARED + " arrays on " + DEVICES);
    }

    private static void check(
            String name, Function<List<Tensor>, Tensor> body, List<Array> arguments, int order) {
        COMPARED.addAndGet(new TorchComparison(body, arguments, order).check(name, DEVICES, 1e-9));
    }

    @Test
    void everySampleAgrees() {
        for (Sample sample : OperationSamples.all()) {
            boolean judged = isDefinedByTorch(sample);
            if (judged && sample.dtypes().contains(DType.F64)) {
                check(sample.toString(), sample.body(), sample.arguments(DType.F64, 23), 2);
            }
            if (judged && sample.dtypes().contains(DType.I64)) {
                check(sample.toString(), sample.body(), sample.arguments(DType.I64, 29), 0);
            }
        }
    }

    /// PyTorch draws other random numbers, has no maximum of nothing, and does not know a user's
    /// own derivative.
    private static boolean isDefinedByTorch(Sample sample) {
        boolean ofNothing = sample.arguments(DType.F64, 1).stream().anyMatch(a -> a.size() == 0);
        return !sample.op().equals(RandomBits.class)
                && !(sample.op().equals(Call.class) && sample.name().contains("of its own"))
                && !(sample.op().equals(Reduce.class)
                        && ofNothing
                        && !sample.name().startsWith("sum"));
    }

    @ParameterizedTest
    @EnumSource
    void unaryFunctionsAgree(UnaryFunction function) {
        Array x = between(function.low(), function.high(), 301);
        check(function.toString(), in -> in.getFirst().unary(function), List.of(x), 2);
    }

    @ParameterizedTest
    @EnumSource
    void unaryFunctionsAgreeAtTheEdges(UnaryFunction function) {
        List<Double> edges = new ArrayList<>();
        for (double edge : EDGES) {
            // PyTorch has 0 for the sign of NaN.
            if (!(function == UnaryFunction.SIGN && Double.isNaN(edge))) {
                edges.add(edge);
            }
        }
        double[] values = edges.stream().mapToDouble(Double::doubleValue).toArray();
        for (double value : values) {
            check(
                    function + "(" + value + ")",
                    in -> in.getFirst().unary(function),
                    List.of(Array.scalar(value)),
                    0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryFunctionsAgree(BinaryFunction function) {
        double[] left = function.interval(0);
        double[] right = function.interval(1);
        Array a = between(left[0], left[1], 301);
        Array b = between(right[0], right[1], 301);
        check(function.toString(), in -> in.get(0).binary(function, in.get(1)), List.of(a, b), 2);
        check(
                function + " with ties",
                in -> in.get(0).binary(function, in.get(1)),
                List.of(b, b.copy()),
                1);
    }

    @Test
    void powersOfZeroHaveTheGradientsOfPolynomials() {
        Array x = Array.of(Shape.of(3), 0.0, 1.5, -2.0);
        for (int exponent = 0; exponent <= 4; exponent++) {
            double power = exponent;
            Function<List<Tensor>, Tensor> body =
                    in -> in.getFirst().power(in.getFirst().onesLike().times(power));
            check("power " + exponent + " at 0", body, List.of(x), 1);
            // PyTorch's own second derivative of x⁰ is NaN at 0.
            GradientCheck.of(body).check(x);
        }
    }

    private static Array between(double low, double high, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Array array = Array.zeros(DType.F64, Shape.of(67));
        for (int i = 0; i < array.size(); i++) {
            array.setFlat(i, random.nextDouble(low, high));
        }
        return array;
    }
}
