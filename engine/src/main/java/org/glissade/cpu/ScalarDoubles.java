package org.glissade.cpu;

import static org.glissade.cpu.Memory.f64;

import java.lang.foreign.MemorySegment;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// The scalar kernels for F64; see [Kernels] for what each computes.
final class ScalarDoubles {
    /// Sums down a column restart after so many rows, which keeps their rounding error small.
    static final int BLOCK = 128;

    /// Sums along a row up to this long are one chain.
    static final int CHAIN = 8;

    private ScalarDoubles() {}

    static void unary(
            UnaryFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        for (int i = 0; i < count; i++) {
            f64(dst, dstOffset + 8L * i, function.apply(f64(a, aOffset + 8L * i)));
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
        long stepA = 8L * aStep;
        long stepB = 8L * bStep;
        switch (function) {
            case ADD -> {
                for (int i = 0; i < count; i++) {
                    f64(
                            dst,
                            dstOffset + 8L * i,
                            f64(a, aOffset + stepA * i) + f64(b, bOffset + stepB * i));
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < count; i++) {
                    f64(
                            dst,
                            dstOffset + 8L * i,
                            f64(a, aOffset + stepA * i) - f64(b, bOffset + stepB * i));
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < count; i++) {
                    f64(
                            dst,
                            dstOffset + 8L * i,
                            f64(a, aOffset + stepA * i) * f64(b, bOffset + stepB * i));
                }
            }
            case DIVIDE, POWER, MAXIMUM, MINIMUM, ATAN2 -> {
                for (int i = 0; i < count; i++) {
                    double x = f64(a, aOffset + stepA * i);
                    f64(dst, dstOffset + 8L * i, function.apply(x, f64(b, bOffset + stepB * i)));
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
            double x = f64(a, aOffset + 8L * aStep * i);
            double y = f64(b, bOffset + 8L * bStep * i);
            Memory.truth(dst, dstOffset + i, function.test(x, y));
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
            long from = srcOffset + 8 * srcOuter * o;
            long to = dstOffset + 8 * dstOuter * o;
            for (int i = 0; i < inner; i++) {
                double value =
                        row
                                ? rowSum(src, from, reduce)
                                : column(function, src, from + 8L * i, 8 * srcReduce, reduce);
                f64(dst, to + 8L * i, value);
            }
        }
    }

    /// The sum of `count` neighbours: one chain, or 16 interleaved ones added up in halves.
    static double rowSum(MemorySegment src, long from, int count) {
        if (count <= CHAIN) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += f64(src, from + 8L * i);
            }
            return sum;
        }
        return (quarter(src, from, count, 0) + quarter(src, from, count, 2))
                + (quarter(src, from, count, 1) + quarter(src, from, count, 3));
    }

    /// The sum of the chains `first`, `first` + 4, + 8 and + 12.
    private static double quarter(MemorySegment src, long from, int count, int first) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = first;
        for (; i + 12 < count; i += 16) {
            a += f64(src, from + 8L * i);
            b += f64(src, from + 8L * i + 32);
            c += f64(src, from + 8L * i + 64);
            d += f64(src, from + 8L * i + 96);
        }
        if (i < count) {
            a += f64(src, from + 8L * i);
        }
        if (i + 4 < count) {
            b += f64(src, from + 8L * i + 32);
        }
        if (i + 8 < count) {
            c += f64(src, from + 8L * i + 64);
        }
        return (a + c) + (b + d);
    }

    /// A column of `count` elements, `step` bytes apart.
    static double column(
            ReduceFunction function, MemorySegment src, long from, long step, int count) {
        return switch (function) {
            case SUM -> {
                double total = 0;
                for (int start = 0; start < count; start += BLOCK) {
                    double sum = 0;
                    for (int r = start, end = Math.min(count, start + BLOCK); r < end; r++) {
                        sum += f64(src, from + step * r);
                    }
                    total += sum;
                }
                yield total;
            }
            case MAX -> {
                double value = Double.NEGATIVE_INFINITY;
                for (int r = 0; r < count; r++) {
                    value = Math.max(value, f64(src, from + step * r));
                }
                yield value;
            }
            case MIN -> {
                double value = Double.POSITIVE_INFINITY;
                for (int r = 0; r < count; r++) {
                    value = Math.min(value, f64(src, from + step * r));
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
        long aRow = 8 * product.aRow();
        long bColumn = 8 * product.bColumn();
        long cRow = 8 * product.cStride();
        for (int i = rowFrom; i < rowTo; i += 4) {
            for (int j = columnFrom; j < columnTo; j += 4) {
                long aa = aOffset + aRow * i;
                long bb = bOffset + bColumn * j;
                long cc = cOffset + cRow * i + 8L * j;
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
                                    cc + cRow * y + 8L * x,
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
        long aRow = 8 * product.aRow();
        long aK = 8 * product.aK();
        long bK = 8 * product.bK();
        long bColumn = 8 * product.bColumn();
        long next = cc + 8 * product.cStride();
        boolean add = product.accumulate();
        double c00 = add ? f64(c, cc) : 0;
        double c01 = add ? f64(c, cc + 8) : 0;
        double c02 = add ? f64(c, cc + 16) : 0;
        double c03 = add ? f64(c, cc + 24) : 0;
        double c10 = add ? f64(c, next) : 0;
        double c11 = add ? f64(c, next + 8) : 0;
        double c12 = add ? f64(c, next + 16) : 0;
        double c13 = add ? f64(c, next + 24) : 0;
        int count = product.k();
        for (int k = 0; k < count; k++) {
            double a0 = f64(a, aa + aK * k);
            double a1 = f64(a, aa + aK * k + aRow);
            long at = bb + bK * k;
            double b0 = f64(b, at);
            double b1 = f64(b, at + bColumn);
            double b2 = f64(b, at + 2 * bColumn);
            double b3 = f64(b, at + 3 * bColumn);
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }
        f64(c, cc, c00);
        f64(c, cc + 8, c01);
        f64(c, cc + 16, c02);
        f64(c, cc + 24, c03);
        f64(c, next, c10);
        f64(c, next + 8, c11);
        f64(c, next + 16, c12);
        f64(c, next + 24, c13);
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
        long aK = 8 * product.aK();
        long bK = 8 * product.bK();
        double sum = product.accumulate() ? f64(c, cc) : 0;
        int count = product.k();
        for (int k = 0; k < count; k++) {
            sum = Math.fma(f64(a, aa + aK * k), f64(b, bb + bK * k), sum);
        }
        f64(c, cc, sum);
    }
}
