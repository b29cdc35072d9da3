package org.glissade.cpu;

import static org.glissade.cpu.Memory.f32;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.BinaryFunction;

/// The elementwise functions of two arguments on vectors of F32, each in three loops: both vary,
/// the left is one value, the right is one value.
final class VectorFloatBinary {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorFloatBinary() {}

    static void binary(
            BinaryFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        long dstAt = VectorKernels.address(dst, dstOffset, 4, 1, count);
        long aAt = VectorKernels.address(a, aOffset, 4, aStep, count);
        long bAt = VectorKernels.address(b, bOffset, 4, bStep, count);
        int whole = aStep + bStep == 0 ? 0 : count - count % LENGTH;
        try {
            if (whole > 0) {
                if (aStep == 0) {
                    whole = left(function, dstAt, f32(ALL, aAt), bAt, whole);
                } else if (bStep == 0) {
                    whole = right(function, dstAt, aAt, f32(ALL, bAt), whole);
                } else {
                    whole = both(function, dstAt, aAt, bAt, whole);
                }
            }
        } finally {
            Reference.reachabilityFence(dst);
            Reference.reachabilityFence(a);
            Reference.reachabilityFence(b);
        }
        ScalarFloats.binary(
                function,
                dst,
                dstOffset + 4L * whole,
                a,
                aOffset + 4L * aStep * whole,
                aStep,
                b,
                bOffset + 4L * bStep * whole,
                bStep,
                count - whole);
    }

    /// The number of elements done: all, or none of a function that has no vector form.
    private static int both(BinaryFunction function, long dst, long a, long b, int count) {
        switch (function) {
            case ADD -> add(dst, a, b, count);
            case SUBTRACT -> sub(dst, a, b, count);
            case MULTIPLY -> mul(dst, a, b, count);
            case DIVIDE -> div(dst, a, b, count);
            case MAXIMUM -> max(dst, a, b, count);
            case MINIMUM -> min(dst, a, b, count);
            case POWER, ATAN2 -> {
                return 0;
            }
        }
        return count;
    }

    /// The number of elements done: all, or none of a function that has no vector form.
    private static int left(BinaryFunction function, long dst, float a, long b, int count) {
        switch (function) {
            case ADD -> addOneEach(dst, a, b, count);
            case SUBTRACT -> subOneEach(dst, a, b, count);
            case MULTIPLY -> mulOneEach(dst, a, b, count);
            case DIVIDE -> divOneEach(dst, a, b, count);
            case MAXIMUM -> maxOneEach(dst, a, b, count);
            case MINIMUM -> minOneEach(dst, a, b, count);
            case POWER, ATAN2 -> {
                return 0;
            }
        }
        return count;
    }

    /// The number of elements done: all, or none of a function that has no vector form.
    private static int right(BinaryFunction function, long dst, long a, float b, int count) {
        switch (function) {
            case ADD -> addEachOne(dst, a, b, count);
            case SUBTRACT -> subEachOne(dst, a, b, count);
            case MULTIPLY -> mulEachOne(dst, a, b, count);
            case DIVIDE -> divEachOne(dst, a, b, count);
            case MAXIMUM -> maxEachOne(dst, a, b, count);
            case MINIMUM -> minEachOne(dst, a, b, count);
            case POWER, ATAN2 -> {
                return 0;
            }
        }
        return count;
    }

    private static void add(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .add(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void addOneEach(long dst, float a, long b, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.add(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void addEachOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .add(y)
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void sub(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .sub(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void subOneEach(long dst, float a, long b, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.sub(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void subEachOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .sub(y)
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void mul(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .mul(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void mulOneEach(long dst, float a, long b, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.mul(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void mulEachOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .mul(y)
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void div(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .div(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void divOneEach(long dst, float a, long b, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.div(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void divEachOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .div(y)
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void max(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .max(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void maxOneEach(long dst, float a, long b, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.max(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void maxEachOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .max(y)
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void min(long dst, long a, long b, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .min(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void minOneEach(long dst, float a, long b, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.min(FloatVector.fromMemorySegment(LANES, ALL, b + 4L * i, ORDER))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void minEachOne(long dst, long a, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER)
                    .min(y)
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }
}
