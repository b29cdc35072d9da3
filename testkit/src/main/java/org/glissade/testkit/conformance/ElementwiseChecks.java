package org.glissade.testkit.conformance;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.LogicFunction;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.UnaryFunction;
import org.glissade.testkit.GradientCheck;
import org.glissade.testkit.Tolerance;

/// Every elementwise function with every element type and size, at its definition.
record ElementwiseChecks(Device device) {
    private static final List<DType> NUMERIC = List.of(DType.F32, DType.F64, DType.I32, DType.I64);

    static List<Check> of(Device device) {
        ElementwiseChecks checks = new ElementwiseChecks(device);
        List<Check> all = new ArrayList<>();
        for (UnaryFunction function : UnaryFunction.values()) {
            all.add(new Check("unary " + function, () -> checks.unary(function)));
        }
        for (BinaryFunction function : BinaryFunction.values()) {
            all.add(new Check("binary " + function, () -> checks.binary(function)));
        }
        for (CompareFunction function : CompareFunction.values()) {
            all.add(new Check("compare " + function, () -> checks.compare(function)));
        }
        for (LogicFunction function : LogicFunction.values()) {
            all.add(new Check("logic " + function, () -> checks.logic(function)));
        }
        all.add(new Check("select", checks::select));
        all.add(new Check("cast", checks::cast));
        return all;
    }

    private int unary(UnaryFunction function) {
        int cases = 0;
        for (DType dtype : NUMERIC) {
            if (!dtype.isFloating() && !function.onIntegers()) {
                continue;
            }
            List<Array> inputs = new ArrayList<>(List.of(Values.special(dtype)));
            for (int size : Values.SIZES) {
                inputs.add(
                        Values.uniform(
                                dtype, Shape.of(size), function.low(), function.high(), size));
            }
            for (Array x : inputs) {
                Array actual =
                        Evaluation.value(device, in -> in.getFirst().unary(function), List.of(x));
                double[] expected = new double[Math.toIntExact(x.size())];
                if (dtype.isFloating()) {
                    Arrays.setAll(expected, i -> function.apply(x.getFlat(i)));
                    judge(function + " of " + x, actual, expected);
                } else {
                    Array reference =
                            Evaluation.value(
                                    Device.named("reference"),
                                    in -> in.getFirst().unary(function),
                                    List.of(x));
                    assertThatArray(actual).as(function + " of " + x).isEqualTo(reference);
                }
                cases++;
            }
        }
        for (int size : new int[] {5, 131}) {
            Array x = Values.smooth(Shape.of(size), function.low(), function.high(), 100L + size);
            gradient(in -> in.getFirst().unary(function)).check(x);
            cases += 2;
        }
        return cases;
    }

    private int binary(BinaryFunction function) {
        int cases = 0;
        for (DType dtype : NUMERIC) {
            if (!dtype.isFloating() && !function.onIntegers()) {
                continue;
            }
            List<List<Array>> inputs = new ArrayList<>(List.of(Values.specialPairs(dtype)));
            double[] left = function.interval(0);
            double[] right = function.interval(1);
            for (int size : Values.SIZES) {
                Shape shape = Shape.of(size);
                inputs.add(
                        List.of(
                                Values.uniform(dtype, shape, left[0], left[1], size),
                                Values.uniform(dtype, shape, right[0], right[1], ~size)));
            }
            for (List<Array> pair : inputs) {
                Array actual =
                        Evaluation.value(device, in -> in.get(0).binary(function, in.get(1)), pair);
                if (dtype.isFloating()) {
                    judge(
                            function + " of " + pair,
                            actual,
                            expected(function::apply, pair.get(0), pair.get(1)));
                } else {
                    Array reference =
                            Evaluation.value(
                                    Device.named("reference"),
                                    in -> in.get(0).binary(function, in.get(1)),
                                    pair);
                    assertThatArray(actual).as(function + " of " + pair).isEqualTo(reference);
                }
                cases++;
            }
        }
        for (int size : new int[] {5, 131}) {
            double[] left = function.interval(0);
            double[] right = function.interval(1);
            Array a = Values.smooth(Shape.of(size), left[0], left[1], 200L + size);
            Array b = Values.smooth(Shape.of(size), right[0], right[1], 300L + size);
            for (long i = 0; i < size; i++) {
                if (Math.abs(a.getFlat(i) - b.getFlat(i)) < 0.02) {
                    a.setFlat(i, b.getFlat(i) + 0.04);
                }
            }
            gradient(in -> in.get(0).binary(function, in.get(1))).check(a, b);
            cases += 2;
        }
        return cases;
    }

    private static double[] expected(DoubleBinaryOperator function, Array a, Array b) {
        double[] expected = new double[Math.toIntExact(a.size())];
        Arrays.setAll(expected, i -> function.applyAsDouble(a.getFlat(i), b.getFlat(i)));
        return expected;
    }

    private GradientCheck gradient(java.util.function.Function<List<Tensor>, Tensor> function) {
        return GradientCheck.of(function).on(device);
    }

    private static void judge(String name, Array actual, double[] expected) {
        Tolerance tolerance =
                actual.dtype() == DType.F32
                        ? Tolerance.ulps(4)
                        : new Tolerance(1e-12, Double.MIN_NORMAL, 0);
        assertThatArray(actual).as(name).hasValuesCloseTo(expected, tolerance);
    }

    private int compare(CompareFunction function) {
        int cases = 0;
        for (DType dtype : NUMERIC) {
            List<List<Array>> inputs = new ArrayList<>(List.of(Values.specialPairs(dtype)));
            for (int size : Values.SIZES) {
                // Few different values, so that equal ones meet.
                Array a = Values.uniform(DType.I32, Shape.of(size), -3, 3, size);
                Array b = Values.uniform(DType.I32, Shape.of(size), -3, 3, ~size);
                inputs.add(List.of(a.cast(dtype), b.cast(dtype)));
            }
            for (List<Array> pair : inputs) {
                Array a = pair.get(0);
                Array b = pair.get(1);
                Array actual =
                        Evaluation.value(
                                device, in -> in.get(0).compare(function, in.get(1)), pair);
                Array expected = Array.zeros(DType.BOOL, a.shape());
                for (long i = 0; i < a.size(); i++) {
                    boolean holds =
                            dtype.isFloating()
                                    ? function.test(a.getFlat(i), b.getFlat(i))
                                    : function.test(a.getLong(i), b.getLong(i));
                    expected.setLong(i, holds ? 1 : 0);
                }
                assertThatArray(actual).as(function + " of " + pair).isEqualTo(expected);
                cases++;
            }
        }
        return cases;
    }

    private int logic(LogicFunction function) {
        int cases = 0;
        for (int size : Values.SIZES) {
            Array a = Values.any(DType.BOOL, Shape.of(size), size);
            Array b = Values.any(DType.BOOL, Shape.of(size), ~size);
            Array actual =
                    Evaluation.value(
                            device,
                            in ->
                                    switch (function) {
                                        case AND -> in.get(0).and(in.get(1));
                                        case OR -> in.get(0).or(in.get(1));
                                        case XOR -> in.get(0).xor(in.get(1));
                                    },
                            List.of(a, b));
            Array expected = Array.zeros(DType.BOOL, a.shape());
            for (long i = 0; i < size; i++) {
                boolean holds = function.apply(a.getLong(i) == 1, b.getLong(i) == 1);
                expected.setLong(i, holds ? 1 : 0);
            }
            assertThatArray(actual).as(function + " at size " + size).isEqualTo(expected);
            cases++;
        }
        return cases;
    }

    private int select() {
        int cases = 0;
        for (DType dtype : DType.values()) {
            for (int size : Values.SIZES) {
                Shape shape = Shape.of(size);
                Array condition = Values.any(DType.BOOL, shape, size);
                Array a = Values.any(dtype, shape, size + 1L);
                Array b = Values.any(dtype, shape, size + 2L);
                Array actual =
                        Evaluation.value(
                                device,
                                in -> Tensor.select(in.get(0), in.get(1), in.get(2)),
                                List.of(condition, a, b));
                Array expected = b.copy();
                for (long i = 0; i < size; i++) {
                    if (condition.getLong(i) == 1) {
                        if (dtype.isFloating()) {
                            expected.setFlat(i, a.getFlat(i));
                        } else {
                            expected.setLong(i, a.getLong(i));
                        }
                    }
                }
                assertThatArray(actual)
                        .as("select of " + dtype + " at size " + size)
                        .isEqualTo(expected);
                cases++;
            }
        }
        return cases;
    }

    private int cast() {
        int cases = 0;
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                List<Array> inputs = new ArrayList<>(List.of(Values.special(from)));
                for (int size : Values.SIZES) {
                    inputs.add(Values.any(from, Shape.of(size), size));
                }
                for (Array x : inputs) {
                    Array actual =
                            Evaluation.value(device, in -> in.getFirst().cast(to), List.of(x));
                    Array expected = Array.zeros(to, x.shape());
                    for (long i = 0; i < x.size(); i++) {
                        cast(x, i, expected);
                    }
                    assertThatArray(actual)
                            .as("cast to " + to + " of " + x)
                            .isCloseTo(expected, Tolerance.exact());
                    cases++;
                }
            }
        }
        return cases;
    }

    /// The rules of conversion, written once more.
    private static void cast(Array x, long i, Array to) {
        boolean floating = x.dtype().isFloating();
        double wide = floating ? x.getFlat(i) : Double.NaN;
        long whole = floating ? 0 : x.getLong(i);
        switch (to.dtype()) {
            case F32 -> to.setFlat(i, floating ? (float) wide : (float) whole);
            case F64 -> to.setFlat(i, floating ? wide : (double) whole);
            case I32 -> to.setLong(i, floating ? (int) wide : (int) whole);
            case I64 -> to.setLong(i, floating ? (long) wide : whole);
            case BOOL -> to.setLong(i, (floating ? wide != 0 : whole != 0) ? 1 : 0);
        }
    }
}
