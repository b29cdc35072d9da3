package org.glissade.cpu;

import static org.glissade.cpu.Memory.f64;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.ReduceFunction;

/// Reductions of F64 on vectors, in the written order of [ScalarDoubles].
final class VectorDoubleReduce {
    private static final VectorSpecies<Double> LANES = Lanes.DOUBLES;
    private static final Class<? extends DoubleVector> VECTOR = Lanes.DOUBLE_VECTOR;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorDoubleReduce() {}

    /// Chains of a row's sum, as many as two of the longest vectors have lanes.
    private static final int CHAINS = 16;

    private static final VectorShuffle<Double> BY_8 = halves(8);
    private static final VectorShuffle<Double> BY_4 = halves(4);
    private static final VectorShuffle<Double> BY_2 = halves(2);
    private static final VectorShuffle<Double> BY_1 = halves(1);

    private static VectorShuffle<Double> halves(int distance) {
        return VectorShuffle.fromOp(LANES, lane -> (lane + distance) % LENGTH);
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
        long dstAt = VectorKernels.address(dst, dstOffset, 8, outer, dstOuter, 1, 0, inner);
        long srcAt =
                VectorKernels.address(src, srcOffset, 8, outer, srcOuter, reduce, srcReduce, inner);
        boolean row = inner == 1 && srcReduce == 1;
        if (row ? reduce <= ScalarDoubles.CHAIN || LENGTH * 4 < CHAINS : inner < LENGTH) {
            ScalarDoubles.reduce(
                    function, dst, dstOffset, dstOuter, src, srcOffset, srcOuter, srcReduce, outer,
                    reduce, inner);
            return;
        }
        try {
            for (int o = 0; o < outer; o++) {
                long from = srcAt + 8L * srcOuter * o;
                long to = dstAt + 8L * dstOuter * o;
                if (row) {
                    f64(
                            ALL,
                            to,
                            switch (function) {
                                case SUM -> rowSum(from, reduce);
                                case MAX -> rowMax(from, reduce);
                                case MIN -> rowMin(from, reduce);
                            });
                } else {
                    columns(function, to, from, 8L * srcReduce, reduce, inner);
                }
            }
        } finally {
            Reference.reachabilityFence(dst);
            Reference.reachabilityFence(src);
        }
    }

    // Lanes are brought together in halves: lane l with l + 8, then with l + 4, and so on. Each
    // method has that written out, for a vector handed to another method may become an object.

    private static double rowSum(long from, int count) {
        return LENGTH * 2 == CHAINS ? rowSumOfTwo(from, count) : rowSumOfFour(from, count);
    }

    private static double rowSumOfTwo(long from, int count) {
        DoubleVector a = DoubleVector.zero(LANES);
        DoubleVector b = DoubleVector.zero(LANES);
        int i = 0;
        for (; i + CHAINS <= count; i += CHAINS) {
            a =
                    VECTOR.cast(a)
                            .add(DoubleVector.fromMemorySegment(LANES, ALL, from + 8L * i, ORDER));
            b =
                    VECTOR.cast(b)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + LENGTH), ORDER));
        }
        // Adding the zeros of a masked load changes nothing: no chain is ever -0.
        if (i < count) {
            VectorMask<Double> mask = LANES.indexInRange(i, count);
            a =
                    VECTOR.cast(a)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * i, ORDER, mask));
        }
        if (i + LENGTH < count) {
            VectorMask<Double> mask = LANES.indexInRange(i + LENGTH, count);
            b =
                    VECTOR.cast(b)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + LENGTH), ORDER, mask));
        }
        DoubleVector x = VECTOR.cast(a).add(b);
        if (LENGTH == 16) {
            x = x.add(x.rearrange(BY_8));
        }
        if (LENGTH >= 8) {
            x = x.add(x.rearrange(BY_4));
        }
        if (LENGTH >= 4) {
            x = x.add(x.rearrange(BY_2));
        }
        return x.add(x.rearrange(BY_1)).lane(0);
    }

    private static double rowSumOfFour(long from, int count) {
        DoubleVector a = DoubleVector.zero(LANES);
        DoubleVector b = DoubleVector.zero(LANES);
        DoubleVector c = DoubleVector.zero(LANES);
        DoubleVector d = DoubleVector.zero(LANES);
        int i = 0;
        for (; i + CHAINS <= count; i += CHAINS) {
            a =
                    VECTOR.cast(a)
                            .add(DoubleVector.fromMemorySegment(LANES, ALL, from + 8L * i, ORDER));
            b =
                    VECTOR.cast(b)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + LENGTH), ORDER));
            c =
                    VECTOR.cast(c)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + 2 * LENGTH), ORDER));
            d =
                    VECTOR.cast(d)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + 3 * LENGTH), ORDER));
        }
        if (i < count) {
            VectorMask<Double> mask = LANES.indexInRange(i, count);
            a =
                    VECTOR.cast(a)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * i, ORDER, mask));
        }
        if (i + LENGTH < count) {
            VectorMask<Double> mask = LANES.indexInRange(i + LENGTH, count);
            b =
                    VECTOR.cast(b)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + LENGTH), ORDER, mask));
        }
        if (i + 2 * LENGTH < count) {
            VectorMask<Double> mask = LANES.indexInRange(i + 2 * LENGTH, count);
            c =
                    VECTOR.cast(c)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + 2 * LENGTH), ORDER, mask));
        }
        if (i + 3 * LENGTH < count) {
            VectorMask<Double> mask = LANES.indexInRange(i + 3 * LENGTH, count);
            d =
                    VECTOR.cast(d)
                            .add(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + 3 * LENGTH), ORDER, mask));
        }
        DoubleVector x = VECTOR.cast(a).add(c).add(VECTOR.cast(b).add(d));
        if (LENGTH == 16) {
            x = x.add(x.rearrange(BY_8));
        }
        if (LENGTH >= 8) {
            x = x.add(x.rearrange(BY_4));
        }
        if (LENGTH >= 4) {
            x = x.add(x.rearrange(BY_2));
        }
        return x.add(x.rearrange(BY_1)).lane(0);
    }

    private static double rowMax(long from, int count) {
        DoubleVector a = DoubleVector.fromMemorySegment(LANES, ALL, from, ORDER);
        DoubleVector b = a;
        int i = LENGTH;
        for (; i + 2 * LENGTH <= count; i += 2 * LENGTH) {
            a =
                    VECTOR.cast(a)
                            .max(DoubleVector.fromMemorySegment(LANES, ALL, from + 8L * i, ORDER));
            b =
                    VECTOR.cast(b)
                            .max(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + LENGTH), ORDER));
        }
        DoubleVector x = VECTOR.cast(a).max(b);
        if (LENGTH == 16) {
            x = x.max(x.rearrange(BY_8));
        }
        if (LENGTH >= 8) {
            x = x.max(x.rearrange(BY_4));
        }
        if (LENGTH >= 4) {
            x = x.max(x.rearrange(BY_2));
        }
        double value = x.max(x.rearrange(BY_1)).lane(0);
        for (; i < count; i++) {
            value = Math.max(value, f64(ALL, from + 8L * i));
        }
        return value;
    }

    private static double rowMin(long from, int count) {
        DoubleVector a = DoubleVector.fromMemorySegment(LANES, ALL, from, ORDER);
        DoubleVector b = a;
        int i = LENGTH;
        for (; i + 2 * LENGTH <= count; i += 2 * LENGTH) {
            a =
                    VECTOR.cast(a)
                            .min(DoubleVector.fromMemorySegment(LANES, ALL, from + 8L * i, ORDER));
            b =
                    VECTOR.cast(b)
                            .min(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + 8L * (i + LENGTH), ORDER));
        }
        DoubleVector x = VECTOR.cast(a).min(b);
        if (LENGTH == 16) {
            x = x.min(x.rearrange(BY_8));
        }
        if (LENGTH >= 8) {
            x = x.min(x.rearrange(BY_4));
        }
        if (LENGTH >= 4) {
            x = x.min(x.rearrange(BY_2));
        }
        double value = x.min(x.rearrange(BY_1)).lane(0);
        for (; i < count; i++) {
            value = Math.min(value, f64(ALL, from + 8L * i));
        }
        return value;
    }

    private static void columns(
            ReduceFunction function, long to, long from, long step, int count, int inner) {
        int i = 0;
        for (; i + 4 * LENGTH <= inner; i += 4 * LENGTH) {
            switch (function) {
                case SUM -> columnSums4(to + 8L * i, from + 8L * i, step, count);
                case MAX -> columnMax4(to + 8L * i, from + 8L * i, step, count);
                case MIN -> columnMin4(to + 8L * i, from + 8L * i, step, count);
            }
        }
        for (; i + LENGTH <= inner; i += LENGTH) {
            switch (function) {
                case SUM -> columnSums(to + 8L * i, from + 8L * i, step, count);
                case MAX -> columnMax(to + 8L * i, from + 8L * i, step, count);
                case MIN -> columnMin(to + 8L * i, from + 8L * i, step, count);
            }
        }
        for (; i < inner; i++) {
            f64(ALL, to + 8L * i, ScalarDoubles.column(function, ALL, from + 8L * i, step, count));
        }
    }

    private static void columnSums4(long to, long from, long step, int count) {
        DoubleVector totalA = DoubleVector.zero(LANES);
        DoubleVector totalB = totalA;
        DoubleVector totalC = totalA;
        DoubleVector totalD = totalA;
        for (int start = 0; start < count; start += ScalarDoubles.BLOCK) {
            DoubleVector a = DoubleVector.zero(LANES);
            DoubleVector b = a;
            DoubleVector c = a;
            DoubleVector d = a;
            int end = Math.min(count, start + ScalarDoubles.BLOCK);
            for (int r = start; r < end; r++) {
                long at = from + step * r;
                a = VECTOR.cast(a).add(DoubleVector.fromMemorySegment(LANES, ALL, at, ORDER));
                b =
                        VECTOR.cast(b)
                                .add(
                                        DoubleVector.fromMemorySegment(
                                                LANES, ALL, at + 8L * LENGTH, ORDER));
                c =
                        VECTOR.cast(c)
                                .add(
                                        DoubleVector.fromMemorySegment(
                                                LANES, ALL, at + 8L * 2 * LENGTH, ORDER));
                d =
                        VECTOR.cast(d)
                                .add(
                                        DoubleVector.fromMemorySegment(
                                                LANES, ALL, at + 8L * 3 * LENGTH, ORDER));
            }
            totalA = VECTOR.cast(totalA).add(a);
            totalB = VECTOR.cast(totalB).add(b);
            totalC = VECTOR.cast(totalC).add(c);
            totalD = VECTOR.cast(totalD).add(d);
        }
        VECTOR.cast(totalA).intoMemorySegment(ALL, to, ORDER);
        VECTOR.cast(totalB).intoMemorySegment(ALL, to + 8L * LENGTH, ORDER);
        VECTOR.cast(totalC).intoMemorySegment(ALL, to + 8L * 2 * LENGTH, ORDER);
        VECTOR.cast(totalD).intoMemorySegment(ALL, to + 8L * 3 * LENGTH, ORDER);
    }

    private static void columnSums(long to, long from, long step, int count) {
        DoubleVector total = DoubleVector.zero(LANES);
        for (int start = 0; start < count; start += ScalarDoubles.BLOCK) {
            DoubleVector sum = DoubleVector.zero(LANES);
            int end = Math.min(count, start + ScalarDoubles.BLOCK);
            for (int r = start; r < end; r++) {
                sum =
                        VECTOR.cast(sum)
                                .add(
                                        DoubleVector.fromMemorySegment(
                                                LANES, ALL, from + step * r, ORDER));
            }
            total = VECTOR.cast(total).add(sum);
        }
        VECTOR.cast(total).intoMemorySegment(ALL, to, ORDER);
    }

    private static void columnMax4(long to, long from, long step, int count) {
        DoubleVector a = DoubleVector.broadcast(LANES, Double.NEGATIVE_INFINITY);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        for (int r = 0; r < count; r++) {
            long at = from + step * r;
            a = VECTOR.cast(a).max(DoubleVector.fromMemorySegment(LANES, ALL, at, ORDER));
            b =
                    VECTOR.cast(b)
                            .max(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, at + 8L * LENGTH, ORDER));
            c =
                    VECTOR.cast(c)
                            .max(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, at + 8L * 2 * LENGTH, ORDER));
            d =
                    VECTOR.cast(d)
                            .max(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, at + 8L * 3 * LENGTH, ORDER));
        }
        VECTOR.cast(a).intoMemorySegment(ALL, to, ORDER);
        VECTOR.cast(b).intoMemorySegment(ALL, to + 8L * LENGTH, ORDER);
        VECTOR.cast(c).intoMemorySegment(ALL, to + 8L * 2 * LENGTH, ORDER);
        VECTOR.cast(d).intoMemorySegment(ALL, to + 8L * 3 * LENGTH, ORDER);
    }

    private static void columnMax(long to, long from, long step, int count) {
        DoubleVector value = DoubleVector.broadcast(LANES, Double.NEGATIVE_INFINITY);
        for (int r = 0; r < count; r++) {
            value =
                    VECTOR.cast(value)
                            .max(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + step * r, ORDER));
        }
        VECTOR.cast(value).intoMemorySegment(ALL, to, ORDER);
    }

    private static void columnMin4(long to, long from, long step, int count) {
        DoubleVector a = DoubleVector.broadcast(LANES, Double.POSITIVE_INFINITY);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        for (int r = 0; r < count; r++) {
            long at = from + step * r;
            a = VECTOR.cast(a).min(DoubleVector.fromMemorySegment(LANES, ALL, at, ORDER));
            b =
                    VECTOR.cast(b)
                            .min(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, at + 8L * LENGTH, ORDER));
            c =
                    VECTOR.cast(c)
                            .min(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, at + 8L * 2 * LENGTH, ORDER));
            d =
                    VECTOR.cast(d)
                            .min(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, at + 8L * 3 * LENGTH, ORDER));
        }
        VECTOR.cast(a).intoMemorySegment(ALL, to, ORDER);
        VECTOR.cast(b).intoMemorySegment(ALL, to + 8L * LENGTH, ORDER);
        VECTOR.cast(c).intoMemorySegment(ALL, to + 8L * 2 * LENGTH, ORDER);
        VECTOR.cast(d).intoMemorySegment(ALL, to + 8L * 3 * LENGTH, ORDER);
    }

    private static void columnMin(long to, long from, long step, int count) {
        DoubleVector value = DoubleVector.broadcast(LANES, Double.POSITIVE_INFINITY);
        for (int r = 0; r < count; r++) {
            value =
                    VECTOR.cast(value)
                            .min(
                                    DoubleVector.fromMemorySegment(
                                            LANES, ALL, from + step * r, ORDER));
        }
        VECTOR.cast(value).intoMemorySegment(ALL, to, ORDER);
    }
}
