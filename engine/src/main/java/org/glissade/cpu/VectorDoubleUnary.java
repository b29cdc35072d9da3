package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.UnaryFunction;

/// The elementwise functions of one argument on vectors of F64: one small loop each, which the JIT
/// compiles well.
///
/// What is left at the end of a run is done by the scalar twin, which gives the same bits.
final class VectorDoubleUnary {
    private static final VectorSpecies<Double> LANES = Lanes.DOUBLES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorDoubleUnary() {}

    static void unary(
            UnaryFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        int whole = count - count % LENGTH;
        switch (function) {
            case NEGATE -> negate(dst, dstOffset, a, aOffset, whole);
            case ABS -> abs(dst, dstOffset, a, aOffset, whole);
            case SQRT -> sqrt(dst, dstOffset, a, aOffset, whole);
            case RELU -> relu(dst, dstOffset, a, aOffset, whole);
            case SIGN,
                    EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
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
                    FLOOR,
                    CEIL,
                    ROUND ->
                    whole = 0;
        }
        ScalarDoubles.unary(
                function, dst, dstOffset + 8L * whole, a, aOffset + 8L * whole, count - whole);
    }

    private static void negate(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector x = DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER);
            x.neg().intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void abs(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector x = DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER);
            x.abs().intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void sqrt(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector x = DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER);
            x.sqrt().intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }

    private static void relu(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector x = DoubleVector.fromMemorySegment(LANES, a, aOffset + 8L * i, ORDER);
            x.blend(0, x.compare(VectorOperators.LE, 0))
                    .intoMemorySegment(dst, dstOffset + 8L * i, ORDER);
        }
    }
}
