package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Transposition of 4-byte elements by square blocks as wide as a vector; what is left at the edges
/// goes one by one.
///
/// A block is transposed by exchanging halves of rows that are 8 apart, then 4, 2 and 1: the two
/// longer distances on the way from source to destination, the two shorter ones in place, four rows
/// in registers at a time.
final class VectorTranspose {
    private static final VectorSpecies<Integer> LANES =
            VectorSpecies.of(int.class, Lanes.FLOATS.vectorShape());
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int SIDE = LANES.length();

    private static final IntVector UPPER_8 = upper(8);
    private static final IntVector LOWER_8 = lower(8);
    private static final IntVector UPPER_4 = upper(4);
    private static final IntVector LOWER_4 = lower(4);
    private static final IntVector UPPER_2 = upper(2);
    private static final IntVector LOWER_2 = lower(2);
    private static final IntVector UPPER_1 = upper(1);
    private static final IntVector LOWER_1 = lower(1);

    private VectorTranspose() {}

    /// What the upper of two rows becomes: lanes of its own, and the other row's from `distance`
    /// further left.
    private static IntVector upper(int distance) {
        int[] from = new int[SIDE];
        for (int lane = 0; lane < SIDE; lane++) {
            from[lane] = (lane & distance) == 0 ? lane : (SIDE + lane - distance) % (2 * SIDE);
        }
        return IntVector.fromArray(LANES, from, 0);
    }

    /// What the lower row becomes.
    private static IntVector lower(int distance) {
        int[] from = new int[SIDE];
        for (int lane = 0; lane < SIDE; lane++) {
            from[lane] = (lane & distance) == 0 ? (lane + distance) % (2 * SIDE) : SIDE + lane;
        }
        return IntVector.fromArray(LANES, from, 0);
    }

    /// dst[c · dstStride + r] = src[r · srcStride + c].
    static void transpose(
            MemorySegment dst,
            long dstOffset,
            long dstStride,
            MemorySegment src,
            long srcOffset,
            long srcStride,
            int rows,
            int columns) {
        long dstAt = VectorKernels.address(dst, dstOffset, 4, 1, 0, columns, dstStride, rows);
        long srcAt = VectorKernels.address(src, srcOffset, 4, 1, 0, rows, srcStride, columns);
        int wholeRows = SIDE < 4 ? 0 : rows - rows % SIDE;
        int wholeColumns = columns - columns % SIDE;
        if (wholeRows == 0 || wholeColumns == 0) {
            StridedCopy.transpose(
                    4, dst, dstOffset, dstStride, src, srcOffset, srcStride, rows, columns);
            return;
        }
        long dstRow = 4 * dstStride;
        long srcRow = 4 * srcStride;
        try {
            for (int r = 0; r < wholeRows; r += SIDE) {
                for (int c = 0; c < wholeColumns; c += SIDE) {
                    block(dstAt + dstRow * c + 4L * r, dstRow, srcAt + srcRow * r + 4L * c, srcRow);
                }
            }
        } finally {
            Reference.reachabilityFence(dst);
            Reference.reachabilityFence(src);
        }
        long right = 4L * wholeColumns;
        int narrow = columns - wholeColumns;
        StridedCopy.transpose(
                4,
                dst,
                dstOffset + dstRow * wholeColumns,
                dstStride,
                src,
                srcOffset + right,
                srcStride,
                wholeRows,
                narrow);
        long below = 4L * wholeRows;
        int low = rows - wholeRows;
        StridedCopy.transpose(
                4,
                dst,
                dstOffset + below,
                dstStride,
                src,
                srcOffset + srcRow * wholeRows,
                srcStride,
                low,
                columns);
    }

    private static void block(long dstAt, long dstRow, long srcAt, long srcRow) {
        if (SIDE == 16) {
            for (int i = 0; i < 4; i++) {
                far16(dstAt + dstRow * i, dstRow, srcAt + srcRow * i, srcRow);
            }
        } else if (SIDE == 8) {
            for (int i = 0; i < 4; i++) {
                far8(dstAt + dstRow * i, dstRow, srcAt + srcRow * i, srcRow);
            }
        } else {
            near(dstAt, dstRow, srcAt, srcRow);
            return;
        }
        for (int i = 0; i < SIDE; i += 4) {
            near(dstAt + dstRow * i, dstRow, dstAt + dstRow * i, dstRow);
        }
    }

    private static void far16(long dstAt, long dstRow, long srcAt, long srcRow) {
        IntVector a = IntVector.fromMemorySegment(LANES, ALL, srcAt, ORDER);
        IntVector b = IntVector.fromMemorySegment(LANES, ALL, srcAt + 4 * srcRow, ORDER);
        IntVector c = IntVector.fromMemorySegment(LANES, ALL, srcAt + 8 * srcRow, ORDER);
        IntVector d = IntVector.fromMemorySegment(LANES, ALL, srcAt + 12 * srcRow, ORDER);
        IntVector ac = UPPER_8.selectFrom(a, c);
        IntVector ca = LOWER_8.selectFrom(a, c);
        IntVector bd = UPPER_8.selectFrom(b, d);
        IntVector db = LOWER_8.selectFrom(b, d);
        UPPER_4.selectFrom(ac, bd).intoMemorySegment(ALL, dstAt, ORDER);
        LOWER_4.selectFrom(ac, bd).intoMemorySegment(ALL, dstAt + 4 * dstRow, ORDER);
        UPPER_4.selectFrom(ca, db).intoMemorySegment(ALL, dstAt + 8 * dstRow, ORDER);
        LOWER_4.selectFrom(ca, db).intoMemorySegment(ALL, dstAt + 12 * dstRow, ORDER);
    }

    private static void far8(long dstAt, long dstRow, long srcAt, long srcRow) {
        IntVector a = IntVector.fromMemorySegment(LANES, ALL, srcAt, ORDER);
        IntVector b = IntVector.fromMemorySegment(LANES, ALL, srcAt + 4 * srcRow, ORDER);
        UPPER_4.selectFrom(a, b).intoMemorySegment(ALL, dstAt, ORDER);
        LOWER_4.selectFrom(a, b).intoMemorySegment(ALL, dstAt + 4 * dstRow, ORDER);
    }

    private static void near(long dstAt, long dstRow, long srcAt, long srcRow) {
        IntVector a = IntVector.fromMemorySegment(LANES, ALL, srcAt, ORDER);
        IntVector b = IntVector.fromMemorySegment(LANES, ALL, srcAt + srcRow, ORDER);
        IntVector c = IntVector.fromMemorySegment(LANES, ALL, srcAt + 2 * srcRow, ORDER);
        IntVector d = IntVector.fromMemorySegment(LANES, ALL, srcAt + 3 * srcRow, ORDER);
        IntVector ac = UPPER_2.selectFrom(a, c);
        IntVector ca = LOWER_2.selectFrom(a, c);
        IntVector bd = UPPER_2.selectFrom(b, d);
        IntVector db = LOWER_2.selectFrom(b, d);
        UPPER_1.selectFrom(ac, bd).intoMemorySegment(ALL, dstAt, ORDER);
        LOWER_1.selectFrom(ac, bd).intoMemorySegment(ALL, dstAt + dstRow, ORDER);
        UPPER_1.selectFrom(ca, db).intoMemorySegment(ALL, dstAt + 2 * dstRow, ORDER);
        LOWER_1.selectFrom(ca, db).intoMemorySegment(ALL, dstAt + 3 * dstRow, ORDER);
    }
}
