package org.glissade.cpu;

import static org.glissade.cpu.Memory.f32;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.ReduceFunction;

/// Reductions of F32 on vectors, in the written order of [ScalarFloats].
final class VectorFloatReduce {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final Class<? extends FloatVector> VECTOR = Lanes.FLOAT_VECTOR;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();

    private VectorFloatReduce() {}

    /// Chains of a row's sum, as many as two of the longest vectors have lanes.
    private static final int CHAINS = 32;

    private static final VectorShuffle<Float> BY_8 = halves(8);
    private static final VectorShuffle<Float> BY_4 = halves(4);
    private static final VectorShuffle<Float> BY_2 = halves(2);
    private static final VectorShuffle<Float> BY_1 = halves(1);

    private static VectorShuffle<Float> halves(int distance) {
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
        long dstAt = VectorKernels.address(dst, dstOffset, 4, outer, dstOuter, 1, 0, inner);
        long srcAt =
                VectorKernels.address(src, srcOffset, 4, outer, srcOuter, reduce, srcReduce, inner);
        boolean row = inner == 1 && srcReduce == 1;
        if (row ? reduce <= ScalarFloats.CHAIN || LENGTH * 4 < CHAINS : inner < LENGTH) {
            ScalarFloats.reduce(
                    function, dst, dstOffset, dstOuter, src, srcOffset, srcOuter, srcReduce, outer,
                    reduce, inner);
            return;
        }
        try {
            for (int o = 0; o < outer; o++) {
                long from = srcAt + 4L * srcOuter * o;
                long to = dstAt + 4L * dstOuter * o;
                if (row) {
                    f32(
                            ALL,
                            to,
                            switch (function) {
                                case SUM -> rowSum(from, reduce);
                                case MAX -> rowMax(from, reduce);
                                case MIN -> rowMin(from, reduce);
                            });
                } else {
                    columns(function, to, from, 4L * srcReduce, reduce, inner);
                }
            }
        } finally {
            Reference.reachabilityFence(dst);
            Reference.reachabilityFence(src);
        }
    }

    // Lanes are brought together in halves: lane l with l + 8, then with l + 4, and so on. Each
    // method has that written out, for a vector handed to another method may become an object.

    private static float rowSum(long from, int count) {
        return LENGTH * 2 == CHAINS ? rowSumOfTwo(from, count) : rowSumOfFour(from, count);
    }

    private static float rowSumOfTwo(long from, int count) {
        FloatVector a = FloatVector.zero(LANES);
        FloatVector b = FloatVector.zero(LANES);
        int i = 0;
        for (; i + CHAINS <= count; i += CHAINS) {
            a = VECTOR.cast(a).add(FloatVector.fromMemorySegment(LANES, ALL, from + 4L * i, ORDER));
            b =
                    VECTOR.cast(b)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + LENGTH), ORDER));
        }
        // Adding the zeros of a masked load changes nothing: no chain is ever -0.
        if (i < count) {
            VectorMask<Float> mask = LANES.indexInRange(i, count);
            a =
                    VECTOR.cast(a)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * i, ORDER, mask));
        }
        if (i + LENGTH < count) {
            VectorMask<Float> mask = LANES.indexInRange(i + LENGTH, count);
            b =
                    VECTOR.cast(b)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + LENGTH), ORDER, mask));
        }
        FloatVector x = VECTOR.cast(a).add(b);
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

    private static float rowSumOfFour(long from, int count) {
        FloatVector a = FloatVector.zero(LANES);
        FloatVector b = FloatVector.zero(LANES);
        FloatVector c = FloatVector.zero(LANES);
        FloatVector d = FloatVector.zero(LANES);
        int i = 0;
        for (; i + CHAINS <= count; i += CHAINS) {
            a = VECTOR.cast(a).add(FloatVector.fromMemorySegment(LANES, ALL, from + 4L * i, ORDER));
            b =
                    VECTOR.cast(b)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + LENGTH), ORDER));
            c =
                    VECTOR.cast(c)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + 2 * LENGTH), ORDER));
            d =
                    VECTOR.cast(d)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + 3 * LENGTH), ORDER));
        }
        if (i < count) {
            VectorMask<Float> mask = LANES.indexInRange(i, count);
            a =
                    VECTOR.cast(a)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * i, ORDER, mask));
        }
        if (i + LENGTH < count) {
            VectorMask<Float> mask = LANES.indexInRange(i + LENGTH, count);
            b =
                    VECTOR.cast(b)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + LENGTH), ORDER, mask));
        }
        if (i + 2 * LENGTH < count) {
            VectorMask<Float> mask = LANES.indexInRange(i + 2 * LENGTH, count);
            c =
                    VECTOR.cast(c)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + 2 * LENGTH), ORDER, mask));
        }
        if (i + 3 * LENGTH < count) {
            VectorMask<Float> mask = LANES.indexInRange(i + 3 * LENGTH, count);
            d =
                    VECTOR.cast(d)
                            .add(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + 3 * LENGTH), ORDER, mask));
        }
        FloatVector x = VECTOR.cast(a).add(c).add(VECTOR.cast(b).add(d));
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

    private static float rowMax(long from, int count) {
        FloatVector a = FloatVector.fromMemorySegment(LANES, ALL, from, ORDER);
        FloatVector b = a;
        int i = LENGTH;
        for (; i + 2 * LENGTH <= count; i += 2 * LENGTH) {
            a = VECTOR.cast(a).max(FloatVector.fromMemorySegment(LANES, ALL, from + 4L * i, ORDER));
            b =
                    VECTOR.cast(b)
                            .max(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + LENGTH), ORDER));
        }
        FloatVector x = VECTOR.cast(a).max(b);
        if (LENGTH == 16) {
            x = x.max(x.rearrange(BY_8));
        }
        if (LENGTH >= 8) {
            x = x.max(x.rearrange(BY_4));
        }
        if (LENGTH >= 4) {
            x = x.max(x.rearrange(BY_2));
        }
        float value = x.max(x.rearrange(BY_1)).lane(0);
        for (; i < count; i++) {
            value = Math.max(value, f32(ALL, from + 4L * i));
        }
        return value;
    }

    private static float rowMin(long from, int count) {
        FloatVector a = FloatVector.fromMemorySegment(LANES, ALL, from, ORDER);
        FloatVector b = a;
        int i = LENGTH;
        for (; i + 2 * LENGTH <= count; i += 2 * LENGTH) {
            a = VECTOR.cast(a).min(FloatVector.fromMemorySegment(LANES, ALL, from + 4L * i, ORDER));
            b =
                    VECTOR.cast(b)
                            .min(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, from + 4L * (i + LENGTH), ORDER));
        }
        FloatVector x = VECTOR.cast(a).min(b);
        if (LENGTH == 16) {
            x = x.min(x.rearrange(BY_8));
        }
        if (LENGTH >= 8) {
            x = x.min(x.rearrange(BY_4));
        }
        if (LENGTH >= 4) {
            x = x.min(x.rearrange(BY_2));
        }
        float value = x.min(x.rearrange(BY_1)).lane(0);
        for (; i < count; i++) {
            value = Math.min(value, f32(ALL, from + 4L * i));
        }
        return value;
    }

    private static void columns(
            ReduceFunction function, long to, long from, long step, int count, int inner) {
        int i = 0;
        for (; i + 4 * LENGTH <= inner; i += 4 * LENGTH) {
            switch (function) {
                case SUM -> columnSums4(to + 4L * i, from + 4L * i, step, count);
                case MAX -> columnMax4(to + 4L * i, from + 4L * i, step, count);
                case MIN -> columnMin4(to + 4L * i, from + 4L * i, step, count);
            }
        }
        for (; i + LENGTH <= inner; i += LENGTH) {
            switch (function) {
                case SUM -> columnSums(to + 4L * i, from + 4L * i, step, count);
                case MAX -> columnMax(to + 4L * i, from + 4L * i, step, count);
                case MIN -> columnMin(to + 4L * i, from + 4L * i, step, count);
            }
        }
        for (; i < inner; i++) {
            f32(ALL, to + 4L * i, ScalarFloats.column(function, ALL, from + 4L * i, step, count));
        }
    }

    private static void columnSums4(long to, long from, long step, int count) {
        FloatVector totalA = FloatVector.zero(LANES);
        FloatVector totalB = totalA;
        FloatVector totalC = totalA;
        FloatVector totalD = totalA;
        for (int start = 0; start < count; start += ScalarFloats.BLOCK) {
            FloatVector a = FloatVector.zero(LANES);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            int end = Math.min(count, start + ScalarFloats.BLOCK);
            for (int r = start; r < end; r++) {
                long at = from + step * r;
                a = VECTOR.cast(a).add(FloatVector.fromMemorySegment(LANES, ALL, at, ORDER));
                b =
                        VECTOR.cast(b)
                                .add(
                                        FloatVector.fromMemorySegment(
                                                LANES, ALL, at + 4L * LENGTH, ORDER));
                c =
                        VECTOR.cast(c)
                                .add(
                                        FloatVector.fromMemorySegment(
                                                LANES, ALL, at + 4L * 2 * LENGTH, ORDER));
                d =
                        VECTOR.cast(d)
                                .add(
                                        FloatVector.fromMemorySegment(
                                                LANES, ALL, at + 4L * 3 * LENGTH, ORDER));
            }
            totalA = VECTOR.cast(totalA).add(a);
            totalB = VECTOR.cast(totalB).add(b);
            totalC = VECTOR.cast(totalC).add(c);
            totalD = VECTOR.cast(totalD).add(d);
        }
        VECTOR.cast(totalA).intoMemorySegment(ALL, to, ORDER);
        VECTOR.cast(totalB).intoMemorySegment(ALL, to + 4L * LENGTH, ORDER);
        VECTOR.cast(totalC).intoMemorySegment(ALL, to + 4L * 2 * LENGTH, ORDER);
        VECTOR.cast(totalD).intoMemorySegment(ALL, to + 4L * 3 * LENGTH, ORDER);
    }

    private static void columnSums(long to, long from, long step, int count) {
        FloatVector total = FloatVector.zero(LANES);
        for (int start = 0; start < count; start += ScalarFloats.BLOCK) {
            FloatVector sum = FloatVector.zero(LANES);
            int end = Math.min(count, start + ScalarFloats.BLOCK);
            for (int r = start; r < end; r++) {
                sum =
                        VECTOR.cast(sum)
                                .add(
                                        FloatVector.fromMemorySegment(
                                                LANES, ALL, from + step * r, ORDER));
            }
            total = VECTOR.cast(total).add(sum);
        }
        VECTOR.cast(total).intoMemorySegment(ALL, to, ORDER);
    }

    private static void columnMax4(long to, long from, long step, int count) {
        FloatVector a = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int r = 0; r < count; r++) {
            long at = from + step * r;
            a = VECTOR.cast(a).max(FloatVector.fromMemorySegment(LANES, ALL, at, ORDER));
            b =
                    VECTOR.cast(b)
                            .max(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, at + 4L * LENGTH, ORDER));
            c =
                    VECTOR.cast(c)
                            .max(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, at + 4L * 2 * LENGTH, ORDER));
            d =
                    VECTOR.cast(d)
                            .max(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, at + 4L * 3 * LENGTH, ORDER));
        }
        VECTOR.cast(a).intoMemorySegment(ALL, to, ORDER);
        VECTOR.cast(b).intoMemorySegment(ALL, to + 4L * LENGTH, ORDER);
        VECTOR.cast(c).intoMemorySegment(ALL, to + 4L * 2 * LENGTH, ORDER);
        VECTOR.cast(d).intoMemorySegment(ALL, to + 4L * 3 * LENGTH, ORDER);
    }

    private static void columnMax(long to, long from, long step, int count) {
        FloatVector value = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < count; r++) {
            value =
                    VECTOR.cast(value)
                            .max(FloatVector.fromMemorySegment(LANES, ALL, from + step * r, ORDER));
        }
        VECTOR.cast(value).intoMemorySegment(ALL, to, ORDER);
    }

    private static void columnMin4(long to, long from, long step, int count) {
        FloatVector a = FloatVector.broadcast(LANES, Float.POSITIVE_INFINITY);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int r = 0; r < count; r++) {
            long at = from + step * r;
            a = VECTOR.cast(a).min(FloatVector.fromMemorySegment(LANES, ALL, at, ORDER));
            b =
                    VECTOR.cast(b)
                            .min(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, at + 4L * LENGTH, ORDER));
            c =
                    VECTOR.cast(c)
                            .min(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, at + 4L * 2 * LENGTH, ORDER));
            d =
                    VECTOR.cast(d)
                            .min(
                                    FloatVector.fromMemorySegment(
                                            LANES, ALL, at + 4L * 3 * LENGTH, ORDER));
        }
        VECTOR.cast(a).intoMemorySegment(ALL, to, ORDER);
        VECTOR.cast(b).intoMemorySegment(ALL, to + 4L * LENGTH, ORDER);
        VECTOR.cast(c).intoMemorySegment(ALL, to + 4L * 2 * LENGTH, ORDER);
        VECTOR.cast(d).intoMemorySegment(ALL, to + 4L * 3 * LENGTH, ORDER);
    }

    private static void columnMin(long to, long from, long step, int count) {
        FloatVector value = FloatVector.broadcast(LANES, Float.POSITIVE_INFINITY);
        for (int r = 0; r < count; r++) {
            value =
                    VECTOR.cast(value)
                            .min(FloatVector.fromMemorySegment(LANES, ALL, from + step * r, ORDER));
        }
        VECTOR.cast(value).intoMemorySegment(ALL, to, ORDER);
    }
}
