package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products Aᵀ·B of many rows and few columns, such as the gradient of a layer of ten outputs: the
/// vectors lie along the rows, so that no lane is idle. Every element is one chain over k, as in
/// all products.
///
/// The result is computed turned, in scratch memory, and turned back block by block.
final class VectorFloatNarrow {
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final Class<? extends FloatVector> VECTOR = Lanes.FLOAT_VECTOR;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int LENGTH = LANES.length();
    private static final long WIDTH = LANES.vectorByteSize();

    /// Vectors side by side in a tile.
    private static final int VECTORS = 4;

    /// Columns of a tile.
    private static final int COLUMNS = 5;

    /// A row of scratch memory.
    private static final long ROW = VECTORS * WIDTH;

    private VectorFloatNarrow() {}

    /// Whether this is the shape, and the machine has the registers.
    static boolean takes(MatrixProduct product, int rows, int columns) {
        return LENGTH == 16
                && product.aTransposed()
                && !product.bTransposed()
                && !product.accumulate()
                && columns < LENGTH
                && rows >= LENGTH;
    }

    /// The product of checked operands; `rows` is a multiple of the vectors' length.
    ///
    /// @param cAt the first element of the result
    /// @param aAt the first element of the first of the rows in A
    /// @param bAt the first element of B
    static void multiply(
            MatrixProduct product,
            long cAt,
            long aAt,
            long bAt,
            long scratch,
            int rows,
            int columns) {
        long aK = 4 * product.aK();
        long bK = 4 * product.bK();
        long cRow = 4 * product.cStride();
        long back = scratch + LENGTH * ROW;
        int i = 0;
        while (i < rows) {
            int vectors = rows - i >= VECTORS * LENGTH ? VECTORS : 1;
            for (int j = 0; j < columns; ) {
                boolean wide = j + COLUMNS <= columns;
                long a = aAt + 4L * i;
                long b = bAt + 4L * j;
                if (!wide && vectors == VECTORS) {
                    tile4x1(product.k(), a, aK, b, bK, scratch + ROW * j);
                } else if (!wide) {
                    tile1x1(product.k(), a, aK, b, bK, scratch + ROW * j);
                } else if (vectors == VECTORS) {
                    tile4x5(product.k(), a, aK, b, bK, scratch + ROW * j, ROW);
                } else {
                    tile1x5(product.k(), a, aK, b, bK, scratch + ROW * j, ROW);
                }
                j += wide ? COLUMNS : 1;
            }
            for (int v = 0; v < vectors; v++) {
                VectorTranspose.transpose(
                        ALL, back, LENGTH, ALL, scratch + WIDTH * v, ROW / 4, LENGTH, LENGTH);
                VectorFloatPanels.move(
                        cAt + cRow * (i + LENGTH * v), cRow, back, WIDTH, LENGTH, columns);
            }
            i += vectors * LENGTH;
        }
    }

    private static void tile4x5(
            int count, long aAt, long aK, long bAt, long bK, long toAt, long toRow) {
        FloatVector c00 = FloatVector.zero(LANES);
        FloatVector c01 = FloatVector.zero(LANES);
        FloatVector c02 = FloatVector.zero(LANES);
        FloatVector c03 = FloatVector.zero(LANES);
        FloatVector c10 = FloatVector.zero(LANES);
        FloatVector c11 = FloatVector.zero(LANES);
        FloatVector c12 = FloatVector.zero(LANES);
        FloatVector c13 = FloatVector.zero(LANES);
        FloatVector c20 = FloatVector.zero(LANES);
        FloatVector c21 = FloatVector.zero(LANES);
        FloatVector c22 = FloatVector.zero(LANES);
        FloatVector c23 = FloatVector.zero(LANES);
        FloatVector c30 = FloatVector.zero(LANES);
        FloatVector c31 = FloatVector.zero(LANES);
        FloatVector c32 = FloatVector.zero(LANES);
        FloatVector c33 = FloatVector.zero(LANES);
        FloatVector c40 = FloatVector.zero(LANES);
        FloatVector c41 = FloatVector.zero(LANES);
        FloatVector c42 = FloatVector.zero(LANES);
        FloatVector c43 = FloatVector.zero(LANES);
        for (int k = 0; k < count; k++) {
            FloatVector a0 = FloatVector.fromMemorySegment(LANES, ALL, aAt, ORDER);
            FloatVector a1 = FloatVector.fromMemorySegment(LANES, ALL, aAt + WIDTH, ORDER);
            FloatVector a2 = FloatVector.fromMemorySegment(LANES, ALL, aAt + 2 * WIDTH, ORDER);
            FloatVector a3 = FloatVector.fromMemorySegment(LANES, ALL, aAt + 3 * WIDTH, ORDER);
            FloatVector b0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt));
            c00 = b0.fma(a0, c00);
            c01 = b0.fma(a1, c01);
            c02 = b0.fma(a2, c02);
            c03 = b0.fma(a3, c03);
            FloatVector b1 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt + 4));
            c10 = b1.fma(a0, c10);
            c11 = b1.fma(a1, c11);
            c12 = b1.fma(a2, c12);
            c13 = b1.fma(a3, c13);
            FloatVector b2 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt + 8));
            c20 = b2.fma(a0, c20);
            c21 = b2.fma(a1, c21);
            c22 = b2.fma(a2, c22);
            c23 = b2.fma(a3, c23);
            FloatVector b3 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt + 12));
            c30 = b3.fma(a0, c30);
            c31 = b3.fma(a1, c31);
            c32 = b3.fma(a2, c32);
            c33 = b3.fma(a3, c33);
            FloatVector b4 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt + 16));
            c40 = b4.fma(a0, c40);
            c41 = b4.fma(a1, c41);
            c42 = b4.fma(a2, c42);
            c43 = b4.fma(a3, c43);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, toAt, ORDER);
        VECTOR.cast(c01).intoMemorySegment(ALL, toAt + WIDTH, ORDER);
        VECTOR.cast(c02).intoMemorySegment(ALL, toAt + 2 * WIDTH, ORDER);
        VECTOR.cast(c03).intoMemorySegment(ALL, toAt + 3 * WIDTH, ORDER);
        VECTOR.cast(c10).intoMemorySegment(ALL, toAt + toRow, ORDER);
        VECTOR.cast(c11).intoMemorySegment(ALL, toAt + toRow + WIDTH, ORDER);
        VECTOR.cast(c12).intoMemorySegment(ALL, toAt + toRow + 2 * WIDTH, ORDER);
        VECTOR.cast(c13).intoMemorySegment(ALL, toAt + toRow + 3 * WIDTH, ORDER);
        VECTOR.cast(c20).intoMemorySegment(ALL, toAt + 2 * toRow, ORDER);
        VECTOR.cast(c21).intoMemorySegment(ALL, toAt + 2 * toRow + WIDTH, ORDER);
        VECTOR.cast(c22).intoMemorySegment(ALL, toAt + 2 * toRow + 2 * WIDTH, ORDER);
        VECTOR.cast(c23).intoMemorySegment(ALL, toAt + 2 * toRow + 3 * WIDTH, ORDER);
        VECTOR.cast(c30).intoMemorySegment(ALL, toAt + 3 * toRow, ORDER);
        VECTOR.cast(c31).intoMemorySegment(ALL, toAt + 3 * toRow + WIDTH, ORDER);
        VECTOR.cast(c32).intoMemorySegment(ALL, toAt + 3 * toRow + 2 * WIDTH, ORDER);
        VECTOR.cast(c33).intoMemorySegment(ALL, toAt + 3 * toRow + 3 * WIDTH, ORDER);
        VECTOR.cast(c40).intoMemorySegment(ALL, toAt + 4 * toRow, ORDER);
        VECTOR.cast(c41).intoMemorySegment(ALL, toAt + 4 * toRow + WIDTH, ORDER);
        VECTOR.cast(c42).intoMemorySegment(ALL, toAt + 4 * toRow + 2 * WIDTH, ORDER);
        VECTOR.cast(c43).intoMemorySegment(ALL, toAt + 4 * toRow + 3 * WIDTH, ORDER);
    }

    private static void tile1x5(
            int count, long aAt, long aK, long bAt, long bK, long toAt, long toRow) {
        FloatVector c00 = FloatVector.zero(LANES);
        FloatVector c10 = FloatVector.zero(LANES);
        FloatVector c20 = FloatVector.zero(LANES);
        FloatVector c30 = FloatVector.zero(LANES);
        FloatVector c40 = FloatVector.zero(LANES);
        for (int k = 0; k < count; k++) {
            FloatVector a0 = FloatVector.fromMemorySegment(LANES, ALL, aAt, ORDER);
            FloatVector b0 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt));
            c00 = b0.fma(a0, c00);
            FloatVector b1 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt + 4));
            c10 = b1.fma(a0, c10);
            FloatVector b2 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt + 8));
            c20 = b2.fma(a0, c20);
            FloatVector b3 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt + 12));
            c30 = b3.fma(a0, c30);
            FloatVector b4 = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt + 16));
            c40 = b4.fma(a0, c40);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c00).intoMemorySegment(ALL, toAt, ORDER);
        VECTOR.cast(c10).intoMemorySegment(ALL, toAt + toRow, ORDER);
        VECTOR.cast(c20).intoMemorySegment(ALL, toAt + 2 * toRow, ORDER);
        VECTOR.cast(c30).intoMemorySegment(ALL, toAt + 3 * toRow, ORDER);
        VECTOR.cast(c40).intoMemorySegment(ALL, toAt + 4 * toRow, ORDER);
    }

    private static void tile4x1(int count, long aAt, long aK, long bAt, long bK, long toAt) {
        FloatVector c0 = FloatVector.zero(LANES);
        FloatVector c1 = FloatVector.zero(LANES);
        FloatVector c2 = FloatVector.zero(LANES);
        FloatVector c3 = FloatVector.zero(LANES);
        for (int k = 0; k < count; k++) {
            FloatVector b = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt));
            c0 = b.fma(FloatVector.fromMemorySegment(LANES, ALL, aAt, ORDER), c0);
            c1 = b.fma(FloatVector.fromMemorySegment(LANES, ALL, aAt + WIDTH, ORDER), c1);
            c2 = b.fma(FloatVector.fromMemorySegment(LANES, ALL, aAt + 2 * WIDTH, ORDER), c2);
            c3 = b.fma(FloatVector.fromMemorySegment(LANES, ALL, aAt + 3 * WIDTH, ORDER), c3);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c0).intoMemorySegment(ALL, toAt, ORDER);
        VECTOR.cast(c1).intoMemorySegment(ALL, toAt + WIDTH, ORDER);
        VECTOR.cast(c2).intoMemorySegment(ALL, toAt + 2 * WIDTH, ORDER);
        VECTOR.cast(c3).intoMemorySegment(ALL, toAt + 3 * WIDTH, ORDER);
    }

    private static void tile1x1(int count, long aAt, long aK, long bAt, long bK, long toAt) {
        FloatVector c0 = FloatVector.zero(LANES);
        for (int k = 0; k < count; k++) {
            FloatVector b = FloatVector.broadcast(LANES, ALL.get(ELEMENT, bAt));
            c0 = b.fma(FloatVector.fromMemorySegment(LANES, ALL, aAt, ORDER), c0);
            aAt += aK;
            bAt += bK;
        }
        VECTOR.cast(c0).intoMemorySegment(ALL, toAt, ORDER);
    }
}
