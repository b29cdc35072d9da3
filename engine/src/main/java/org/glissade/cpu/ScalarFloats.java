package org.glissade.cpu;

import static org.glissade.cpu.Memory.f32;

import java.lang.foreign.MemorySegment;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// The scalar kernels for F32; see [Kernels] for what each computes.
final class ScalarFloats {
    /// Sums down a column restart after so many rows, which keeps their rounding error small.
    static final int BLOCK = 128;

    /// Sums along a row up to this long are one chain.
    static final int CHAIN = 16;

    private ScalarFloats() {}

    static void unary(
            UnaryFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        for (int i = 0; i < count; i++) {
            f32(dst, dstOffset + 4L * i, FloatMath.apply(function, f32(a, aOffset + 4L * i)));
        }
    }

    static void binary(
            BinaryFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        long stepA = 4L * aStep;
        long stepB = 4L * bStep;
        switch (function) {
            case ADD -> {
                for (int i = 0; i < count; i++) {
                    f32(
                            dst,
                            dstOffset + 4L * i,
                            f32(a, aOffset + stepA * i) + f32(b, bOffset + stepB * i));
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < count; i++) {
                    f32(
                            dst,
                            dstOffset + 4L * i,
                            f32(a, aOffset + stepA * i) - f32(b, bOffset + stepB * i));
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < count; i++) {
                    f32(
                            dst,
                            dstOffset + 4L * i,
                            f32(a, aOffset + stepA * i) * f32(b, bOffset + stepB * i));
                }
            }
            case DIVIDE, POWER, MAXIMUM, MINIMUM, ATAN2 -> {
                for (int i = 0; i < count; i++) {
                    float x = f32(a, aOffset + stepA * i);
                    f32(
                            dst,
                            dstOffset + 4L * i,
                            FloatMath.apply(function, x, f32(b, bOffset + stepB * i)));
                }
            }
        }
    }

    static void compare(
            CompareFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        for (int i = 0; i < count; i++) {
            float x = f32(a, aOffset + 4L * aStep * i);
            float y = f32(b, bOffset + 4L * bStep * i);
            Memory.truth(dst, dstOffset + i, function.test((double) x, (double) y));
        }
    }

    static void reduce(
            ReduceFunction function,
            MemorySegment dst,
            long dstOffset,
            long dstOuter,
            MemorySegment src,
            long srcOffset,
            long srcOuter,
            long srcReduce,
            int outer,
            int reduce,
            int inner) {
        boolean row = inner == 1 && srcReduce == 1 && function == ReduceFunction.SUM;
        for (int o = 0; o < outer; o++) {
            long from = srcOffset + 4 * srcOuter * o;
            long to = dstOffset + 4 * dstOuter * o;
            for (int i = 0; i < inner; i++) {
                float value =
                        row
                                ? rowSum(src, from, reduce)
                                : column(function, src, from + 4L * i, 4 * srcReduce, reduce);
                f32(dst, to + 4L * i, value);
            }
        }
    }

    /// The sum of `count` neighbours: one chain, or 32 interleaved ones added up in halves.
    static float rowSum(MemorySegment src, long from, int count) {
        if (count <= CHAIN) {
            float sum = 0;
            for (int i = 0; i < count; i++) {
                sum += f32(src, from + 4L * i);
            }
            return sum;
        }
        float even =
                (eighth(src, from, count, 0) + eighth(src, from, count, 4))
                        + (eighth(src, from, count, 2) + eighth(src, from, count, 6));
        float odd =
                (eighth(src, from, count, 1) + eighth(src, from, count, 5))
                        + (eighth(src, from, count, 3) + eighth(src, from, count, 7));
        return even + odd;
    }

    /// The sum of the chains `first`, `first` + 8, + 16 and + 24.
    private static float eighth(MemorySegment src, long from, int count, int first) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = first;
        for (; i + 24 < count; i += 32) {
            a += f32(src, from + 4L * i);
            b += f32(src, from + 4L * i + 32);
            c += f32(src, from + 4L * i + 64);
            d += f32(src, from + 4L * i + 96);
        }
        if (i < count) {
            a += f32(src, from + 4L * i);
        }
        if (i + 8 < count) {
            b += f32(src, from + 4L * i + 32);
        }
        if (i + 16 < count) {
            c += f32(src, from + 4L * i + 64);
        }
        return (a + c) + (b + d);
    }

    /// A column of `count` elements, `step` bytes apart.
    static float column(
            ReduceFunction function, MemorySegment src, long from, long step, int count) {
        return switch (function) {
            case SUM -> {
                float total = 0;
                for (int start = 0; start < count; start += BLOCK) {
                    float sum = 0;
                    for (int r = start, end = Math.min(count, start + BLOCK); r < end; r++) {
                        sum += f32(src, from + step * r);
                    }
                    total += sum;
                }
                yield total;
            }
            case MAX -> {
                float value = Float.NEGATIVE_INFINITY;
                for (int r = 0; r < count; r++) {
                    value = Math.max(value, f32(src, from + step * r));
                }
                yield value;
            }
            case MIN -> {
                float value = Float.POSITIVE_INFINITY;
                for (int r = 0; r < count; r++) {
                    value = Math.min(value, f32(src, from + step * r));
                }
                yield value;
            }
        };
    }

    static void multiply(
            MatrixProduct product,
            MemorySegment c,
            long cOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            int rowFrom,
            int rowTo,
            int columnFrom,
            int columnTo) {
        long aRow = 4 * product.aRow();
        long bColumn = 4 * product.bColumn();
        long cRow = 4 * product.cStride();
        for (int i = rowFrom; i < rowTo; i += 4) {
            for (int j = columnFrom; j < columnTo; j += 4) {
                long aa = aOffset + aRow * i;
                long bb = bOffset + bColumn * j;
                long cc = cOffset + cRow * i + 4L * j;
                if (i + 4 <= rowTo && j + 4 <= columnTo) {
                    // Two halves: sixteen sums and their addresses are more than the registers
                    // hold.
                    tile(product, c, cc, a, aa, b, bb);
                    tile(product, c, cc + 2 * cRow, a, aa + 2 * aRow, b, bb);
                } else {
                    for (int y = 0; y < Math.min(4, rowTo - i); y++) {
                        for (int x = 0; x < Math.min(4, columnTo - j); x++) {
                            one(
                                    product,
                                    c,
                                    cc + cRow * y + 4L * x,
                                    a,
                                    aa + aRow * y,
                                    b,
                                    bb + bColumn * x);
                        }
                    }
                }
            }
        }
    }

    /// Two rows and four columns of C.
    private static void tile(
            MatrixProduct product,
            MemorySegment c,
            long cc,
            MemorySegment a,
            long aa,
            MemorySegment b,
            long bb) {
        long aRow = 4 * product.aRow();
        long aK = 4 * product.aK();
        long bK = 4 * product.bK();
        long bColumn = 4 * product.bColumn();
        long next = cc + 4 * product.cStride();
        boolean add = product.accumulate();
        float c00 = add ? f32(c, cc) : 0;
        float c01 = add ? f32(c, cc + 4) : 0;
        float c02 = add ? f32(c, cc + 8) : 0;
        float c03 = add ? f32(c, cc + 12) : 0;
        float c10 = add ? f32(c, next) : 0;
        float c11 = add ? f32(c, next + 4) : 0;
        float c12 = add ? f32(c, next + 8) : 0;
        float c13 = add ? f32(c, next + 12) : 0;
        int count = product.k();
        for (int k = 0; k < count; k++) {
            float a0 = f32(a, aa + aK * k);
            float a1 = f32(a, aa + aK * k + aRow);
            long at = bb + bK * k;
            float b0 = f32(b, at);
            float b1 = f32(b, at + bColumn);
            float b2 = f32(b, at + 2 * bColumn);
            float b3 = f32(b, at + 3 * bColumn);
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }
        f32(c, cc, c00);
        f32(c, cc + 4, c01);
        f32(c, cc + 8, c02);
        f32(c, cc + 12, c03);
        f32(c, next, c10);
        f32(c, next + 4, c11);
        f32(c, next + 8, c12);
        f32(c, next + 12, c13);
    }

    /// One element of C.
    static void one(
            MatrixProduct product,
            MemorySegment c,
            long cc,
            MemorySegment a,
            long aa,
            MemorySegment b,
            long bb) {
        long aK = 4 * product.aK();
        long bK = 4 * product.bK();
        float sum = product.accumulate() ? f32(c, cc) : 0;
        int count = product.k();
        for (int k = 0; k < count; k++) {
            sum = Math.fma(f32(a, aa + aK * k), f32(b, bb + bK * k), sum);
        }
        f32(c, cc, sum);
    }
}
