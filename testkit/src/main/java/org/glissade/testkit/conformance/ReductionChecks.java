package org.glissade.testkit.conformance;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.List;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.ArgReduce;
import org.glissade.tensor.DType;
import org.glissade.tensor.Reduce;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.Shape;
import org.glissade.testkit.Tolerance;

/// Reductions along inner, outer and middle axes at all sizes, with ties, NaN and infinities,
/// against plain loops.
record ReductionChecks(Device device) {
    private static final List<DType> NUMERIC = List.of(DType.F32, DType.F64, DType.I32, DType.I64);

    static List<Check> of(Device device) {
        ReductionChecks checks = new ReductionChecks(device);
        List<Check> all = new ArrayList<>();
        for (ReduceFunction function : ReduceFunction.values()) {
            all.add(new Check("reduce " + function, () -> checks.reduce(function)));
        }
        for (ReduceFunction function : List.of(ReduceFunction.MAX, ReduceFunction.MIN)) {
            all.add(new Check("arg" + function, () -> checks.argument(function)));
        }
        return all;
    }

    /// Outer × middle × inner, reduced along the middle.
    private static List<int[]> boxes() {
        List<int[]> boxes = new ArrayList<>();
        for (int size : Values.SIZES) {
            boxes.add(new int[] {1, size, 1});
            if (size <= 5_003) {
                boxes.add(new int[] {3, size, 1});
                boxes.add(new int[] {1, size, 3});
                boxes.add(new int[] {1, 3, size});
                boxes.add(new int[] {size, 5, 1});
                boxes.add(new int[] {2, 7, Math.min(size, 37)});
            }
        }
        boxes.add(new int[] {37, 1_009, 1});
        boxes.add(new int[] {1, 1_009, 37});
        boxes.add(new int[] {16, 50, 64});
        return boxes;
    }

    private int reduce(ReduceFunction function) {
        int cases = 0;
        Reduce op = new Reduce(function, List.of(1));
        for (DType dtype : NUMERIC) {
            for (int[] box : boxes()) {
                reduce(op, Values.any(dtype, Shape.of(box), box[1]), box);
                cases++;
            }
            if (dtype.isFloating()) {
                for (int size : new int[] {1, 7, 8, 9, 17, 37, 1_000}) {
                    for (double special : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
                        int[] box = {2, size, 1};
                        Array x = Values.any(dtype, Shape.of(box), size);
                        x.setFlat(size / 2, special);
                        reduce(op, x, box);
                        reduce(op, x.reshape(Shape.of(1, 2, size)), new int[] {1, 2, size});
                        cases += 2;
                    }
                }
            }
        }
        return cases;
    }

    private void reduce(Reduce op, Array x, int[] box) {
        Array actual =
                Evaluation.value(
                        device, in -> in.getFirst().trace().add(op, in.getFirst()), List.of(x));
        double[] expected = new double[box[0] * box[2]];
        double[] magnitude = new double[expected.length];
        boolean sums = op.function() == ReduceFunction.SUM;
        for (int i = 0; i < expected.length; i++) {
            expected[i] = identity(op.function(), x.dtype());
            for (int k = 0; k < box[1]; k++) {
                double value = x.getFlat(position(box, i, k));
                expected[i] = op.function().apply(expected[i], value);
                magnitude[i] += Math.abs(value);
            }
        }
        double epsilon = x.dtype() == DType.F32 ? 0x1p-24 : 0x1p-52;
        Tolerance tolerance =
                sums && x.dtype().isFloating()
                        ? Tolerance.relative(epsilon * (box[1] + 2))
                        : Tolerance.exact();
        assertThatArray(actual)
                .as(op.text() + " of " + x.type())
                .hasValuesCloseTo(expected, tolerance, finite(magnitude));
    }

    private static double identity(ReduceFunction function, DType dtype) {
        return switch (dtype) {
            case F32, F64 -> function.identity();
            case I32 -> (int) function.identity();
            case I64, BOOL -> (long) function.identity();
        };
    }

    private static double[] finite(double[] magnitude) {
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[i] = Double.isFinite(magnitude[i]) ? magnitude[i] : 0;
        }
        return magnitude;
    }

    private static long position(int[] box, int result, int k) {
        int outer = result / box[2];
        int inner = result % box[2];
        return ((long) outer * box[1] + k) * box[2] + inner;
    }

    private int argument(ReduceFunction function) {
        int cases = 0;
        for (DType dtype : NUMERIC) {
            for (int[] box : boxes()) {
                if (box[1] == 0) {
                    continue;
                }
                // Few different values, so that there are ties.
                Array x = Values.uniform(DType.I32, Shape.of(box), -2, 3, box[1]).cast(dtype);
                argument(function, x, box);
                cases++;
                if (dtype.isFloating() && x.size() > 2) {
                    x.setFlat(x.size() / 2, Double.NaN);
                    x.setFlat(x.size() / 2 + 1, Double.NaN);
                    argument(function, x, box);
                    cases++;
                }
            }
        }
        return cases;
    }

    private void argument(ReduceFunction function, Array x, int[] box) {
        ArgReduce op = new ArgReduce(function, 1);
        Array actual =
                Evaluation.value(
                        device, in -> in.getFirst().trace().add(op, in.getFirst()), List.of(x));
        double[] expected = new double[box[0] * box[2]];
        for (int i = 0; i < expected.length; i++) {
            int best = 0;
            for (int k = 1; k < box[1]; k++) {
                double candidate = x.getFlat(position(box, i, k));
                double holder = x.getFlat(position(box, i, best));
                boolean wins =
                        function == ReduceFunction.MAX ? candidate > holder : candidate < holder;
                if (!Double.isNaN(holder) && (wins || Double.isNaN(candidate))) {
                    best = k;
                }
            }
            expected[i] = best;
        }
        assertThatArray(actual)
                .as(op.text() + " of " + x.type())
                .hasDType(DType.I32)
                .hasValuesCloseTo(expected, Tolerance.exact());
    }
}
