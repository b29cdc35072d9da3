package org.glissade.cpu;

import static org.glissade.cpu.FloatMath.*;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.UnaryFunction;

/// Sine and cosine as in [FloatMath] on whole vectors; see [VectorFloatExp] for how and why they
/// are written so.
final class VectorFloatWave {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorFloatWave() {}

    static void sin(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            if (!x.abs().compare(VectorOperators.LE, ANGLE_TOP).allTrue()) {
                ScalarFloats.unary(UnaryFunction.SIN, ALL, dst + 4L * i, ALL, a + 4L * i, LENGTH);
                continue;
            }
            FloatVector t =
                    x.fma(
                            FloatVector.broadcast(LANES, TWO_OVER_PI),
                            FloatVector.broadcast(LANES, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.fma(FloatVector.broadcast(LANES, -HALF_PI_HIGH), x);
            r = n.fma(FloatVector.broadcast(LANES, -HALF_PI_MIDDLE), r);
            r = n.fma(FloatVector.broadcast(LANES, -HALF_PI_LOW), r);
            FloatVector z = r.mul(r);
            FloatVector p =
                    FloatVector.broadcast(LANES, S2).fma(z, FloatVector.broadcast(LANES, S1));
            p = p.fma(z, FloatVector.broadcast(LANES, S0));
            FloatVector sine = p.mul(z).fma(r, r);
            FloatVector q =
                    FloatVector.broadcast(LANES, C2).fma(z, FloatVector.broadcast(LANES, C1));
            q = q.fma(z, FloatVector.broadcast(LANES, C0));
            FloatVector cosine =
                    q.mul(z)
                            .fma(
                                    z,
                                    z.fma(
                                            FloatVector.broadcast(LANES, -0.5f),
                                            FloatVector.broadcast(LANES, 1f)));
            IntVector quadrant = Lanes.INT_VECTOR.cast(t.reinterpretAsInts()).sub(ROUNDER_BITS);
            VectorMask<Float> odd = quadrant.and(1).compare(VectorOperators.NE, 0).cast(LANES);
            IntVector flip = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
            IntVector wave = Lanes.INT_VECTOR.cast(sine.blend(cosine, odd).reinterpretAsInts());
            FloatVector y =
                    Lanes.FLOAT_VECTOR.cast(
                            wave.lanewise(VectorOperators.XOR, flip).reinterpretAsFloats());
            y = y.blend(x, x.abs().compare(VectorOperators.LT, TINY));
            y.intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }

    static void cos(long dst, long a, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector x = FloatVector.fromMemorySegment(LANES, ALL, a + 4L * i, ORDER);
            if (!x.abs().compare(VectorOperators.LE, ANGLE_TOP).allTrue()) {
                ScalarFloats.unary(UnaryFunction.COS, ALL, dst + 4L * i, ALL, a + 4L * i, LENGTH);
                continue;
            }
            FloatVector t =
                    x.fma(
                            FloatVector.broadcast(LANES, TWO_OVER_PI),
                            FloatVector.broadcast(LANES, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.fma(FloatVector.broadcast(LANES, -HALF_PI_HIGH), x);
            r = n.fma(FloatVector.broadcast(LANES, -HALF_PI_MIDDLE), r);
            r = n.fma(FloatVector.broadcast(LANES, -HALF_PI_LOW), r);
            FloatVector z = r.mul(r);
            FloatVector p =
                    FloatVector.broadcast(LANES, S2).fma(z, FloatVector.broadcast(LANES, S1));
            p = p.fma(z, FloatVector.broadcast(LANES, S0));
            FloatVector sine = p.mul(z).fma(r, r);
            FloatVector q =
                    FloatVector.broadcast(LANES, C2).fma(z, FloatVector.broadcast(LANES, C1));
            q = q.fma(z, FloatVector.broadcast(LANES, C0));
            FloatVector cosine =
                    q.mul(z)
                            .fma(
                                    z,
                                    z.fma(
                                            FloatVector.broadcast(LANES, -0.5f),
                                            FloatVector.broadcast(LANES, 1f)));
            IntVector quadrant = Lanes.INT_VECTOR.cast(t.reinterpretAsInts()).sub(ROUNDER_BITS - 1);
            VectorMask<Float> odd = quadrant.and(1).compare(VectorOperators.NE, 0).cast(LANES);
            IntVector flip = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
            IntVector wave = Lanes.INT_VECTOR.cast(sine.blend(cosine, odd).reinterpretAsInts());
            FloatVector y =
                    Lanes.FLOAT_VECTOR.cast(
                            wave.lanewise(VectorOperators.XOR, flip).reinterpretAsFloats());
            y.intoMemorySegment(ALL, dst + 4L * i, ORDER);
        }
    }
}
