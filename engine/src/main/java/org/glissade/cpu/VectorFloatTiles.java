package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the F32 matrix product: a tile of C of so many rows by so many vectors
/// stays in registers while k runs.
///
/// `init` holds what the sums start with: C itself with its stride, or zeros with stride 0. All
/// offsets and strides are in bytes. Written out by hand because the vectors must be local
/// variables, and one method for each shape because the JIT refuses methods that are much larger
/// than the largest of these. For the same reason they call nothing but the JDK's own operations,
/// which the JIT inlines without limit.
final class VectorFloatTiles {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final Class<? extends FloatVector> VECTOR = Lanes.FLOAT_VECTOR;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final long WIDTH = LANES.vectorByteSize();

    private VectorFloatTiles() {}

    /// `rows` rows of a panel `vectors` (4, 2 or 1) vectors wide.
    static void panel(
            int vectors,
            int rows,
            int count,
            long aAt,
            long aRow,
            long aK,
            long bAt,
            long bK,
            long initAt,
            long initRow,
            long cAt,
            long cRow) {
        int i = 0;
        switch (vectors) {
            case 4 -> {
                for (; i + 4 <= rows; i += 4) {
                    tile4x4(
                            count,
                            aAt + aRow * i,
                            aRow,
                            aK,
                            bAt,
                            bK,
                            initAt + initRow * i,
                            initRow,
                            cAt + cRow * i,
                            cRow);
                }
                for (; i + 2 <= rows; i += 2) {
                    tile2x4(
                            count,
                            aAt + aRow * i,
                            aRow,
                            aK,
                            bAt,
                            bK,
                            initAt + initRow * i,
                            initRow,
                            cAt + cRow * i,
                            cRow);
                }
                for (; i + 1 <= rows; i += 1) {
                    tile1x4(
                            count,
                            aAt + aRow * i,
                            aK,
                            bAt,
                            bK,
                            initAt + initRow * i,
                            cAt + cRow * i);
                }
            }
            case 2 -> {
                for (; i + 4 <= rows; i += 4) {
                    tile4x2(
                            count,
                            aAt + aRow * i,
                            aRow,
                            aK,
                            bAt,
                            bK,
                            initAt + initRow * i,
                            initRow,
                            cAt + cRow * i,
                            cRow);
                }
                for (; i + 1 <= rows; i += 1) {
                    tile1x2(
                            count,
                            aAt + aRow * i,
                            aK,
                            bAt,
                            bK,
                            initAt + initRow * i,
                            cAt + cRow * i);
                }
            }
            default -> {
                for (; i + 8 <= rows; i += 8) {
                    tile8x1(
                            count,
                            aAt + aRow * i,
                            aRow,
                            aK,
                            bAt,
                            bK,
                            initAt + initRow * i,
                            initRow,
                            cAt + cRow * i,
                            cRow);
                }
                for (; i + 4 <= rows; i += 4) {
                    tile4x1(
                            count,
                            aAt + aRow * i,
                            aRow,
                            aK,
                            bAt,
                            bK,
                            initAt + initRow * i,
                            initRow,
                            cAt + cRow * i,
                            cRow);
                }
                for (; i + 1 <= rows; i += 1) {
                    tile1x1(
                            count,
                            aAt + aRow * i,
                            aK,
                            bAt,
                            bK,
                            initAt + initRow * i,
                            cAt + cRow * i);
                }
            }
        }
    }

    private static void tile4x4(
            int count,
            long aAt,
            long aRow,
            long aK,
            long bAt,
            long bK,
            long initAt,
            long initRow,
            long cAt,
            long cRow) {
        FloatVector c00 = FloatVector.fromMemorySegment(LANES, ALL, initAt, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(LANES, ALL, initAt + WIDTH, ORDER);
        FloatVector c02 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * WIDTH, ORDER);
        FloatVector c03 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * WIDTH, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow, ORDER);
        FloatVector c11 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow + WIDTH, ORDER);
        FloatVector c12 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow + 2 * WIDTH, ORDER);
        FloatVector c13 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow + 3 * WIDTH, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * initRow, ORDER);
        FloatVector c21 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * initRow + WIDTH, ORDER);
        FloatVector c22 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * initRow + 2 * WIDTH, ORDER);
        FloatVector c23 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * initRow + 3 * WIDTH, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * initRow, ORDER);
        FloatVector c31 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * initRow + WIDTH, ORDER);
        FloatVector c32 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * initRow + 2 * WIDTH, ORDER);
        FloatVector c33 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * initRow + 3 * WIDTH, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector b0 = FloatVector.fromMemorySegment(LANES, ALL, bAt, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(LANES, ALL, bAt + WIDTH, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(LANES, ALL, bAt + 2 * WIDTH, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(LANES, ALL, bAt + 3 * WIDTH, ORDER);
            FloatVector a0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt));
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + aRow));
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 2 * aRow));
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 3 * aRow));
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, cAt, ORDER);
        VECTOR.cast(c01).intoMemorySegment(ALL, cAt + WIDTH, ORDER);
        VECTOR.cast(c02).intoMemorySegment(ALL, cAt + 2 * WIDTH, ORDER);
        VECTOR.cast(c03).intoMemorySegment(ALL, cAt + 3 * WIDTH, ORDER);
        VECTOR.cast(c10).intoMemorySegment(ALL, cAt + cRow, ORDER);
        VECTOR.cast(c11).intoMemorySegment(ALL, cAt + cRow + WIDTH, ORDER);
        VECTOR.cast(c12).intoMemorySegment(ALL, cAt + cRow + 2 * WIDTH, ORDER);
        VECTOR.cast(c13).intoMemorySegment(ALL, cAt + cRow + 3 * WIDTH, ORDER);
        VECTOR.cast(c20).intoMemorySegment(ALL, cAt + 2 * cRow, ORDER);
        VECTOR.cast(c21).intoMemorySegment(ALL, cAt + 2 * cRow + WIDTH, ORDER);
        VECTOR.cast(c22).intoMemorySegment(ALL, cAt + 2 * cRow + 2 * WIDTH, ORDER);
        VECTOR.cast(c23).intoMemorySegment(ALL, cAt + 2 * cRow + 3 * WIDTH, ORDER);
        VECTOR.cast(c30).intoMemorySegment(ALL, cAt + 3 * cRow, ORDER);
        VECTOR.cast(c31).intoMemorySegment(ALL, cAt + 3 * cRow + WIDTH, ORDER);
        VECTOR.cast(c32).intoMemorySegment(ALL, cAt + 3 * cRow + 2 * WIDTH, ORDER);
        VECTOR.cast(c33).intoMemorySegment(ALL, cAt + 3 * cRow + 3 * WIDTH, ORDER);
    }

    private static void tile2x4(
            int count,
            long aAt,
            long aRow,
            long aK,
            long bAt,
            long bK,
            long initAt,
            long initRow,
            long cAt,
            long cRow) {
        FloatVector c00 = FloatVector.fromMemorySegment(LANES, ALL, initAt, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(LANES, ALL, initAt + WIDTH, ORDER);
        FloatVector c02 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * WIDTH, ORDER);
        FloatVector c03 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * WIDTH, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow, ORDER);
        FloatVector c11 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow + WIDTH, ORDER);
        FloatVector c12 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow + 2 * WIDTH, ORDER);
        FloatVector c13 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow + 3 * WIDTH, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector b0 = FloatVector.fromMemorySegment(LANES, ALL, bAt, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(LANES, ALL, bAt + WIDTH, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(LANES, ALL, bAt + 2 * WIDTH, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(LANES, ALL, bAt + 3 * WIDTH, ORDER);
            FloatVector a0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt));
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + aRow));
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, cAt, ORDER);
        VECTOR.cast(c01).intoMemorySegment(ALL, cAt + WIDTH, ORDER);
        VECTOR.cast(c02).intoMemorySegment(ALL, cAt + 2 * WIDTH, ORDER);
        VECTOR.cast(c03).intoMemorySegment(ALL, cAt + 3 * WIDTH, ORDER);
        VECTOR.cast(c10).intoMemorySegment(ALL, cAt + cRow, ORDER);
        VECTOR.cast(c11).intoMemorySegment(ALL, cAt + cRow + WIDTH, ORDER);
        VECTOR.cast(c12).intoMemorySegment(ALL, cAt + cRow + 2 * WIDTH, ORDER);
        VECTOR.cast(c13).intoMemorySegment(ALL, cAt + cRow + 3 * WIDTH, ORDER);
    }

    private static void tile1x4(
            int count, long aAt, long aK, long bAt, long bK, long initAt, long cAt) {
        FloatVector c00 = FloatVector.fromMemorySegment(LANES, ALL, initAt, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(LANES, ALL, initAt + WIDTH, ORDER);
        FloatVector c02 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * WIDTH, ORDER);
        FloatVector c03 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * WIDTH, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector b0 = FloatVector.fromMemorySegment(LANES, ALL, bAt, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(LANES, ALL, bAt + WIDTH, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(LANES, ALL, bAt + 2 * WIDTH, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(LANES, ALL, bAt + 3 * WIDTH, ORDER);
            FloatVector a0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt));
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, cAt, ORDER);
        VECTOR.cast(c01).intoMemorySegment(ALL, cAt + WIDTH, ORDER);
        VECTOR.cast(c02).intoMemorySegment(ALL, cAt + 2 * WIDTH, ORDER);
        VECTOR.cast(c03).intoMemorySegment(ALL, cAt + 3 * WIDTH, ORDER);
    }

    private static void tile4x2(
            int count,
            long aAt,
            long aRow,
            long aK,
            long bAt,
            long bK,
            long initAt,
            long initRow,
            long cAt,
            long cRow) {
        FloatVector c00 = FloatVector.fromMemorySegment(LANES, ALL, initAt, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(LANES, ALL, initAt + WIDTH, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow, ORDER);
        FloatVector c11 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow + WIDTH, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * initRow, ORDER);
        FloatVector c21 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * initRow + WIDTH, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * initRow, ORDER);
        FloatVector c31 =
                FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * initRow + WIDTH, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector b0 = FloatVector.fromMemorySegment(LANES, ALL, bAt, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(LANES, ALL, bAt + WIDTH, ORDER);
            FloatVector a0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt));
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + aRow));
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 2 * aRow));
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 3 * aRow));
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, cAt, ORDER);
        VECTOR.cast(c01).intoMemorySegment(ALL, cAt + WIDTH, ORDER);
        VECTOR.cast(c10).intoMemorySegment(ALL, cAt + cRow, ORDER);
        VECTOR.cast(c11).intoMemorySegment(ALL, cAt + cRow + WIDTH, ORDER);
        VECTOR.cast(c20).intoMemorySegment(ALL, cAt + 2 * cRow, ORDER);
        VECTOR.cast(c21).intoMemorySegment(ALL, cAt + 2 * cRow + WIDTH, ORDER);
        VECTOR.cast(c30).intoMemorySegment(ALL, cAt + 3 * cRow, ORDER);
        VECTOR.cast(c31).intoMemorySegment(ALL, cAt + 3 * cRow + WIDTH, ORDER);
    }

    private static void tile1x2(
            int count, long aAt, long aK, long bAt, long bK, long initAt, long cAt) {
        FloatVector c00 = FloatVector.fromMemorySegment(LANES, ALL, initAt, ORDER);
        FloatVector c01 = FloatVector.fromMemorySegment(LANES, ALL, initAt + WIDTH, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector b0 = FloatVector.fromMemorySegment(LANES, ALL, bAt, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(LANES, ALL, bAt + WIDTH, ORDER);
            FloatVector a0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt));
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, cAt, ORDER);
        VECTOR.cast(c01).intoMemorySegment(ALL, cAt + WIDTH, ORDER);
    }

    private static void tile8x1(
            int count,
            long aAt,
            long aRow,
            long aK,
            long bAt,
            long bK,
            long initAt,
            long initRow,
            long cAt,
            long cRow) {
        FloatVector c00 = FloatVector.fromMemorySegment(LANES, ALL, initAt, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * initRow, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * initRow, ORDER);
        FloatVector c40 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 4 * initRow, ORDER);
        FloatVector c50 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 5 * initRow, ORDER);
        FloatVector c60 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 6 * initRow, ORDER);
        FloatVector c70 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 7 * initRow, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector b0 = FloatVector.fromMemorySegment(LANES, ALL, bAt, ORDER);
            FloatVector a0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt));
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + aRow));
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 2 * aRow));
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 3 * aRow));
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 4 * aRow));
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 5 * aRow));
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 6 * aRow));
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 7 * aRow));
            c70 = a7.fma(b0, c70);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, cAt, ORDER);
        VECTOR.cast(c10).intoMemorySegment(ALL, cAt + cRow, ORDER);
        VECTOR.cast(c20).intoMemorySegment(ALL, cAt + 2 * cRow, ORDER);
        VECTOR.cast(c30).intoMemorySegment(ALL, cAt + 3 * cRow, ORDER);
        VECTOR.cast(c40).intoMemorySegment(ALL, cAt + 4 * cRow, ORDER);
        VECTOR.cast(c50).intoMemorySegment(ALL, cAt + 5 * cRow, ORDER);
        VECTOR.cast(c60).intoMemorySegment(ALL, cAt + 6 * cRow, ORDER);
        VECTOR.cast(c70).intoMemorySegment(ALL, cAt + 7 * cRow, ORDER);
    }

    private static void tile4x1(
            int count,
            long aAt,
            long aRow,
            long aK,
            long bAt,
            long bK,
            long initAt,
            long initRow,
            long cAt,
            long cRow) {
        FloatVector c00 = FloatVector.fromMemorySegment(LANES, ALL, initAt, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(LANES, ALL, initAt + initRow, ORDER);
        FloatVector c20 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 2 * initRow, ORDER);
        FloatVector c30 = FloatVector.fromMemorySegment(LANES, ALL, initAt + 3 * initRow, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector b0 = FloatVector.fromMemorySegment(LANES, ALL, bAt, ORDER);
            FloatVector a0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt));
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + aRow));
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 2 * aRow));
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt + 3 * aRow));
            c30 = a3.fma(b0, c30);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, cAt, ORDER);
        VECTOR.cast(c10).intoMemorySegment(ALL, cAt + cRow, ORDER);
        VECTOR.cast(c20).intoMemorySegment(ALL, cAt + 2 * cRow, ORDER);
        VECTOR.cast(c30).intoMemorySegment(ALL, cAt + 3 * cRow, ORDER);
    }

    private static void tile1x1(
            int count, long aAt, long aK, long bAt, long bK, long initAt, long cAt) {
        FloatVector c00 = FloatVector.fromMemorySegment(LANES, ALL, initAt, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector b0 = FloatVector.fromMemorySegment(LANES, ALL, bAt, ORDER);
            FloatVector a0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, aAt));
            c00 = a0.fma(b0, c00);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, cAt, ORDER);
    }
}
