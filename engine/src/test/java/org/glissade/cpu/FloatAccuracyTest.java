package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.glissade.tensor.DType;
import org.glissade.tensor.UnaryFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// F32 functions against the definition in double precision, over 100,000 points each: the interval
/// of interest, all magnitudes, and the extremes. The vector kernels, compiled by then, give the
/// same bits.
class FloatAccuracyTest {
    private static final int POINTS = 100_000;
    private static final long SEED = 7;
    private static final float[] EXTREMES = {
        0f,
        -0f,
        1f,
        -1f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        88.72283f,
        88.72284f,
        -87.33655f,
        -87.4f,
        -103.9f,
        -103.98f,
        -104.1f,
        0.99999994f,
        1.0000001f,
        -0.99999994f,
        8388607.5f,
        8388608f,
        0.5f,
        -0.5f,
        1.5f,
        2.5f,
        32768f,
        32769f,
        3.1415927f,
        1e30f,
        -1e30f
    };

    @ParameterizedTest
    @EnumSource
    void everyFunctionIsWithinFourUnitsInTheLastPlace(UnaryFunction function) {
        MemorySegment x = points(function);
        MemorySegment scalar = Arena.ofAuto().allocate(4L * POINTS);
        MemorySegment vector = Arena.ofAuto().allocate(4L * POINTS);
        new ScalarKernels().unary(function, DType.F32, scalar, 0, x, 0, POINTS);
        Kernels kernels = new VectorKernels();
        for (int round = 0; round < 20; round++) {
            kernels.unary(function, DType.F32, vector, 0, x, 0, POINTS);
        }
        for (long i = 0; i < POINTS; i++) {
            float at = Memory.f32(x, 4 * i);
            float value = Memory.f32(scalar, 4 * i);
            assertThat(Float.floatToIntBits(Memory.f32(vector, 4 * i)))
                    .as(
                            "vector %s(%s) is %s, scalar %s",
                            function, at, Memory.f32(vector, 4 * i), value)
                    .isEqualTo(Float.floatToIntBits(value));
            double error = error(function.apply(at), value);
            assertThat(error)
                    .as(
                            "%s(%s) is %s instead of %s, seed %d",
                            function, at, value, function.apply(at), SEED)
                    .isLessThanOrEqualTo(4);
        }
    }

    /// The distance in units of the last place of the expected float; also the sign of zero must be
    /// right.
    private static double error(double expected, float value) {
        float rounded = (float) expected;
        if (Float.isNaN(rounded)
                || Float.isInfinite(rounded)
                || rounded == 0
                || Float.isInfinite(value)) {
            boolean same = Float.floatToIntBits(rounded) == Float.floatToIntBits(value);
            boolean nextToIt =
                    Math.abs(rounded) <= Float.MIN_VALUE && Math.abs(value) <= Float.MIN_VALUE;
            return same ? 0 : nextToIt && rounded != value ? 1 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(expected - value) / Math.ulp(rounded);
    }

    private static MemorySegment points(UnaryFunction function) {
        Random random = new Random(SEED);
        MemorySegment segment = Arena.ofAuto().allocate(4L * POINTS);
        for (int i = 0; i < POINTS; i++) {
            float value;
            if (i < EXTREMES.length) {
                value = EXTREMES[i];
            } else {
                value =
                        switch (i % 4) {
                            case 0 ->
                                    (float)
                                            (function.low()
                                                    + random.nextDouble()
                                                            * (function.high() - function.low()));
                            case 1 -> (float) (random.nextGaussian() * 30);
                            case 2 ->
                                    (float)
                                            Math.scalb(
                                                    random.nextGaussian(), random.nextInt(-20, 15));
                            default -> Float.intBitsToFloat(random.nextInt());
                        };
            }
            Memory.f32(segment, 4L * i, value);
        }
        return segment;
    }
}
