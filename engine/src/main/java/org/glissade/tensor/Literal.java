package org.glissade.tensor;

import java.util.Arrays;

/// The values of a constant, immutable and compared by content.
///
/// Floating-point values are kept as `double`, integers and truth values as `long`.
public final class Literal {
    private final TensorType type;
    private final double[] floats;
    private final long[] integers;

    private Literal(TensorType type, double[] floats, long[] integers) {
        this.type = type;
        this.floats = floats;
        this.integers = integers;
        int given = type.dtype().isFloating() ? floats.length : integers.length;
        if (given != type.shape().size()) {
            throw ShapeException.plain(
                    "a constant of shape "
                            + type.shape()
                            + " takes "
                            + type.shape().size()
                            + " values, but got "
                            + given,
                    "pass as many values as the shape has elements");
        }
    }

    /// A literal of a floating-point type; F32 values are rounded to nearest.
    ///
    /// @throws ShapeException if the number of values differs from the shape's size
    public static Literal of(TensorType type, double... values) {
        if (!type.dtype().isFloating()) {
            return new Literal(
                    type, new double[0], Arrays.stream(values).mapToLong(v -> (long) v).toArray());
        }
        double[] copy = values.clone();
        if (type.dtype() == DType.F32) {
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (float) copy[i];
            }
        }
        return new Literal(type, copy, new long[0]);
    }

    /// A literal of an integer type or of truth values (0 or 1).
    ///
    /// @throws ShapeException if the number of values differs from the shape's size
    public static Literal of(TensorType type, long... values) {
        if (type.dtype().isFloating()) {
            return of(type, Arrays.stream(values).asDoubleStream().toArray());
        }
        return new Literal(type, new double[0], values.clone());
    }

    /// The type of the values.
    public TensorType type() {
        return type;
    }

    /// The value at a row-major position as a `double`.
    public double get(int index) {
        return type.dtype().isFloating() ? floats[index] : integers[index];
    }

    /// The value at a row-major position as a `long`.
    public long getLong(int index) {
        return type.dtype().isFloating() ? (long) floats[index] : integers[index];
    }

    /// Whether every value equals the given one; false for no values.
    public boolean isAll(double value) {
        int size = (int) type.shape().size();
        for (int i = 0; i < size; i++) {
            if (get(i) != value) {
                return false;
            }
        }
        return size > 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Literal literal
                && type.equals(literal.type)
                && Arrays.equals(floats, literal.floats)
                && Arrays.equals(integers, literal.integers);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + Arrays.hashCode(floats)) + Arrays.hashCode(integers);
    }

    /// The values, at most eight of them.
    @Override
    public String toString() {
        int size = (int) type.shape().size();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(8, size); i++) {
            text.append(i == 0 ? "" : ", ");
            if (type.dtype().isFloating()) {
                text.append(floats[i]);
            } else {
                text.append(integers[i]);
            }
        }
        return type.shape().isScalar() ? text.toString() : "[" + text + (size > 8 ? ", …]" : "]");
    }
}
