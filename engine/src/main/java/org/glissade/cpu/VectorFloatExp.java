package org.glissade.cpu;

import static org.glissade.cpu.FloatMath.*;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [FloatMath]'s functions around eˣ on whole vectors: the same operations in the same order, so
/// the same bits; where that branches, these compute both and choose.
///
/// Every loop is written out to the last operation: the JIT inlines operations of the Vector API
/// without limit, but not our own methods, and where it stops, vectors become objects.
final class VectorFloatExp {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorFloatExp() {}

    static void exp(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            FloatVector t =
                    x.fma(
                            FloatVector.broadcast(LANES, LOG2_E),
                            FloatVector.broadcast(LANES, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r =
                    n.fma(
                            FloatVector.broadcast(LANES, -LN2_LOW),
                            n.fma(FloatVector.broadcast(LANES, -LN2_HIGH), x));
            FloatVector p =
                    FloatVector.broadcast(LANES, E4).fma(r, FloatVector.broadcast(LANES, E3));
            p = p.fma(r, FloatVector.broadcast(LANES, E2));
            p = p.fma(r, FloatVector.broadcast(LANES, E1));
            p = p.fma(r, FloatVector.broadcast(LANES, E0));
            FloatVector y = p.mul(r).fma(r, r.add(1f));
            IntVector whole = Lanes.INT_VECTOR.cast(t.reinterpretAsInts()).sub(ROUNDER_BITS);
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = whole.sub(half);
            y = y.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            y = y.mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_TOP));
            y = y.blend(0f, x.compare(VectorOperators.LT, EXP_BOTTOM));
            y.intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    static void expm1(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            FloatVector t =
                    x.fma(
                            FloatVector.broadcast(LANES, LOG2_E),
                            FloatVector.broadcast(LANES, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r =
                    n.fma(
                            FloatVector.broadcast(LANES, -LN2_LOW),
                            n.fma(FloatVector.broadcast(LANES, -LN2_HIGH), x));
            FloatVector p =
                    FloatVector.broadcast(LANES, M5).fma(r, FloatVector.broadcast(LANES, M4));
            p = p.fma(r, FloatVector.broadcast(LANES, M3));
            p = p.fma(r, FloatVector.broadcast(LANES, M2));
            p = p.fma(r, FloatVector.broadcast(LANES, M1));
            p = p.fma(r, FloatVector.broadcast(LANES, M0));
            FloatVector y = p.mul(r).fma(r, r);
            IntVector power = Lanes.INT_VECTOR.cast(t.reinterpretAsInts()).sub(ROUNDER_BITS - 126);
            FloatVector scale =
                    Lanes.FLOAT_VECTOR.cast(
                            power.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            y = y.fma(scale, scale.sub(0.5f)).mul(2f);
            y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_TOP));
            y = y.blend(-1f, x.compare(VectorOperators.LT, EXPM1_BOTTOM));
            y = y.blend(x, x.abs().compare(VectorOperators.LT, TINY));
            y.intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    static void tanh(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            FloatVector size = x.abs();
            FloatVector twice = size.add(size);
            FloatVector t =
                    twice.fma(
                            FloatVector.broadcast(LANES, LOG2_E),
                            FloatVector.broadcast(LANES, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r =
                    n.fma(
                            FloatVector.broadcast(LANES, -LN2_LOW),
                            n.fma(FloatVector.broadcast(LANES, -LN2_HIGH), twice));
            FloatVector p =
                    FloatVector.broadcast(LANES, M5).fma(r, FloatVector.broadcast(LANES, M4));
            p = p.fma(r, FloatVector.broadcast(LANES, M3));
            p = p.fma(r, FloatVector.broadcast(LANES, M2));
            p = p.fma(r, FloatVector.broadcast(LANES, M1));
            p = p.fma(r, FloatVector.broadcast(LANES, M0));
            FloatVector e = p.mul(r).fma(r, r);
            IntVector power = Lanes.INT_VECTOR.cast(t.reinterpretAsInts()).sub(ROUNDER_BITS - 126);
            FloatVector scale =
                    Lanes.FLOAT_VECTOR.cast(
                            power.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            e = e.fma(scale, scale.sub(0.5f)).mul(2f);
            e = e.blend(Float.POSITIVE_INFINITY, twice.compare(VectorOperators.GT, EXP_TOP));
            e = e.blend(-1f, twice.compare(VectorOperators.LT, EXPM1_BOTTOM));
            e = e.blend(twice, twice.abs().compare(VectorOperators.LT, TINY));
            FloatVector y = e.div(e.add(2f));
            y = y.blend(1f, size.compare(VectorOperators.GT, TANH_TOP));
            y = y.blend(size, size.compare(VectorOperators.LT, TINY));
            IntVector signs = Lanes.INT_VECTOR.cast(x.reinterpretAsInts()).and(Integer.MIN_VALUE);
            FloatVector signed =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(y.reinterpretAsInts())
                                    .and(Integer.MAX_VALUE)
                                    .or(signs)
                                    .reinterpretAsFloats());
            signed.intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    static void sigmoid(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            FloatVector minus = x.abs().neg();
            FloatVector t =
                    minus.fma(
                            FloatVector.broadcast(LANES, LOG2_E),
                            FloatVector.broadcast(LANES, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r =
                    n.fma(
                            FloatVector.broadcast(LANES, -LN2_LOW),
                            n.fma(FloatVector.broadcast(LANES, -LN2_HIGH), minus));
            FloatVector p =
                    FloatVector.broadcast(LANES, E4).fma(r, FloatVector.broadcast(LANES, E3));
            p = p.fma(r, FloatVector.broadcast(LANES, E2));
            p = p.fma(r, FloatVector.broadcast(LANES, E1));
            p = p.fma(r, FloatVector.broadcast(LANES, E0));
            FloatVector e = p.mul(r).fma(r, r.add(1f));
            IntVector whole = Lanes.INT_VECTOR.cast(t.reinterpretAsInts()).sub(ROUNDER_BITS);
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = whole.sub(half);
            e = e.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            e = e.mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            e = e.blend(Float.POSITIVE_INFINITY, minus.compare(VectorOperators.GT, EXP_TOP));
            e = e.blend(0f, minus.compare(VectorOperators.LT, EXP_BOTTOM));
            FloatVector top =
                    FloatVector.broadcast(LANES, 1f).blend(e, x.compare(VectorOperators.LT, 0f));
            top.div(e.add(1f)).intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    static void erf(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            FloatVector size = x.abs();
            FloatVector square = x.mul(x);
            FloatVector small =
                    FloatVector.broadcast(LANES, R6).fma(square, FloatVector.broadcast(LANES, R5));
            small = small.fma(square, FloatVector.broadcast(LANES, R4));
            small = small.fma(square, FloatVector.broadcast(LANES, R3));
            small = small.fma(square, FloatVector.broadcast(LANES, R2));
            small = small.fma(square, FloatVector.broadcast(LANES, R1));
            small = small.fma(square, FloatVector.broadcast(LANES, R0));
            small = small.fma(x, x);
            FloatVector q =
                    FloatVector.broadcast(LANES, Q6).fma(size, FloatVector.broadcast(LANES, Q5));
            q = q.fma(size, FloatVector.broadcast(LANES, Q4));
            q = q.fma(size, FloatVector.broadcast(LANES, Q3));
            q = q.fma(size, FloatVector.broadcast(LANES, Q2));
            q = q.fma(size, FloatVector.broadcast(LANES, Q1));
            q = q.fma(size, FloatVector.broadcast(LANES, Q0));
            FloatVector minus = q.mul(size).neg();
            FloatVector t =
                    minus.fma(
                            FloatVector.broadcast(LANES, LOG2_E),
                            FloatVector.broadcast(LANES, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r =
                    n.fma(
                            FloatVector.broadcast(LANES, -LN2_LOW),
                            n.fma(FloatVector.broadcast(LANES, -LN2_HIGH), minus));
            FloatVector p =
                    FloatVector.broadcast(LANES, E4).fma(r, FloatVector.broadcast(LANES, E3));
            p = p.fma(r, FloatVector.broadcast(LANES, E2));
            p = p.fma(r, FloatVector.broadcast(LANES, E1));
            p = p.fma(r, FloatVector.broadcast(LANES, E0));
            FloatVector e = p.mul(r).fma(r, r.add(1f));
            IntVector whole = Lanes.INT_VECTOR.cast(t.reinterpretAsInts()).sub(ROUNDER_BITS);
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = whole.sub(half);
            e = e.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            e = e.mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            e = e.blend(Float.POSITIVE_INFINITY, minus.compare(VectorOperators.GT, EXP_TOP));
            e = e.blend(0f, minus.compare(VectorOperators.LT, EXP_BOTTOM));
            FloatVector y = FloatVector.broadcast(LANES, 1f).sub(e);
            y = y.blend(1f, size.compare(VectorOperators.GT, ERF_TOP));
            IntVector signs = Lanes.INT_VECTOR.cast(x.reinterpretAsInts()).and(Integer.MIN_VALUE);
            FloatVector signed =
                    Lanes.FLOAT_VECTOR.cast(
                            Lanes.INT_VECTOR
                                    .cast(y.reinterpretAsInts())
                                    .and(Integer.MAX_VALUE)
                                    .or(signs)
                                    .reinterpretAsFloats());
            signed.blend(small, size.compare(VectorOperators.LE, 1f))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }
}
