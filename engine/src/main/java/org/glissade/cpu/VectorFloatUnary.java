package org.glissade.cpu;

import static org.glissade.cpu.FloatMath.INTEGERS;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.UnaryFunction;

/// The elementwise functions of one argument on vectors of F32.
///
/// What is left at the end of a run is done by the scalar twin, which gives the same bits.
final class VectorFloatUnary {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorFloatUnary() {}

    static void unary(
            UnaryFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        long dstAt = VectorKernels.address(dst, dstOffset, 4, 1, count);
        long aAt = VectorKernels.address(a, aOffset, 4, 1, count);
        int whole = count - count % LENGTH;
        try {
            switch (function) {
                case NEGATE -> negate(dstAt, aAt, whole);
                case ABS -> abs(dstAt, aAt, whole);
                case SQRT -> sqrt(dstAt, aAt, whole);
                case RELU -> relu(dstAt, aAt, whole);
                case SIGN -> sign(dstAt, aAt, whole);
                case ROUND -> round(dstAt, aAt, whole);
                case FLOOR -> floor(dstAt, aAt, whole);
                case CEIL -> ceil(dstAt, aAt, whole);
                case EXP -> VectorFloatExp.exp(dstAt, aAt, whole);
                case EXPM1 -> VectorFloatExp.expm1(dstAt, aAt, whole);
                case TANH -> VectorFloatExp.tanh(dstAt, aAt, whole);
                case SIGMOID -> VectorFloatExp.sigmoid(dstAt, aAt, whole);
                case ERF -> VectorFloatExp.erf(dstAt, aAt, whole);
                case LOG -> VectorFloatLog.log(dstAt, aAt, whole);
                case LOG1P -> VectorFloatLog.log1p(dstAt, aAt, whole);
                case SOFTPLUS -> VectorFloatLog.softplus(dstAt, aAt, whole);
                case SIN -> VectorFloatWave.sin(dstAt, aAt, whole);
                case COS -> VectorFloatWave.cos(dstAt, aAt, whole);
                case TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH -> whole = 0;
            }
        } finally {
            Reference.reachabilityFence(dst);
            Reference.reachabilityFence(a);
        }
        ScalarFloats.unary(
                function, dst, dstOffset + 4L * whole, a, aOffset + 4L * whole, count - whole);
    }

    private static void negate(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            x.neg().intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void abs(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            x.abs().intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void sqrt(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            x.sqrt().intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void relu(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            x.blend(0f, x.compare(VectorOperators.LE, 0f))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void sign(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            VectorMask<Float> nonzero =
                    x.compare(VectorOperators.LT, 0f).or(x.compare(VectorOperators.GT, 0f));
            IntVector signs = Lanes.INT_VECTOR.cast(x.reinterpretAsInts()).and(Integer.MIN_VALUE);
            FloatVector one =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(FloatVector.broadcast(LANES, 1f).reinterpretAsInts())
                                    .or(signs)
                                    .reinterpretAsFloats());
            x.blend(one, nonzero).intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void round(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            IntVector sign = Lanes.INT_VECTOR.cast(x.reinterpretAsInts()).and(Integer.MIN_VALUE);
            FloatVector shift =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(
                                            FloatVector.broadcast(LANES, INTEGERS)
                                                    .reinterpretAsInts())
                                    .or(sign)
                                    .reinterpretAsFloats());
            FloatVector near = x.add(shift).sub(shift);
            near =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(near.reinterpretAsInts())
                                    .and(Integer.MAX_VALUE)
                                    .or(sign)
                                    .reinterpretAsFloats());
            near = x.blend(near, x.abs().compare(VectorOperators.LT, INTEGERS));
            near.intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void floor(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            IntVector sign = Lanes.INT_VECTOR.cast(x.reinterpretAsInts()).and(Integer.MIN_VALUE);
            FloatVector shift =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(
                                            FloatVector.broadcast(LANES, INTEGERS)
                                                    .reinterpretAsInts())
                                    .or(sign)
                                    .reinterpretAsFloats());
            FloatVector near = x.add(shift).sub(shift);
            near =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(near.reinterpretAsInts())
                                    .and(Integer.MAX_VALUE)
                                    .or(sign)
                                    .reinterpretAsFloats());
            near = x.blend(near, x.abs().compare(VectorOperators.LT, INTEGERS));
            near.blend(near.sub(1f), near.compare(VectorOperators.GT, x))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    private static void ceil(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            IntVector sign = Lanes.INT_VECTOR.cast(x.reinterpretAsInts()).and(Integer.MIN_VALUE);
            FloatVector shift =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(
                                            FloatVector.broadcast(LANES, INTEGERS)
                                                    .reinterpretAsInts())
                                    .or(sign)
                                    .reinterpretAsFloats());
            FloatVector near = x.add(shift).sub(shift);
            near =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(near.reinterpretAsInts())
                                    .and(Integer.MAX_VALUE)
                                    .or(sign)
                                    .reinterpretAsFloats());
            near = x.blend(near, x.abs().compare(VectorOperators.LT, INTEGERS));
            FloatVector next =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(near.add(1f).reinterpretAsInts())
                                    .and(Integer.MAX_VALUE)
                                    .or(sign)
                                    .reinterpretAsFloats());
            near.blend(next, near.compare(VectorOperators.LT, x))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }
}
