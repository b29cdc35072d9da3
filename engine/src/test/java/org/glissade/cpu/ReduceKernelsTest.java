package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reductions against the plain fold in double precision, cut into parts, and with NaN among the
/// elements.
class ReduceKernelsTest {
    private static final int[] LENGTHS = {0, 1, 2, 7, 16, 17, 33, 64, 129, 1000};
    private static final int[] INNERS = {1, 2, 5, 16, 17, 64, 100};
    private static final long SEED = 3;

    static Stream<Kernels> kernels() {
        return Stream.of(new ScalarKernels(), new VectorKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyReductionGivesThePlainFold(Kernels kernels) {
        Random random = new Random(SEED);
        for (DType type : List.of(DType.F32, DType.F64)) {
            for (ReduceFunction function : ReduceFunction.values()) {
                for (int length : LENGTHS) {
                    for (int inner : INNERS) {
                        MemorySegment src = numbers(type, 2 * length * inner, random);
                        MemorySegment dst = numbers(type, 2 * inner, random);
                        long outer = (long) length * inner;
                        kernels.reduce(
                                function, type, dst, 0, inner, src, 0, outer, inner, 2, length,
                                inner);
                        for (int at = 0; at < 2 * inner; at++) {
                            check(
                                    function,
                                    type,
                                    src,
                                    at / inner * outer + at % inner,
                                    length,
                                    inner,
                                    get(type, dst, at));
                        }
                    }
                }
            }
        }
    }

    private static void check(
            ReduceFunction function,
            DType type,
            MemorySegment src,
            long from,
            int length,
            int step,
            double actual) {
        double expected = function.identity();
        double magnitude = 0;
        for (int r = 0; r < length; r++) {
            double x = get(type, src, from + (long) step * r);
            expected = function.apply(expected, x);
            magnitude += Math.abs(x);
        }
        double tolerance =
                function == ReduceFunction.SUM ? magnitude * (type == DType.F32 ? 1e-6 : 1e-14) : 0;
        boolean equal =
                Double.compare(expected, actual) == 0 || Math.abs(expected - actual) <= tolerance;
        assertThat(equal)
                .as(
                        "%s of %d %s, %d apart: %s instead of %s, seed %d",
                        function, length, type, step, actual, expected, SEED)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aSingleNaNIsTheGreatestAndTheLeast(Kernels kernels) {
        for (int length : new int[] {1, 5, 17, 40, 100}) {
            for (int place = 0; place < length; place++) {
                MemorySegment src = numbers(DType.F32, length * 20, new Random(SEED));
                Memory.f32(src, 4L * place, Float.NaN);
                for (int column = 0; column < 20; column++) {
                    Memory.f32(src, 4L * (place * 20 + column), Float.NaN);
                }
                MemorySegment dst = numbers(DType.F32, 20, new Random(SEED));
                for (ReduceFunction function : ReduceFunction.values()) {
                    kernels.reduce(
                            function, DType.F32, dst, 0, 1, src, 4L * 20 * place, 0, 1, 1, 20, 1);
                    assertThat(Memory.f32(dst, 0)).as("%s of a row", function).isNaN();
                    kernels.reduce(function, DType.F32, dst, 0, 20, src, 0, 0, 20, 1, length, 20);
                    for (int column = 0; column < 20; column++) {
                        assertThat(Memory.f32(dst, 4L * column))
                                .as("%s of column %d", function, column)
                                .isNaN();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void columnsCutAnywhereGiveTheSameBits(Kernels kernels) {
        Random random = new Random(SEED);
        for (DType type : List.of(DType.F32, DType.F64)) {
            MemorySegment src = numbers(type, 300 * 77, random);
            MemorySegment whole = numbers(type, 77, random);
            kernels.reduce(ReduceFunction.SUM, type, whole, 0, 0, src, 0, 0, 77, 1, 300, 77);
            for (int cut = 0; cut <= 77; cut++) {
                MemorySegment parts = numbers(type, 77, random);
                long offset = (long) type.bytes() * cut;
                kernels.reduce(ReduceFunction.SUM, type, parts, 0, 0, src, 0, 0, 77, 1, 300, cut);
                kernels.reduce(
                        ReduceFunction.SUM,
                        type,
                        parts,
                        offset,
                        0,
                        src,
                        offset,
                        0,
                        77,
                        1,
                        300,
                        77 - cut);
                assertThat(parts.mismatch(whole))
                        .as("%s cut at %d, seed %d", type, cut, SEED)
                        .isEqualTo(-1);
            }
        }
    }

    private static double get(DType type, MemorySegment segment, long index) {
        return type == DType.F32 ? Memory.f32(segment, 4 * index) : Memory.f64(segment, 8 * index);
    }

    private static MemorySegment numbers(DType type, int count, Random random) {
        MemorySegment segment =
                Arena.ofAuto().allocate(Math.max(1, (long) count * type.bytes()), 64);
        for (long i = 0; i < count; i++) {
            if (type == DType.F32) {
                Memory.f32(segment, 4 * i, (float) random.nextGaussian());
            } else {
                Memory.f64(segment, 8 * i, random.nextGaussian());
            }
        }
        return segment;
    }
}
