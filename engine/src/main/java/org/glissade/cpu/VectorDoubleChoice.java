package org.glissade.cpu;

import static org.glissade.cpu.Memory.f64;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.CompareFunction;

/// Comparisons of F64 and choices between elements of its size, on vectors; the Java type of a
/// truth value in memory is a byte, 0 or 1.
final class VectorDoubleChoice {
    private static final VectorSpecies<Double> LANES = Lanes.DOUBLES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorDoubleChoice() {}

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
        int whole = aStep + bStep == 0 || count < LENGTH ? 0 : count - count % LENGTH;
        if (whole > 0) {
            if (aStep == 0) {
                compareTo(mirrored(function), dst, dstOffset, b, bOffset, f64(a, aOffset), whole);
            } else if (bStep == 0) {
                compareTo(function, dst, dstOffset, a, aOffset, f64(b, bOffset), whole);
            } else {
                compareBoth(function, dst, dstOffset, a, aOffset, b, bOffset, whole);
            }
        }
        ScalarDoubles.compare(
                function,
                dst,
                dstOffset + whole,
                a,
                aOffset + 8L * aStep * whole,
                aStep,
                b,
                bOffset + 8L * bStep * whole,
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

    private static void compareBoth(
            CompareFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        switch (function) {
            case EQUAL -> equal(dst, dstOffset, a, aOffset, b, bOffset, count);
            case NOT_EQUAL -> notEqual(dst, dstOffset, a, aOffset, b, bOffset, count);
            case LESS -> less(dst, dstOffset, a, aOffset, b, bOffset, count);
            case LESS_OR_EQUAL -> lessOrEqual(dst, dstOffset, a, aOffset, b, bOffset, count);
            case GREATER -> greater(dst, dstOffset, a, aOffset, b, bOffset, count);
            case GREATER_OR_EQUAL -> greaterOrEqual(dst, dstOffset, a, aOffset, b, bOffset, count);
        }
    }

    private static void compareTo(
            CompareFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            double b,
            int count) {
        switch (function) {
            case EQUAL -> equal(dst, dstOffset, a, aOffset, b, count);
            case NOT_EQUAL -> notEqual(dst, dstOffset, a, aOffset, b, count);
            case LESS -> less(dst, dstOffset, a, aOffset, b, count);
            case LESS_OR_EQUAL -> lessOrEqual(dst, dstOffset, a, aOffset, b, count);
            case GREATER -> greater(dst, dstOffset, a, aOffset, b, count);
            case GREATER_OR_EQUAL -> greaterOrEqual(dst, dstOffset, a, aOffset, b, count);
        }
    }

    private static void equal(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(
                                    VectorOperators.EQ,
                                    DoubleVector.fromMemorySegment(
                                            LANES, b, bOffset + 8L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void equal(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(VectorOperators.EQ, y)
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void notEqual(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(
                                    VectorOperators.NE,
                                    DoubleVector.fromMemorySegment(
                                            LANES, b, bOffset + 8L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void notEqual(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(VectorOperators.NE, y)
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void less(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(
                                    VectorOperators.LT,
                                    DoubleVector.fromMemorySegment(
                                            LANES, b, bOffset + 8L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void less(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(VectorOperators.LT, y)
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void lessOrEqual(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(
                                    VectorOperators.LE,
                                    DoubleVector.fromMemorySegment(
                                            LANES, b, bOffset + 8L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void lessOrEqual(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(VectorOperators.LE, y)
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void greater(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(
                                    VectorOperators.GT,
                                    DoubleVector.fromMemorySegment(
                                            LANES, b, bOffset + 8L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void greater(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(VectorOperators.GT, y)
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void greaterOrEqual(
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(
                                    VectorOperators.GE,
                                    DoubleVector.fromMemorySegment(
                                            LANES, b, bOffset + 8L * i, ORDER))
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    private static void greaterOrEqual(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, double b, int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, b);
        for (int i = 0; i < count; i += LENGTH) {
            Truths.store(
                    DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER)
                            .compare(VectorOperators.GE, y)
                            .toLong(),
                    LENGTH,
                    dst,
                    dstOffset + i);
        }
    }

    /// Chooses between whole vectors; the number of elements done is the greatest multiple of the
    /// vector length.
    static int select(
            MemorySegment dst,
            long dstOffset,
            MemorySegment condition,
            long conditionOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        int whole = count - count % LENGTH;
        if (whole == 0) {
            return 0;
        }
        if (aStep == 0 && bStep == 0) {
            selectOneOne(dst, dstOffset, condition, conditionOffset, a, aOffset, b, bOffset, whole);
        } else if (aStep == 0) {
            selectOneEach(
                    dst, dstOffset, condition, conditionOffset, a, aOffset, b, bOffset, whole);
        } else if (bStep == 0) {
            selectEachOne(
                    dst, dstOffset, condition, conditionOffset, a, aOffset, b, bOffset, whole);
        } else {
            selectEachEach(
                    dst, dstOffset, condition, conditionOffset, a, aOffset, b, bOffset, whole);
        }
        return whole;
    }

    private static void selectOneOne(
            MemorySegment dst,
            long dstOffset,
            MemorySegment condition,
            long conditionOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        DoubleVector x = DoubleVector.broadcast(LANES, Memory.f64(a, aOffset));
        DoubleVector y = DoubleVector.broadcast(LANES, Memory.f64(b, bOffset));
        for (int i = 0; i < count; i += LENGTH) {
            y.blend(
                            x,
                            VectorMask.fromLong(
                                    LANES, Truths.load(LENGTH, condition, conditionOffset + i)))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void selectOneEach(
            MemorySegment dst,
            long dstOffset,
            MemorySegment condition,
            long conditionOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        DoubleVector x = DoubleVector.broadcast(LANES, Memory.f64(a, aOffset));
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER)
                    .blend(
                            x,
                            VectorMask.fromLong(
                                    LANES, Truths.load(LENGTH, condition, conditionOffset + i)))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void selectEachOne(
            MemorySegment dst,
            long dstOffset,
            MemorySegment condition,
            long conditionOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        DoubleVector y = DoubleVector.broadcast(LANES, Memory.f64(b, bOffset));
        for (int i = 0; i < count; i += LENGTH) {
            y.blend(
                            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER),
                            VectorMask.fromLong(
                                    LANES, Truths.load(LENGTH, condition, conditionOffset + i)))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void selectEachEach(
            MemorySegment dst,
            long dstOffset,
            MemorySegment condition,
            long conditionOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector.fromMemorySegment(LANES, b, bOffset + 8L * i, ORDER)
                    .blend(
                            DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER),
                            VectorMask.fromLong(
                                    LANES, Truths.load(LENGTH, condition, conditionOffset + i)))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }
}
