package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
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
    private static final MemorySegment ALL = NativeMemory.ALL;
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
        long dstAt = VectorKernels.address(dst, dstOffset, 8, 1, count);
        long aAt = VectorKernels.address(a, aOffset, 8, 1, count);
        int whole = count - count % LENGTH;
        try {
            switch (function) {
                case NEGATE -> negate(dstAt, aAt, whole);
                case ABS -> abs(dstAt, aAt, whole);
                case SQRT -> sqrt(dstAt, aAt, whole);
                case RELU -> relu(dstAt, aAt, whole);
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
        } finally {
            Reference.reachabilityFence(dst);
            Reference.reachabilityFence(a);
        }
        ScalarDoubles.unary(
                function, dst, dstOffset + 8L * whole, a, aOffset + 8L * whole, count - whole);
    }

    private static void negate(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector x = DoubleVector.fromMemorySegment(LANES, ALL, a + 8L * i, ORDER);
            x.neg().intoMemorySegment(ALL, dst + 8L * i, ORDER);
        }
    }

    private static void abs(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector x = DoubleVector.fromMemorySegment(LANES, ALL, a + 8L * i, ORDER);
            x.abs().intoMemorySegment(ALL, dst + 8L * i, ORDER);
        }
    }

    private static void sqrt(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector x = DoubleVector.fromMemorySegment(LANES, ALL, a + 8L * i, ORDER);
            x.sqrt().intoMemorySegment(ALL, dst + 8L * i, ORDER);
        }
    }

    private static void relu(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector x = DoubleVector.fromMemorySegment(LANES, ALL, a + 8L * i, ORDER);
            x.blend(0, x.compare(VectorOperators.LE, 0))
                    .intoMemorySegment(ALL, dst + 8L * i, ORDER);
        }
    }
}
