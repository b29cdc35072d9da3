package org.glissade.cpu;

import static org.glissade.cpu.FloatMath.INTEGERS;

import java.lang.foreign.MemorySegment;
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
        int whole = count - count % LENGTH;
        switch (function) {
            case NEGATE -> negate(dst, dstOffset, a, aOffset, whole);
            case ABS -> abs(dst, dstOffset, a, aOffset, whole);
            case SQRT -> sqrt(dst, dstOffset, a, aOffset, whole);
            case RELU -> relu(dst, dstOffset, a, aOffset, whole);
            case SIGN -> sign(dst, dstOffset, a, aOffset, whole);
            case ROUND -> round(dst, dstOffset, a, aOffset, whole);
            case FLOOR -> floor(dst, dstOffset, a, aOffset, whole);
            case CEIL -> ceil(dst, dstOffset, a, aOffset, whole);
            case EXP -> VectorFloatExp.exp(dst, dstOffset, a, aOffset, whole);
            case EXPM1 -> VectorFloatExp.expm1(dst, dstOffset, a, aOffset, whole);
            case TANH -> VectorFloatExp.tanh(dst, dstOffset, a, aOffset, whole);
            case SIGMOID -> VectorFloatExp.sigmoid(dst, dstOffset, a, aOffset, whole);
            case ERF -> VectorFloatExp.erf(dst, dstOffset, a, aOffset, whole);
            case LOG -> VectorFloatLog.log(dst, dstOffset, a, aOffset, whole);
            case LOG1P -> VectorFloatLog.log1p(dst, dstOffset, a, aOffset, whole);
            case SOFTPLUS -> VectorFloatLog.softplus(dst, dstOffset, a, aOffset, whole);
            case SIN -> VectorFloatWave.sin(dst, dstOffset, a, aOffset, whole);
            case COS -> VectorFloatWave.cos(dst, dstOffset, a, aOffset, whole);
            case TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH -> whole = 0;
        }
        ScalarFloats.unary(
                function, dst, dstOffset + 4L * whole, a, aOffset + 4L * whole, count - whole);
    }

    private static void negate(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER);
            x.neg().intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void abs(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER);
            x.abs().intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void sqrt(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER);
            x.sqrt().intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void relu(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER);
            x.blend(0f, x.compare(VectorOperators.LE, 0f))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void sign(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER);
            VectorMask<Float> nonzero =
                    x.compare(VectorOperators.LT, 0f).or(x.compare(VectorOperators.GT, 0f));
            IntVector signs = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            FloatVector one =
                    FloatVector.broadcast(LANES, 1f)
                            .reinterpretAsInts()
                            .or(signs)
                            .reinterpretAsFloats();
            x.blend(one, nonzero).intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void round(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER);
            IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            FloatVector shift =
                    FloatVector.broadcast(LANES, INTEGERS)
                            .reinterpretAsInts()
                            .or(sign)
                            .reinterpretAsFloats();
            FloatVector near = x.add(shift).sub(shift);
            near = near.reinterpretAsInts().and(Integer.MAX_VALUE).or(sign).reinterpretAsFloats();
            near = x.blend(near, x.abs().compare(VectorOperators.LT, INTEGERS));
            near.intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void floor(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER);
            IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            FloatVector shift =
                    FloatVector.broadcast(LANES, INTEGERS)
                            .reinterpretAsInts()
                            .or(sign)
                            .reinterpretAsFloats();
            FloatVector near = x.add(shift).sub(shift);
            near = near.reinterpretAsInts().and(Integer.MAX_VALUE).or(sign).reinterpretAsFloats();
            near = x.blend(near, x.abs().compare(VectorOperators.LT, INTEGERS));
            near.blend(near.sub(1f), near.compare(VectorOperators.GT, x))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }

    private static void ceil(
            MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, a, aOffset + 4L * i, ORDER);
            IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            FloatVector shift =
                    FloatVector.broadcast(LANES, INTEGERS)
                            .reinterpretAsInts()
                            .or(sign)
                            .reinterpretAsFloats();
            FloatVector near = x.add(shift).sub(shift);
            near = near.reinterpretAsInts().and(Integer.MAX_VALUE).or(sign).reinterpretAsFloats();
            near = x.blend(near, x.abs().compare(VectorOperators.LT, INTEGERS));
            FloatVector next =
                    near.add(1f)
                            .reinterpretAsInts()
                            .and(Integer.MAX_VALUE)
                            .or(sign)
                            .reinterpretAsFloats();
            near.blend(next, near.compare(VectorOperators.LT, x))
                    .intoMemorySegment(dst, dstOffset + 4L * i, ORDER);
        }
    }
}
