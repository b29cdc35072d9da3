package org.glissade.testkit.conformance;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.List;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.testkit.Tolerance;

/// Gathering and scattering rows at all sizes, with repeated indices and indices out of range.
record IndexChecks(Device device) {
    static List<Check> of(Device device) {
        IndexChecks checks = new IndexChecks(device);
        return List.of(
                new Check("gather at all sizes", checks::gather),
                new Check("scatter-add at all sizes", checks::scatter),
                new Check("one-hot", checks::oneHot),
                new Check("an index out of range is an error", checks::outOfRange));
    }

    private int gather() {
        int cases = 0;
        for (DType index : List.of(DType.I32, DType.I64)) {
            for (int size : Values.SIZES) {
                for (int width : new int[] {1, 3, 8, 17}) {
                    if (size * (long) width > 200_000) {
                        continue;
                    }
                    Array table = Values.any(DType.F32, Shape.of(11, width), size);
                    Array rows = Values.uniform(index, Shape.of(size), 0, 11, width);
                    Array actual =
                            Evaluation.value(
                                    device,
                                    in -> in.get(0).gather(0, in.get(1)),
                                    List.of(table, rows));
                    double[] expected = new double[size * width];
                    for (int i = 0; i < expected.length; i++) {
                        long row = rows.getLong(i / width);
                        expected[i] = table.getFlat(row * width + i % width);
                    }
                    assertThatArray(actual)
                            .as("gather of " + rows.type() + " from " + table.type())
                            .hasShape(size, width)
                            .hasValuesCloseTo(expected, Tolerance.exact());
                    cases++;
                }
            }
        }
        return cases;
    }

    private int scatter() {
        int cases = 0;
        for (DType dtype : List.of(DType.F32, DType.F64, DType.I32, DType.I64)) {
            for (int size : Values.SIZES) {
                for (int width : new int[] {1, 3, 8, 17}) {
                    if (size * (long) width > 200_000) {
                        continue;
                    }
                    Array base = Values.any(dtype, Shape.of(11, width), size);
                    Array rows = Values.uniform(DType.I32, Shape.of(size), 0, 11, width);
                    Array updates = Values.any(dtype, Shape.of(size, width), ~size);
                    Array actual =
                            Evaluation.value(
                                    device,
                                    in -> in.get(0).scatterAdd(0, in.get(1), in.get(2)),
                                    List.of(base, rows, updates));
                    double[] expected = base.toDoubles();
                    double[] magnitude = Values.magnitudes(base).toDoubles();
                    for (int i = 0; i < size * width; i++) {
                        int at = (int) rows.getLong(i / width) * width + i % width;
                        expected[at] += updates.getFlat(i);
                        magnitude[at] += Math.abs(updates.getFlat(i));
                    }
                    double epsilon = dtype == DType.F32 ? 0x1p-24 : 0x1p-52;
                    assertThatArray(actual)
                            .as("scatter-add of " + updates.type() + " to " + base.type())
                            .hasValuesCloseTo(
                                    expected,
                                    dtype.isFloating()
                                            ? Tolerance.relative(epsilon * (size + 2))
                                            : Tolerance.exact(),
                                    magnitude);
                    cases++;
                }
            }
        }
        return cases;
    }

    private int oneHot() {
        int cases = 0;
        for (DType dtype : List.of(DType.F32, DType.F64, DType.I32)) {
            Array labels = Array.of(Shape.of(5), 3, 0, -1, 2, 9);
            Array actual =
                    Evaluation.value(device, in -> in.getFirst().oneHot(4, dtype), List.of(labels));
            double[] expected = new double[20];
            expected[3] = 1;
            expected[4] = 1;
            expected[14] = 1;
            assertThatArray(actual)
                    .as("one-hot")
                    .hasDType(dtype)
                    .hasShape(5, 4)
                    .hasValuesCloseTo(expected, Tolerance.exact());
            cases++;
        }
        return cases;
    }

    private int outOfRange() {
        int cases = 0;
        for (int bad : new int[] {-1, 11, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            for (int width : new int[] {1, 8}) {
                Array table = Values.any(DType.F32, Shape.of(11, width), 1);
                Array rows = Array.of(Shape.of(4), 0, 10, bad, 3);
                Array updates = Values.any(DType.F32, Shape.of(4, width), 1);
                mustFail(
                        "gather of index " + bad,
                        in -> in.get(0).gather(0, in.get(1)),
                        table,
                        rows,
                        updates);
                mustFail(
                        "scatter-add to index " + bad,
                        in -> in.get(0).scatterAdd(0, in.get(1), in.get(2)),
                        table,
                        rows,
                        updates);
                cases += 2;
            }
        }
        return cases;
    }

    private void mustFail(
            String name, java.util.function.Function<List<Tensor>, Tensor> body, Array... in) {
        Array result;
        try {
            result = Evaluation.value(device, body, List.of(in));
        } catch (IndexOutOfBoundsException expected) {
            return;
        }
        throw new AssertionError(
                name
                        + " into an axis of size 11 should throw IndexOutOfBoundsException, but gave "
                        + result);
    }
}
