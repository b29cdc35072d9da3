package org.glissade.cpu;

import static org.glissade.cpu.Memory.f64;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.BinaryFunction;

/// The elementwise functions of two arguments on vectors of F64, each in three loops: both vary,
/// the left is one value, the right is one value.
final class VectorDoubleBinary {
    private static final VectorSpecies<Double> LANES = Lanes.DOUBLES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorDoubleBinary() {}

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
                whole = left(function, dst, dstOffset, f64(a, aOffset), b, bOffset, whole);
            } else if (bStep == 0) {
                whole = right(function, dst, dstOffset, a, aOffset, f64(b, bOffset), whole);
            } else {
                whole = both(function, dst, dstOffset, a, aOffset, b, bOffset, whole);
            }
        }
        ScalarDoubles.binary(
                function,
                dst,
                dstOffset + 8L * whole,
                a,
                aOffset + 8L * aStep * whole,
                aStep,
                b,
                bOffset + 8L * bStep * whole,
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
            double a,
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
            double b,
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
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .add(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void add(
            MemorySegment dst, long dstOffset, double a, MemorySegment b, long bOffset, int count) {
        DoubleVector x = DoubleVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.add(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void add(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .add(y)
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
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
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .sub(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void sub(
            MemorySegment dst, long dstOffset, double a, MemorySegment b, long bOffset, int count) {
        DoubleVector x = DoubleVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.sub(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void sub(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .sub(y)
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
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
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .mul(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void mul(
            MemorySegment dst, long dstOffset, double a, MemorySegment b, long bOffset, int count) {
        DoubleVector x = DoubleVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.mul(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void mul(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .mul(y)
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
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
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .div(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void div(
            MemorySegment dst, long dstOffset, double a, MemorySegment b, long bOffset, int count) {
        DoubleVector x = DoubleVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.div(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void div(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .div(y)
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
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
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .max(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void max(
            MemorySegment dst, long dstOffset, double a, MemorySegment b, long bOffset, int count) {
        DoubleVector x = DoubleVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.max(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void max(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .max(y)
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
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
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .min(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void min(
            MemorySegment dst, long dstOffset, double a, MemorySegment b, long bOffset, int count) {
        DoubleVector x = DoubleVector.broadcast(LANES, a);
        for (int i = 0; i < count; i += LENGTH) {
            x.min(DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void min(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                    .min(y)
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }
}
