package org.glissade.testkit.conformance;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.List;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.DType;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.testkit.GradientCheck;
import org.glissade.testkit.Tolerance;

/// Matrix products of all sizes around the lane counts and in all layouts, against three plain
/// loops.
record ProductChecks(Device device) {
    private static final int[] SIZES = {0, 1, 3, 4, 5, 8, 9, 17, 37};
    private static final int[][] LARGE = {
        {130, 257, 67}, {64, 784, 128}, {1, 5_003, 3}, {257, 1, 129}, {33, 64, 1}, {200, 300, 7}
    };
    private static final int[][] ORDERS = {
        {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
    };
    private static final Dot MATRICES = new Dot(List.of(), List.of(), List.of(1), List.of(0));

    static List<Check> of(Device device) {
        ProductChecks checks = new ProductChecks(device);
        return List.of(
                new Check("products of small matrices", checks::small),
                new Check("products of large matrices", checks::large),
                new Check("products in all layouts", checks::layouts),
                new Check("matmul of all ranks", checks::ranks));
    }

    private int small() {
        int cases = 0;
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (int m : SIZES) {
                for (int k : SIZES) {
                    for (int n : SIZES) {
                        matrices(dtype, m, k, n);
                        cases++;
                    }
                }
            }
        }
        for (DType dtype : List.of(DType.I32, DType.I64)) {
            for (int size : SIZES) {
                matrices(dtype, size, 5, size);
                matrices(dtype, 3, size, 4);
                cases += 2;
            }
        }
        return cases;
    }

    private int large() {
        int cases = 0;
        for (int[] size : LARGE) {
            matrices(DType.F32, size[0], size[1], size[2]);
            matrices(DType.F64, size[0], size[1], size[2]);
            cases += 2;
        }
        return cases;
    }

    private void matrices(DType dtype, int m, int k, int n) {
        product(
                dtype,
                MATRICES,
                Shape.of(m, k),
                Shape.of(k, n),
                new int[] {1, m, k, n},
                new int[] {0, k, 1},
                new int[] {0, n, 1});
    }

    /// Batch, row and contracted axis of the left operand in every order, likewise on the right.
    private int layouts() {
        int cases = 0;
        for (int[] dims : new int[][] {{3, 4, 5, 6}, {2, 9, 17, 1}, {1, 33, 8, 20}}) {
            for (int[] left : ORDERS) {
                for (int[] right : ORDERS) {
                    // Axis left[i] holds: 0 batch, 1 row, 2 contracted; on the right 1 is
                    // contracted and 2 the column.
                    Dot dot =
                            new Dot(
                                    List.of(left[0]),
                                    List.of(right[0]),
                                    List.of(left[2]),
                                    List.of(right[1]));
                    int[] a = new int[3];
                    a[left[0]] = dims[0];
                    a[left[1]] = dims[1];
                    a[left[2]] = dims[2];
                    int[] b = new int[3];
                    b[right[0]] = dims[0];
                    b[right[1]] = dims[2];
                    b[right[2]] = dims[3];
                    long[] as = Shape.of(a).strides();
                    long[] bs = Shape.of(b).strides();
                    for (DType dtype : List.of(DType.F32, DType.F64)) {
                        product(
                                dtype,
                                dot,
                                Shape.of(a),
                                Shape.of(b),
                                dims,
                                ints(as[left[0]], as[left[1]], as[left[2]]),
                                ints(bs[right[0]], bs[right[1]], bs[right[2]]));
                        cases++;
                    }
                    if (dims[0] == 3) {
                        GradientCheck.of(in -> in.get(0).dot(in.get(1), dot))
                                .on(device)
                                .check(
                                        Values.any(DType.F64, Shape.of(a), 5),
                                        Values.any(DType.F64, Shape.of(b), 6));
                        cases += 2;
                    }
                }
            }
        }
        return cases;
    }

    private static int[] ints(long... values) {
        return java.util.Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    /// @param dims sizes of batch, rows, contracted axis and columns
    /// @param as strides of batch, row and contracted axis on the left
    /// @param bs strides of batch, contracted axis and column on the right
    private void product(
            DType dtype, Dot dot, Shape left, Shape right, int[] dims, int[] as, int[] bs) {
        Array a = Values.any(dtype, left, 17);
        Array b = Values.any(dtype, right, 18);
        Array actual = Evaluation.value(device, in -> in.get(0).dot(in.get(1), dot), List.of(a, b));
        int size = dims[0] * dims[1] * dims[3];
        double[] expected = new double[size];
        double[] magnitude = new double[size];
        double[] x = a.toDoubles();
        double[] y = b.toDoubles();
        int next = 0;
        for (int batch = 0; batch < dims[0]; batch++) {
            for (int i = 0; i < dims[1]; i++) {
                for (int j = 0; j < dims[3]; j++) {
                    double sum = 0;
                    double absolute = 0;
                    for (int k = 0; k < dims[2]; k++) {
                        double term =
                                x[batch * as[0] + i * as[1] + k * as[2]]
                                        * y[batch * bs[0] + k * bs[1] + j * bs[2]];
                        sum += term;
                        absolute += Math.abs(term);
                    }
                    expected[next] = sum;
                    magnitude[next++] = absolute;
                }
            }
        }
        double epsilon = dtype == DType.F32 ? 0x1p-24 : 0x1p-52;
        Tolerance tolerance =
                dtype.isFloating()
                        ? Tolerance.relative(epsilon * (dims[2] + 2))
                        : Tolerance.exact();
        assertThatArray(actual)
                .as(dot.text() + " of " + a.type() + " and " + b.type())
                .hasValuesCloseTo(expected, tolerance, magnitude);
    }

    private int ranks() {
        int cases = 0;
        int[][][] pairs = {
            {{5}, {5}},
            {{3, 5}, {5}},
            {{5}, {5, 4}},
            {{2, 3, 5}, {5}},
            {{2, 3, 5}, {5, 4}},
            {{5}, {2, 5, 4}},
            {{3, 5}, {2, 5, 4}},
            {{2, 3, 5}, {2, 5, 4}},
            {{2, 3, 5}, {1, 5, 4}},
            {{6, 1, 3, 5}, {2, 5, 4}},
            {{0, 3, 5}, {0, 5, 4}},
            {{2, 3, 0}, {2, 0, 4}},
        };
        for (int[][] pair : pairs) {
            List<Array> arguments = new ArrayList<>();
            for (int[] dims : pair) {
                arguments.add(Values.any(DType.F64, Shape.of(dims), dims.length));
            }
            String name = arguments.get(0).type() + " times " + arguments.get(1).type();
            Array actual = Evaluation.value(device, ProductChecks::multiply, arguments);
            Array expected =
                    Evaluation.value(Device.named("reference"), ProductChecks::multiply, arguments);
            assertThatArray(actual).as(name).isCloseTo(expected, new Tolerance(1e-12, 1e-13, 0));
            GradientCheck.of(ProductChecks::multiply)
                    .on(device)
                    .check(arguments.toArray(Array[]::new));
            cases += 3;
        }
        return cases;
    }

    private static Tensor multiply(List<Tensor> in) {
        return in.get(0).matmul(in.get(1));
    }
}
