package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.glissade.tensor.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Matrix products against the naive sum in double precision, and cut into parts against the whole.
class MatrixProductTest {
    private static final int[] SIZES = {0, 1, 3, 10, 16, 33, 65};
    private static final long SEED = 11;

    static Stream<Kernels> kernels() {
        return Stream.of(new ScalarKernels(), new VectorKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyShapeAndOrientationGivesTheNaiveSum(Kernels kernels) {
        Random random = new Random(SEED);
        int checked = 0;
        for (DType type : List.of(DType.F32, DType.F64)) {
            for (int m : SIZES) {
                for (int n : SIZES) {
                    for (int k : SIZES) {
                        for (int form = 0; form < 4; form++) {
                            MatrixProduct product =
                                    MatrixProduct.dense(
                                            type, m, n, k, (form & 1) != 0, (form & 2) != 0);
                            check(
                                    kernels,
                                    random.nextBoolean() ? product.accumulating() : product,
                                    random);
                            checked++;
                        }
                    }
                }
            }
        }
        assertThat(checked).isEqualTo(2 * 7 * 7 * 7 * 4);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aLongSumIsStillOneChain(Kernels kernels) {
        Random random = new Random(SEED);
        for (int form = 0; form < 4; form++) {
            check(
                    kernels,
                    MatrixProduct.dense(DType.F32, 70, 40, 1000, (form & 1) != 0, (form & 2) != 0),
                    random);
            check(
                    kernels,
                    MatrixProduct.dense(DType.F32, 70, 600, 300, (form & 1) != 0, (form & 2) != 0),
                    random);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsThatCrowdTheCacheAreStillOneChain(Kernels kernels) {
        Random random = new Random(SEED);
        for (int rows : new int[] {128, 640}) {
            for (int columns : new int[] {128, 150}) {
                MatrixProduct product =
                        MatrixProduct.dense(DType.F32, rows, columns, 200, true, false);
                assertThat(LeftPanel.pays(product)).isTrue();
                check(kernels, product, random);
                check(kernels, product.accumulating(), random);
            }
        }
        check(kernels, MatrixProduct.dense(DType.F32, 37, 128, 300, false, false), random);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void partsOfRowsThatCrowdTheCacheGiveTheBitsOfTheWhole(Kernels kernels) {
        Random random = new Random(SEED);
        MatrixProduct product = MatrixProduct.dense(DType.F32, 256, 192, 300, true, false);
        MemorySegment a = matrix(product, 256 * 300, random);
        MemorySegment b = matrix(product, 192 * 300, random);
        MemorySegment whole = matrix(product, 256 * 192, random);
        MemorySegment parts = Arena.ofAuto().allocate(whole.byteSize());
        MemorySegment scratch =
                Arena.ofAuto().allocate(Math.max(1, kernels.scratchBytes(product)), 64);
        kernels.multiply(product, whole, 0, a, 0, b, 0, scratch, 0, 0, 256, 0, 192);
        for (int from = 0; from < 256; from += 37) {
            int to = Math.min(256, from + 37);
            kernels.multiply(product, parts, 0, a, 0, b, 0, scratch, 0, from, to, 0, 192);
        }
        assertThat(parts.mismatch(whole)).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void partsGiveTheBitsOfTheWhole(Kernels kernels) {
        Random random = new Random(SEED);
        for (DType type : List.of(DType.F32, DType.F64, DType.I32)) {
            for (int form = 0; form < 8; form++) {
                MatrixProduct product =
                        MatrixProduct.dense(type, 67, 83, 270, (form & 1) != 0, (form & 2) != 0);
                product = (form & 4) != 0 ? product.accumulating() : product;
                MemorySegment a = matrix(product, 67 * 270, random);
                MemorySegment b = matrix(product, 83 * 270, random);
                MemorySegment whole = matrix(product, 67 * 83, random);
                MemorySegment parts = Arena.ofAuto().allocate(whole.byteSize()).copyFrom(whole);
                MemorySegment scratch =
                        Arena.ofAuto().allocate(Math.max(1, kernels.scratchBytes(product)), 64);
                kernels.multiply(product, whole, 0, a, 0, b, 0, scratch, 0, 0, 67, 0, 83);
                int row = 1 + random.nextInt(65);
                int column = 1 + random.nextInt(81);
                kernels.multiply(product, parts, 0, a, 0, b, 0, scratch, 0, 0, row, 0, column);
                kernels.multiply(product, parts, 0, a, 0, b, 0, scratch, 0, row, 67, 0, column);
                kernels.multiply(product, parts, 0, a, 0, b, 0, scratch, 0, 0, 67, column, 83);
                assertThat(parts.mismatch(whole))
                        .as("%s cut at row %d, column %d, seed %d", product, row, column, SEED)
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void sizesBelowZeroAreRefused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> MatrixProduct.dense(DType.F32, -1, 2, 3, false, false))
                .hasMessageContaining("sizes from 0 up");
    }

    private static void check(Kernels kernels, MatrixProduct p, Random random) {
        MemorySegment a = matrix(p, p.m() * p.k(), random);
        MemorySegment b = matrix(p, p.k() * p.n(), random);
        MemorySegment c = matrix(p, p.m() * p.n(), random);
        MemorySegment old = Arena.ofAuto().allocate(c.byteSize()).copyFrom(c);
        MemorySegment scratch = Arena.ofAuto().allocate(Math.max(1, kernels.scratchBytes(p)), 64);
        kernels.multiply(p, c, 0, a, 0, b, 0, scratch, 0, 0, p.m(), 0, p.n());
        double precision = p.type() == DType.F32 ? 1e-6 : 1e-14;
        for (int i = 0; i < p.m(); i++) {
            for (int j = 0; j < p.n(); j++) {
                double sum = p.accumulate() ? get(p, old, i * p.cStride() + j) : 0;
                double magnitude = Math.abs(sum);
                for (int k = 0; k < p.k(); k++) {
                    double term =
                            get(p, a, p.aRow() * i + p.aK() * k)
                                    * get(p, b, p.bK() * k + p.bColumn() * j);
                    sum += term;
                    magnitude += Math.abs(term);
                }
                double error = Math.abs(get(p, c, i * p.cStride() + j) - sum);
                if (!(error <= precision * magnitude)) {
                    throw new AssertionError(
                            p
                                    + " at "
                                    + i
                                    + ", "
                                    + j
                                    + ": off by "
                                    + error
                                    + " of "
                                    + magnitude
                                    + ", seed "
                                    + SEED);
                }
            }
        }
    }

    private static double get(MatrixProduct p, MemorySegment segment, long index) {
        return p.type() == DType.F32
                ? Memory.f32(segment, 4 * index)
                : Memory.f64(segment, 8 * index);
    }

    private static MemorySegment matrix(MatrixProduct p, int count, Random random) {
        int bytes = p.type().bytes();
        MemorySegment segment = Arena.ofAuto().allocate(Math.max(1, (long) count * bytes), 64);
        for (long i = 0; i < count; i++) {
            switch (p.type()) {
                case F32 -> Memory.f32(segment, 4 * i, (float) random.nextGaussian());
                case F64 -> Memory.f64(segment, 8 * i, random.nextGaussian());
                case I32, I64, BOOL -> Memory.i32(segment, 4 * i, random.nextInt());
            }
        }
        return segment;
    }
}
