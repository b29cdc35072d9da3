package org.glissade.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The sizes of a tensor's axes, outermost first; a scalar has none.
///
/// Axes may carry labels such as `batch` or `features`. Labels appear in messages and never take
/// part in equality. Sizes are zero or more; their product fits a `long`.
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0], List.of());

    private final int[] dims;
    private final List<String> labels;

    private Shape(int[] dims, List<String> labels) {
        this.dims = dims;
        this.labels = labels;
    }

    /// A shape with the given sizes.
    ///
    /// @throws ShapeException if a size is negative or the number of elements overflows
    public static Shape of(int... dims) {
        if (dims.length == 0) {
            return SCALAR;
        }
        long size = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw ShapeException.plain(
                        "a shape's sizes are zero or more, but got " + Arrays.toString(dims),
                        "check the computation of the negative size");
            }
            try {
                size = Math.multiplyExact(size, Math.max(1L, dim));
            } catch (ArithmeticException overflow) {
                throw ShapeException.plain(
                        "a shape of " + Arrays.toString(dims) + " has more elements than 2^63",
                        "check the sizes for a swapped or repeated axis");
            }
        }
        return new Shape(dims.clone(), List.of());
    }

    /// The shape of a single number: no axes, one element.
    public static Shape scalar() {
        return SCALAR;
    }

    /// A shape with the given sizes.
    public static Shape of(List<Integer> dims) {
        return of(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    /// This shape with labels for messages, one for each axis.
    ///
    /// @throws ShapeException if the number of labels differs from the rank
    public Shape labelled(String... names) {
        if (names.length != dims.length) {
            throw ShapeException.plain(
                    "a shape of rank "
                            + dims.length
                            + " takes "
                            + dims.length
                            + " labels, but got "
                            + names.length,
                    "name every axis, outermost first");
        }
        return new Shape(dims, List.of(names));
    }

    /// The number of axes.
    public int rank() {
        return dims.length;
    }

    /// The size of an axis; negative axes count from the end, so `-1` is the innermost.
    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /// The axis as an index from 0, accepting negative ones.
    ///
    /// @throws ShapeException if there is no such axis
    public int axis(int axis) {
        int normal = axis < 0 ? axis + dims.length : axis;
        if (normal < 0 || normal >= dims.length) {
            throw ShapeException.plain(
                    "axis "
                            + axis
                            + " does not exist in "
                            + this
                            + ", which has rank "
                            + dims.length,
                    dims.length == 0
                            ? "a scalar has no axes; broadcast or reshape it first"
                            : "use an axis from " + -dims.length + " to " + (dims.length - 1));
        }
        return normal;
    }

    /// The number of elements.
    public long size() {
        long size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return size;
    }

    /// Whether this is the shape of a single number.
    public boolean isScalar() {
        return dims.length == 0;
    }

    /// A copy of the sizes, outermost first.
    public int[] dims() {
        return dims.clone();
    }

    /// The distance in elements between neighbours along each axis in row-major order.
    public long[] strides() {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        return strides;
    }

    /// This shape with one axis set to another size.
    public Shape with(int axis, int size) {
        int[] changed = dims.clone();
        changed[axis(axis)] = size;
        return new Shape(of(changed).dims, labels);
    }

    /// This shape without the given axes.
    public Shape without(List<Integer> axes) {
        List<Integer> normal = axes.stream().map(this::axis).toList();
        List<String> names = new ArrayList<>();
        int[] kept = IntStream.range(0, dims.length).filter(i -> !normal.contains(i)).toArray();
        if (!labels.isEmpty()) {
            for (int i : kept) {
                names.add(labels.get(i));
            }
        }
        return new Shape(Arrays.stream(kept).map(i -> dims[i]).toArray(), List.copyOf(names));
    }

    /// This shape with each of the given axes set to size 1.
    public Shape withOnes(List<Integer> axes) {
        int[] changed = dims.clone();
        axes.forEach(axis -> changed[axis(axis)] = 1);
        return new Shape(changed, labels);
    }

    /// This shape's axes followed by the other's.
    public Shape concat(Shape other) {
        int[] joined = Arrays.copyOf(dims, dims.length + other.dims.length);
        System.arraycopy(other.dims, 0, joined, dims.length, other.dims.length);
        return of(joined);
    }

    /// The axes from `from` (inclusive) to `to` (exclusive).
    public Shape slice(int from, int to) {
        return of(Arrays.copyOfRange(dims, from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /// `[32, 784]`, or `[32 batch, 784 features]` with labels.
    @Override
    public String toString() {
        if (labels.isEmpty()) {
            return Arrays.toString(dims);
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < dims.length; i++) {
            parts.add(dims[i] + " " + labels.get(i));
        }
        return "[" + String.join(", ", parts) + "]";
    }
}
