package org.glissade.cpu;

import static org.glissade.cpu.Memory.f32;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.CompareFunction;

/// Comparisons of F32 and choices between elements of its size, on vectors; the Java type of a
/// truth value in memory is a byte, 0 or 1.
final class VectorFloatChoice {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorFloatChoice() {}

    static void compare(
            CompareFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        long dstAt = VectorKernels.address(dst, dstOffset, 1, 1, count);
        long aAt = VectorKernels.address(a, aOffset, 4, aStep, count);
        long bAt = VectorKernels.address(b, bOffset, 4, bStep, count);
        int whole = aStep + bStep == 0 ? 0 : count - count % LENGTH;
        try {
            if (whole > 0) {
                if (aStep == 0) {
                    compareTo(mirrored(function), dstAt, bAt, f32(ALL, aAt), whole);
                } else if (bStep == 0) {
                    compareTo(function, dstAt, aAt, f32(ALL, bAt), whole);
                } else {
                    compareBoth(function, dstAt, aAt, bAt, whole);
                }
            }
        } finally {
            Reference.reachabilityFence(dst);
            Reference.reachabilityFence(a);
            Reference.reachabilityFence(b);
        }
        ScalarFloats.compare(
                function,
                dst,
                dstOffset + whole,
                a,
                aOffset + 4L * aStep * whole,
                aStep,
                b,
                bOffset + 4L * bStep * whole,
                bStep,
                count - whole);
    }

    /// The comparison that holds for (b, a) where the given one holds for (a, b).
    private static CompareFunction mirrored(CompareFunction function) {
        return switch (function) {
            case EQUAL, NOT_EQUAL -> function;
            case LESS -> CompareFunction.GREATER;
            case LESS_OR_EQUAL -> CompareFunction.GREATER_OR_EQUAL;
            case GREATER -> CompareFunction.LESS;
            case GREATER_OR_EQUAL -> CompareFunction.LESS_OR_EQUAL;
        };
    }

    private static void compareBoth(CompareFunction function, long dst, long a, long b, int count) {
        switch (function) {
            case EQUAL -> equal(dst, a, b, count);
            case NOT_EQUAL -> notEqual(dst, a, b, count);
            case LESS -> less(dst, a, b, count);
            case LESS_OR_EQUAL -> lessOrEqual(dst, a, b, count);
            case GREATER -> greater(dst, a, b, count);
            case GREATER_OR_EQUAL -> greaterOrEqual(dst, a, b, count);
        }
    }

    private static void compareTo(CompareFunction function, long dst, long a, float b, int count) {
        switch (function) {
            case EQUAL -> equalOne(dst, a, b, count);
            case NOT_EQUAL -> notEqualOne(dst, a, b, count);
            case LESS -> lessOne(dst, a, b, count);
            case LESS_OR_EQUAL -> lessOrEqualOne(dst, a, b, count);
            case GREATER -> greaterOne(dst, a, b, count);
            case GREATER_OR_EQUAL -> greaterOrEqualOne(dst, a, b, count);
        }
    }

    private static void equal(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(
                                    VectorOperators.EQ,
                                    FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void equalOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(VectorOperators.EQ, y)
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void notEqual(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(
                                    VectorOperators.NE,
                                    FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void notEqualOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(VectorOperators.NE, y)
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void less(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(
                                    VectorOperators.LT,
                                    FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void lessOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(VectorOperators.LT, y)
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void lessOrEqual(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(
                                    VectorOperators.LE,
                                    FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void lessOrEqualOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(VectorOperators.LE, y)
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void greater(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(
                                    VectorOperators.GT,
                                    FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void greaterOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(VectorOperators.GT, y)
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void greaterOrEqual(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(
                                    VectorOperators.GE,
                                    FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    private static void greaterOrEqualOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                            .compare(VectorOperators.GE, y)
                            .toLong(),
                    LENGTH,
                    ALL,
                    dst + i);
        }
    }

    /// Chooses between whole vectors; the number of elements done is the greatest multiple of the
    /// vector length.
    static int select(long dst, long condition, long a, int aStep, long b, int bStep, int count) {
        int whole = count - count % LENGTH;
        if (whole == 0) {
            return 0;
        }
        if (aStep == 0 && bStep == 0) {
            selectOneOne(dst, condition, a, b, whole);
        } else if (aStep == 0) {
            selectOneEach(dst, condition, a, b, whole);
        } else if (bStep == 0) {
            selectEachOne(dst, condition, a, b, whole);
        } else {
            selectEachEach(dst, condition, a, b, whole);
        }
        return whole;
    }

    private static void selectOneOne(long dst, long condition, long a, long b, int count) {
        FloatVector x = FloatVector.broadcast(LANES, f32(ALL, a));
        FloatVector y = FloatVector.broadcast(LANES, f32(ALL, b));
        for (int i = 0; i < count; i += LENGTH) {
            y.blend(x, VectorMask.fromLong(LANES, Truths.load(LENGTH, ALL, condition + i)))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void selectOneEach(long dst, long condition, long a, long b, int count) {
        FloatVector x = FloatVector.broadcast(LANES, f32(ALL, a));
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER)
                    .blend(x, VectorMask.fromLong(LANES, Truths.load(LENGTH, ALL, condition + i)))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void selectEachOne(long dst, long condition, long a, long b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, f32(ALL, b));
        for (int i = 0; i < count; i += LENGTH) {
            y.blend(
                            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER),
                            VectorMask.fromLong(LANES, Truths.load(LENGTH, ALL, condition + i)))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void selectEachEach(long dst, long condition, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER)
                    .blend(
                            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER),
                            VectorMask.fromLong(LANES, Truths.load(LENGTH, ALL, condition + i)))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }
}
