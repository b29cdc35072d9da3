package org.glissade.cpu;

import static org.glissade.cpu.Memory.f32;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.BinaryFunction;

/// The elementwise functions of two arguments on vectors of F32, each in three loops: both vary,
/// the left is one value, the right is one value.
final class VectorFloatBinary {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
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
        int whole = aStep + bStep == 0 ? 0 : count - count % LENGTH;
        if (whole > 0) {
            if (aStep == 0) {
                whole = left(function, dst, dstOffset, f32(a, aOffset), b, bOffset, whole);
            } else if (bStep == 0) {
                whole = right(function, dst, dstOffset, a, aOffset, f32(b, bOffset), whole);
            } else {
                whole = both(function, dst, dstOffset, a, aOffset, b, bOffset, whole);
            }
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
    private static int both(
            BinaryFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        switch (function) {
            case ADD -> add(dst, dstOffset, a, aOffset, b, bOffset, count);
            case SUBTRACT -> sub(dst, dstOffset, a, aOffset, b, bOffset, count);
            case MULTIPLY -> mul(dst, dstOffset, a, aOffset, b, bOffset, count);
            case DIVIDE -> div(dst, dstOffset, a, aOffset, b, bOffset, count);
            case MAXIMUM -> max(dst, dstOffset, a, aOffset, b, bOffset, count);
            case MINIMUM -> min(dst, dstOffset, a, aOffset, b, bOffset, count);
            case POWER, ATAN2 -> {
                return 0;
            }
        }
        return count;
    }

    /// The number of elements done: all, or none of a function that has no vector form.
    private static int left(
            BinaryFunction function,
            MemorySegment dst,
            long dstOffset,
            float a,
            MemorySegment b,
            long bOffset,
            int count) {
        switch (function) {
            case ADD -> add(dst, dstOffset, a, b, bOffset, count);
            case SUBTRACT -> sub(dst, dstOffset, a, b, bOffset, count);
            case MULTIPLY -> mul(dst, dstOffset, a, b, bOffset, count);
            case DIVIDE -> div(dst, dstOffset, a, b, bOffset, count);
            case MAXIMUM -> max(dst, dstOffset, a, b, bOffset, count);
            case MINIMUM -> min(dst, dstOffset, a, b, bOffset, count);
            case POWER, ATAN2 -> {
                return 0;
            }
        }
        return count;
    }

    /// The number of elements done: all, or none of a function that has no vector form.
    private static int right(
            BinaryFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            float b,
            int count) {
        switch (function) {
            case ADD -> add(dst, dstOffset, a, aOffset, b, count);
            case SUBTRACT -> sub(dst, dstOffset, a, aOffset, b, count);
            case MULTIPLY -> mul(dst, dstOffset, a, aOffset, b, count);
            case DIVIDE -> div(dst, dstOffset, a, aOffset, b, count);
            case MAXIMUM -> max(dst, dstOffset, a, aOffset, b, count);
            case MINIMUM -> min(dst, dstOffset, a, aOffset, b, count);
            case POWER, ATAN2 -> {
                return 0;
            }
        }
        return count;
    }

    private static void add(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .add(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void add(
            MemorySegment dst, long dstOffset, float a, MemorySegment b, long bOffset, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.add(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void add(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .add(y)
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void sub(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .sub(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void sub(
            MemorySegment dst, long dstOffset, float a, MemorySegment b, long bOffset, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.sub(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void sub(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .sub(y)
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void mul(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .mul(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void mul(
            MemorySegment dst, long dstOffset, float a, MemorySegment b, long bOffset, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.mul(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void mul(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .mul(y)
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void div(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .div(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void div(
            MemorySegment dst, long dstOffset, float a, MemorySegment b, long bOffset, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.div(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void div(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .div(y)
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void max(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .max(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void max(
            MemorySegment dst, long dstOffset, float a, MemorySegment b, long bOffset, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.max(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void max(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .max(y)
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void min(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .min(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void min(
            MemorySegment dst, long dstOffset, float a, MemorySegment b, long bOffset, int count) {
        FloatVector x = FloatVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.min(FloatVector.fromMemorySegment(LANES, b, bOffset + 4L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void min(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, float b, int count) {
        FloatVector y = FloatVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER)
                    .min(y)
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }
}
