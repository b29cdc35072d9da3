package org.glissade.cpu;

import static org.glissade.cpu.FloatMath.*;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [FloatMath]'s logarithms on whole vectors; see [VectorFloatExp] for how and why they are written
/// so.
final class VectorFloatLog {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorFloatLog() {}

    static void log(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            VectorMask<Float> denormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits =
                    Lanes.INT_VECTOR.cast(
                            x.blend(x.mul(DENORMAL_SCALE), denormal).reinterpretAsInts());
            IntVector shift = bits.sub(ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
            IntVector fraction = bits.sub(shift.lanewise(VectorOperators.LSHL, 23));
            FloatVector f = Lanes.FLOAT_VECTOR.cast(fraction.reinterpretAsFloats()).sub(1f);
            FloatVector exponent = Lanes.FLOAT_VECTOR.cast(shift.convert(VectorOperators.I2F, 0));
            exponent = exponent.sub(FloatVector.zero(LANES).blend(23f, denormal));
            FloatVector q =
                    FloatVector.broadcast(LANES, L7).fma(f, FloatVector.broadcast(LANES, L6));
            q = q.fma(f, FloatVector.broadcast(LANES, L5));
            q = q.fma(f, FloatVector.broadcast(LANES, L4));
            q = q.fma(f, FloatVector.broadcast(LANES, L3));
            q = q.fma(f, FloatVector.broadcast(LANES, L2));
            q = q.fma(f, FloatVector.broadcast(LANES, L1));
            q = q.fma(f, FloatVector.broadcast(LANES, L0));
            FloatVector square = f.mul(f);
            FloatVector y =
                    exponent.fma(FloatVector.broadcast(LANES, LN2_LOW), q.mul(f).mul(square));
            y = square.fma(FloatVector.broadcast(LANES, -0.5f), y);
            y = exponent.fma(FloatVector.broadcast(LANES, LN2_HIGH), f.add(y));
            y = y.blend(Float.NaN, x.compare(VectorOperators.GT, 0f).not());
            y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
            y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            y.intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    static void log1p(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            FloatVector u = x.add(1f);
            VectorMask<Float> denormal = u.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits =
                    Lanes.INT_VECTOR.cast(
                            u.blend(u.mul(DENORMAL_SCALE), denormal).reinterpretAsInts());
            IntVector shift = bits.sub(ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
            IntVector fraction = bits.sub(shift.lanewise(VectorOperators.LSHL, 23));
            FloatVector f = Lanes.FLOAT_VECTOR.cast(fraction.reinterpretAsFloats()).sub(1f);
            FloatVector exponent = Lanes.FLOAT_VECTOR.cast(shift.convert(VectorOperators.I2F, 0));
            exponent = exponent.sub(FloatVector.zero(LANES).blend(23f, denormal));
            FloatVector q =
                    FloatVector.broadcast(LANES, L7).fma(f, FloatVector.broadcast(LANES, L6));
            q = q.fma(f, FloatVector.broadcast(LANES, L5));
            q = q.fma(f, FloatVector.broadcast(LANES, L4));
            q = q.fma(f, FloatVector.broadcast(LANES, L3));
            q = q.fma(f, FloatVector.broadcast(LANES, L2));
            q = q.fma(f, FloatVector.broadcast(LANES, L1));
            q = q.fma(f, FloatVector.broadcast(LANES, L0));
            FloatVector square = f.mul(f);
            FloatVector y =
                    exponent.fma(FloatVector.broadcast(LANES, LN2_LOW), q.mul(f).mul(square));
            y = square.fma(FloatVector.broadcast(LANES, -0.5f), y);
            y = exponent.fma(FloatVector.broadcast(LANES, LN2_HIGH), f.add(y));
            y = y.blend(Float.NaN, u.compare(VectorOperators.GT, 0f).not());
            y = y.blend(Float.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, 0f));
            y = y.blend(u, u.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            y = y.add(x.sub(u.sub(1f)).div(u));
            y = y.blend(x, x.abs().compare(VectorOperators.LT, TINY));
            y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            y = y.blend(Float.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, 0f));
            y.intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    static void softplus(long dst, long a, int count) {
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
            FloatVector u = e.add(1f);
            VectorMask<Float> denormal = u.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits =
                    Lanes.INT_VECTOR.cast(
                            u.blend(u.mul(DENORMAL_SCALE), denormal).reinterpretAsInts());
            IntVector shift = bits.sub(ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
            IntVector fraction = bits.sub(shift.lanewise(VectorOperators.LSHL, 23));
            FloatVector f = Lanes.FLOAT_VECTOR.cast(fraction.reinterpretAsFloats()).sub(1f);
            FloatVector exponent = Lanes.FLOAT_VECTOR.cast(shift.convert(VectorOperators.I2F, 0));
            exponent = exponent.sub(FloatVector.zero(LANES).blend(23f, denormal));
            FloatVector q =
                    FloatVector.broadcast(LANES, L7).fma(f, FloatVector.broadcast(LANES, L6));
            q = q.fma(f, FloatVector.broadcast(LANES, L5));
            q = q.fma(f, FloatVector.broadcast(LANES, L4));
            q = q.fma(f, FloatVector.broadcast(LANES, L3));
            q = q.fma(f, FloatVector.broadcast(LANES, L2));
            q = q.fma(f, FloatVector.broadcast(LANES, L1));
            q = q.fma(f, FloatVector.broadcast(LANES, L0));
            FloatVector square = f.mul(f);
            FloatVector y =
                    exponent.fma(FloatVector.broadcast(LANES, LN2_LOW), q.mul(f).mul(square));
            y = square.fma(FloatVector.broadcast(LANES, -0.5f), y);
            y = exponent.fma(FloatVector.broadcast(LANES, LN2_HIGH), f.add(y));
            y = y.blend(Float.NaN, u.compare(VectorOperators.GT, 0f).not());
            y = y.blend(Float.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, 0f));
            y = y.blend(u, u.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            y = y.add(e.sub(u.sub(1f)).div(u));
            y = y.blend(e, e.abs().compare(VectorOperators.LT, TINY));
            y = y.blend(e, e.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            y = y.blend(Float.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, 0f));
            y.blend(x.add(y), x.compare(VectorOperators.GT, 0f))
                    .intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }
}
