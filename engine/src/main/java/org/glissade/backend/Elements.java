package org.glissade.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.glissade.tensor.DType;
import org.glissade.tensor.Literal;
import org.glissade.tensor.TensorType;

/// Elements of any type in memory, one at a time: for set-up, tests and the reference, never for
/// hot loops.
public final class Elements {
    private Elements() {}

    /// The element at a position as a `double`.
    public static double get(MemorySegment segment, DType dtype, long i) {
        return switch (dtype) {
            case F32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
            case F64 -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
            case I32, I64, BOOL -> getLong(segment, dtype, i);
        };
    }

    /// The element at a position as a `long`.
    public static long getLong(MemorySegment segment, DType dtype, long i) {
        return switch (dtype) {
            case F32, F64 -> (long) get(segment, dtype, i);
            case I32 -> segment.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
            case I64 -> segment.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
            case BOOL -> segment.get(ValueLayout.JAVA_BYTE, i);
        };
    }

    /// Sets the element at a position, converted to the element type.
    public static void set(MemorySegment segment, DType dtype, long i, double value) {
        switch (dtype) {
            case F32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, (float) value);
            case F64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, value);
            case I32, I64, BOOL -> setLong(segment, dtype, i, (long) value);
        }
    }

    /// Sets the element at a position, converted to the element type.
    public static void setLong(MemorySegment segment, DType dtype, long i, long value) {
        switch (dtype) {
            case F32, F64 -> set(segment, dtype, i, value);
            case I32 -> segment.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, (int) value);
            case I64 -> segment.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, value);
            case BOOL -> segment.set(ValueLayout.JAVA_BYTE, i, (byte) (value == 0 ? 0 : 1));
        }
    }

    /// The values in memory as a literal.
    public static Literal read(MemorySegment segment, TensorType type) {
        int size = Math.toIntExact(type.shape().size());
        if (type.dtype().isFloating()) {
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = get(segment, type.dtype(), i);
            }
            return Literal.of(type, values);
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = getLong(segment, type.dtype(), i);
        }
        return Literal.of(type, values);
    }

    /// Writes a literal's values into memory.
    public static void write(MemorySegment segment, Literal literal) {
        DType dtype = literal.type().dtype();
        for (int i = 0; i < literal.type().shape().size(); i++) {
            if (dtype.isFloating()) {
                set(segment, dtype, i, literal.get(i));
            } else {
                setLong(segment, dtype, i, literal.getLong(i));
            }
        }
    }
}
