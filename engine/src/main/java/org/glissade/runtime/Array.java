package org.glissade.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.glissade.backend.Elements;
import org.glissade.tensor.DType;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Origin;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.TensorType;

/// Data outside of models: numbers of one type in row-major order, in memory outside of the heap,
/// aligned to 64 bytes and freed by the garbage collector when nothing refers to it.
///
/// [#rows] and [#reshape] are views of the same memory; everything else copies. Arrays are mutable
/// and not synchronised.
public final class Array {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfByte BOOL = ValueLayout.JAVA_BYTE;

    private static final long LARGEST_BUFFER = 1 << 30;

    private final TensorType type;
    private final MemorySegment segment;

    private Array(TensorType type, MemorySegment segment) {
        this.type = type;
        this.segment = segment;
    }

    /// An array over existing memory, which must have exactly the type's size in bytes.
    static Array over(TensorType type, MemorySegment segment) {
        return new Array(type, segment.asSlice(0, type.bytes()));
    }

    /// An array of zeros.
    public static Array zeros(TensorType type) {
        return new Array(type, Arena.ofAuto().allocate(type.bytes(), 64));
    }

    /// An array of zeros.
    public static Array zeros(DType dtype, Shape shape) {
        return zeros(new TensorType(dtype, shape));
    }

    /// An F32 array with the given values in row-major order.
    ///
    /// @throws ShapeException if the number of values differs from the shape's size
    public static Array of(Shape shape, float... values) {
        Array array = sized(DType.F32, shape, values.length);
        MemorySegment.copy(values, 0, array.segment, F32, 0, values.length);
        return array;
    }

    /// An F64 array with the given values in row-major order.
    public static Array of(Shape shape, double... values) {
        Array array = sized(DType.F64, shape, values.length);
        MemorySegment.copy(values, 0, array.segment, F64, 0, values.length);
        return array;
    }

    /// An I32 array with the given values in row-major order.
    public static Array of(Shape shape, int... values) {
        Array array = sized(DType.I32, shape, values.length);
        MemorySegment.copy(values, 0, array.segment, I32, 0, values.length);
        return array;
    }

    /// An I64 array with the given values in row-major order.
    public static Array of(Shape shape, long... values) {
        Array array = sized(DType.I64, shape, values.length);
        MemorySegment.copy(values, 0, array.segment, I64, 0, values.length);
        return array;
    }

    /// A BOOL array with the given values in row-major order.
    public static Array of(Shape shape, boolean... values) {
        Array array = sized(DType.BOOL, shape, values.length);
        for (int i = 0; i < values.length; i++) {
            array.setLong(i, values[i] ? 1 : 0);
        }
        return array;
    }

    /// The values of a literal.
    public static Array of(Literal literal) {
        Array array = zeros(literal.type());
        boolean floating = literal.type().dtype().isFloating();
        for (int i = 0; i < array.size(); i++) {
            if (floating) {
                array.setFlat(i, literal.get(i));
            } else {
                array.setLong(i, literal.getLong(i));
            }
        }
        return array;
    }

    /// A single F32 number.
    public static Array scalar(float value) {
        return of(Shape.scalar(), value);
    }

    /// A single F64 number.
    public static Array scalar(double value) {
        return of(Shape.scalar(), value);
    }

    /// A single I32 number.
    public static Array scalar(int value) {
        return of(Shape.scalar(), value);
    }

    /// A single I64 number.
    public static Array scalar(long value) {
        return of(Shape.scalar(), value);
    }

    private static Array sized(DType dtype, Shape shape, int given) {
        TensorType type = new TensorType(dtype, shape);
        if (shape.size() != given) {
            throw mismatch(
                    "an array of shape "
                            + shape
                            + " takes "
                            + shape.size()
                            + " values, but got "
                            + given,
                    type,
                    "pass as many values as the shape has elements");
        }
        return zeros(type);
    }

    private static ShapeException mismatch(String rule, TensorType type, String hint) {
        return new ShapeException("array", rule, List.of(type), Origin.UNKNOWN, hint);
    }

    /// Element type and shape.
    public TensorType type() {
        return type;
    }

    /// The element type.
    public DType dtype() {
        return type.dtype();
    }

    /// The sizes of the axes.
    public Shape shape() {
        return type.shape();
    }

    /// The number of elements.
    public long size() {
        return type.shape().size();
    }

    /// The memory, of exactly the type's size in bytes, in the machine's byte order.
    public MemorySegment segment() {
        return segment;
    }

    /// The memory as byte buffers in the machine's byte order, one after the other, each of at most
    /// 1 GiB: for reading and writing files.
    public List<ByteBuffer> buffers() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (long at = 0; at < segment.byteSize(); at += LARGEST_BUFFER) {
            long bytes = Math.min(LARGEST_BUFFER, segment.byteSize() - at);
            buffers.add(segment.asSlice(at, bytes).asByteBuffer().order(ByteOrder.nativeOrder()));
        }
        return buffers;
    }

    /// The element at an index for each axis, as a `double`.
    public double get(long... index) {
        long[] strides = shape().strides();
        if (index.length != strides.length) {
            throw mismatch(
                    "takes " + strides.length + " indices, but got " + Arrays.toString(index),
                    type,
                    "give one index for each axis");
        }
        long flat = 0;
        for (int i = 0; i < index.length; i++) {
            flat += Objects.checkIndex(index[i], (long) shape().dim(i)) * strides[i];
        }
        return getFlat(flat);
    }

    /// The element at a row-major position, as a `double`.
    public double getFlat(long i) {
        return Elements.get(segment, dtype(), i);
    }

    /// The element at a row-major position, as a `long`.
    public long getLong(long i) {
        return Elements.getLong(segment, dtype(), i);
    }

    /// Sets the element at a row-major position, converted to the element type.
    public void setFlat(long i, double value) {
        Elements.set(segment, dtype(), i, value);
    }

    /// Sets the elements from a row-major position on, converted to the element type.
    public void setFlat(long from, double[] values) {
        if (dtype() == DType.F32) {
            // One plain copy: single writes to a segment are slow until compiled.
            float[] floats = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                floats[i] = (float) values[i];
            }
            MemorySegment.copy(floats, 0, segment, F32, from * F32.byteSize(), floats.length);
        } else {
            for (int i = 0; i < values.length; i++) {
                setFlat(from + i, values[i]);
            }
        }
    }

    /// Sets the element at a row-major position, converted to the element type.
    public void setLong(long i, long value) {
        Elements.setLong(segment, dtype(), i, value);
    }

    /// The values as `float`, in row-major order.
    public float[] toFloats() {
        float[] values = new float[Math.toIntExact(size())];
        if (dtype() == DType.F32) {
            MemorySegment.copy(segment, F32, 0, values, 0, values.length);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) getFlat(i);
            }
        }
        return values;
    }

    /// The values as `double`, in row-major order.
    public double[] toDoubles() {
        double[] values = new double[Math.toIntExact(size())];
        switch (dtype()) {
            case F64 -> MemorySegment.copy(segment, F64, 0, values, 0, values.length);
            case F32 -> {
                // Widened from a plain copy: single reads of a segment are slow until compiled.
                float[] floats = toFloats();
                for (int i = 0; i < values.length; i++) {
                    values[i] = floats[i];
                }
            }
            case I32, I64, BOOL -> Arrays.setAll(values, this::getFlat);
        }
        return values;
    }

    /// The values as `int`, in row-major order.
    public int[] toInts() {
        int[] values = new int[Math.toIntExact(size())];
        if (dtype() == DType.I32) {
            MemorySegment.copy(segment, I32, 0, values, 0, values.length);
        } else {
            Arrays.setAll(values, i -> (int) getLong(i));
        }
        return values;
    }

    /// The values as `long`, in row-major order.
    public long[] toLongs() {
        long[] values = new long[Math.toIntExact(size())];
        Arrays.setAll(values, this::getLong);
        return values;
    }

    /// An array of its own with the same values.
    public Array copy() {
        Array copy = zeros(type);
        copy.segment.copyFrom(segment);
        return copy;
    }

    /// A copy with another element type.
    public Array cast(DType to) {
        Array result = zeros(type.with(to));
        for (long i = 0; i < size(); i++) {
            if (dtype().isFloating()) {
                result.setFlat(i, getFlat(i));
            } else {
                result.setLong(i, getLong(i));
            }
        }
        return result;
    }

    /// The rows from `from` (inclusive) to `to` (exclusive) of the outermost axis, sharing this
    /// memory.
    public Array rows(int from, int to) {
        Objects.checkFromToIndex(from, to, shape().dim(0));
        TensorType part = type.with(shape().with(0, to - from));
        long row = shape().dim(0) == 0 ? 0 : type.bytes() / shape().dim(0);
        return new Array(part, segment.asSlice(from * row, part.bytes()));
    }

    /// The same memory under another shape of the same size.
    ///
    /// @throws ShapeException if the sizes differ
    public Array reshape(Shape to) {
        if (to.size() != size()) {
            throw mismatch(
                    "cannot be reshaped to " + to + ", which has " + to.size() + " elements",
                    type,
                    "the sizes must multiply to the same number");
        }
        return new Array(type.with(to), segment);
    }

    /// Overwrites the values with those of an array of the same type.
    ///
    /// @throws ShapeException if the types differ
    public void copyFrom(Array other) {
        if (!other.type.equals(type)) {
            throw mismatch(
                    "cannot take the values of " + other.type,
                    type,
                    "element type and shape must be equal");
        }
        segment.copyFrom(other.segment);
    }

    /// Overwrites the rows of the outermost axis with rows of another array, without allocating:
    /// row i becomes row `rows[from + i]` of the source.
    ///
    /// @throws ShapeException if element type or row shape differ
    /// @throws IndexOutOfBoundsException if the source has no such row, or too few are named
    public void gatherRows(Array source, int[] rows, int from) {
        int count = shape().dim(0);
        boolean fits = dtype() == source.dtype() && shape().rank() == source.shape().rank();
        for (int axis = 1; fits && axis < shape().rank(); axis++) {
            fits = shape().dim(axis) == source.shape().dim(axis);
        }
        if (!fits) {
            throw mismatch(
                    "cannot take rows of " + source.type,
                    type,
                    "element type and all axes but the first must be equal");
        }
        Objects.checkFromIndexSize(from, count, rows.length);
        long bytes = count == 0 ? 0 : type.bytes() / count;
        for (int i = 0; i < count; i++) {
            int row = Objects.checkIndex(rows[from + i], source.shape().dim(0));
            MemorySegment.copy(source.segment, row * bytes, segment, i * bytes, bytes);
        }
    }

    /// Whether type and all bits are equal.
    @Override
    public boolean equals(Object other) {
        return other instanceof Array array
                && type.equals(array.type)
                && segment.mismatch(array.segment) == -1;
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(segment.toArray(BOOL));
    }

    /// Type and the first values: `f32[2, 2] [1.0, 2.0, 3.0, 4.0]`.
    @Override
    public String toString() {
        StringJoiner values = new StringJoiner(", ", "[", "]");
        for (long i = 0; i < Math.min(8, size()); i++) {
            values.add(
                    switch (dtype()) {
                        case F32 -> Float.toString((float) getFlat(i));
                        case F64 -> Double.toString(getFlat(i));
                        case I32, I64 -> Long.toString(getLong(i));
                        case BOOL -> getLong(i) == 1 ? "true" : "false";
                    });
        }
        if (size() > 8) {
            values.add("…");
        }
        return type + " " + values;
    }
}
