package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// The kernels for I32 and I64 (and comparisons of BOOL); see [Kernels] for what each computes.
///
/// All reckon in 64 bits and keep the low ones, which for I32 gives what 32-bit arithmetic gives.
final class ScalarIntegers {
    private ScalarIntegers() {}

    static long get(DType type, MemorySegment segment, long offset) {
        return switch (type) {
            case I32 -> Memory.i32(segment, offset);
            case I64 -> Memory.i64(segment, offset);
            case BOOL -> Memory.i8(segment, offset);
            case F32, F64 -> throw noInteger(type);
        };
    }

    private static void set(DType type, MemorySegment segment, long offset, long value) {
        switch (type) {
            case I32 -> Memory.i32(segment, offset, (int) value);
            case I64 -> Memory.i64(segment, offset, value);
            case F32, F64, BOOL -> throw noInteger(type);
        }
    }

    private static IllegalArgumentException noInteger(DType type) {
        return new IllegalArgumentException("an integer kernel was given " + type);
    }

    static void unary(
            UnaryFunction function,
            DType type,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        long bytes = type.bytes();
        for (int i = 0; i < count; i++) {
            long x = get(type, a, aOffset + bytes * i);
            set(type, dst, dstOffset + bytes * i, apply(function, x));
        }
    }

    private static long apply(UnaryFunction function, long x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Long.signum(x);
            case EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    SQRT,
                    SIN,
                    COS,
                    TAN,
                    ASIN,
                    ACOS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    ASINH,
                    ACOSH,
                    ATANH,
                    ERF,
                    SIGMOID,
                    SOFTPLUS,
                    RELU,
                    FLOOR,
                    CEIL,
                    ROUND ->
                    throw new IllegalArgumentException(function + " takes floating point only");
        };
    }

    static void binary(
            BinaryFunction function,
            DType type,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        long bytes = type.bytes();
        for (int i = 0; i < count; i++) {
            long x = get(type, a, aOffset + bytes * aStep * i);
            long y = get(type, b, bOffset + bytes * bStep * i);
            set(type, dst, dstOffset + bytes * i, apply(function, x, y));
        }
    }

    private static long apply(BinaryFunction function, long x, long y) {
        return switch (function) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> y == 0 ? 0 : x / y;
            case MAXIMUM -> Math.max(x, y);
            case MINIMUM -> Math.min(x, y);
            case POWER, ATAN2 ->
                    throw new IllegalArgumentException(function + " takes floating point only");
        };
    }

    static void compare(
            CompareFunction function,
            DType type,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        long bytes = type.bytes();
        for (int i = 0; i < count; i++) {
            long x = get(type, a, aOffset + bytes * aStep * i);
            long y = get(type, b, bOffset + bytes * bStep * i);
            Memory.truth(dst, dstOffset + i, function.test(x, y));
        }
    }

    static void reduce(
            ReduceFunction function,
            DType type,
            MemorySegment dst,
            long dstOffset,
            long dstOuter,
            MemorySegment src,
            long srcOffset,
            long srcOuter,
            long srcReduce,
            int outer,
            int reduce,
            int inner) {
        long bytes = type.bytes();
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                long value = identity(function, type);
                for (int r = 0; r < reduce; r++) {
                    long x = get(type, src, srcOffset + bytes * (srcOuter * o + srcReduce * r + i));
                    value =
                            switch (function) {
                                case SUM -> value + x;
                                case MAX -> Math.max(value, x);
                                case MIN -> Math.min(value, x);
                            };
                }
                set(type, dst, dstOffset + bytes * (dstOuter * o + i), value);
            }
        }
    }

    private static long identity(ReduceFunction function, DType type) {
        return switch (function) {
            case SUM -> 0;
            case MAX -> type == DType.I32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
            case MIN -> type == DType.I32 ? Integer.MAX_VALUE : Long.MAX_VALUE;
        };
    }

    static void multiply(
            MatrixProduct product,
            MemorySegment c,
            long cOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int rowFrom,
            int rowTo,
            int columnFrom,
            int columnTo) {
        DType type = product.type();
        long bytes = type.bytes();
        for (int i = rowFrom; i < rowTo; i++) {
            for (int j = columnFrom; j < columnTo; j++) {
                long at = cOffset + bytes * (product.cStride() * i + j);
                long sum = product.accumulate() ? get(type, c, at) : 0;
                for (int k = 0; k < product.k(); k++) {
                    sum +=
                            get(type, a, aOffset + bytes * (product.aRow() * i + product.aK() * k))
                                    * get(
                                            type,
                                            b,
                                            bOffset
                                                    + bytes
                                                            * (product.bK() * k
                                                                    + product.bColumn() * j));
                }
                set(type, c, at, sum);
            }
        }
    }
}
