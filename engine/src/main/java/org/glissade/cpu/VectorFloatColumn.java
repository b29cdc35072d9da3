package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The F32 matrix product where B is a single column, by chains of numbers: a vector would have one
/// lane of use.
final class VectorFloatColumn {
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private VectorFloatColumn() {}

    /// Multiplies at addresses; rows are those from `rowFrom` to `rowTo`.
    static void multiply(
            MatrixProduct product, long cAt, long aAt, long bAt, int rowFrom, int rowTo) {
        boolean add = product.accumulate();
        int count = product.k();
        long aRow = 4 * product.aRow();
        long aK = 4 * product.aK();
        long bK = 4 * product.bK();
        long cRow = 4 * product.cStride();
        int i = rowFrom;
        for (; i + 8 <= rowTo; i += 8) {
            chains8(count, add, cAt + cRow * i, cRow, aAt + aRow * i, aRow, aK, bAt, bK);
        }
        for (; i + 4 <= rowTo; i += 4) {
            chains4(count, add, cAt + cRow * i, cRow, aAt + aRow * i, aRow, aK, bAt, bK);
        }
        for (; i < rowTo; i++) {
            chains1(count, add, cAt + cRow * i, aAt + aRow * i, aK, bAt, bK);
        }
    }

    private static void chains8(
            int count,
            boolean add,
            long cAt,
            long cRow,
            long aAt,
            long aRow,
            long aK,
            long bAt,
            long bK) {
        float c0 = add ? ALL.get(ELEMENT, cAt) : 0;
        float c1 = add ? ALL.get(ELEMENT, cAt + cRow) : 0;
        float c2 = add ? ALL.get(ELEMENT, cAt + 2 * cRow) : 0;
        float c3 = add ? ALL.get(ELEMENT, cAt + 3 * cRow) : 0;
        float c4 = add ? ALL.get(ELEMENT, cAt + 4 * cRow) : 0;
        float c5 = add ? ALL.get(ELEMENT, cAt + 5 * cRow) : 0;
        float c6 = add ? ALL.get(ELEMENT, cAt + 6 * cRow) : 0;
        float c7 = add ? ALL.get(ELEMENT, cAt + 7 * cRow) : 0;
        for (int k = 0; k < count; k++) {
            float b = ALL.get(ELEMENT, bAt);
            c0 = Math.fma(ALL.get(ELEMENT, aAt), b, c0);
            c1 = Math.fma(ALL.get(ELEMENT, aAt + aRow), b, c1);
            c2 = Math.fma(ALL.get(ELEMENT, aAt + 2 * aRow), b, c2);
            c3 = Math.fma(ALL.get(ELEMENT, aAt + 3 * aRow), b, c3);
            c4 = Math.fma(ALL.get(ELEMENT, aAt + 4 * aRow), b, c4);
            c5 = Math.fma(ALL.get(ELEMENT, aAt + 5 * aRow), b, c5);
            c6 = Math.fma(ALL.get(ELEMENT, aAt + 6 * aRow), b, c6);
            c7 = Math.fma(ALL.get(ELEMENT, aAt + 7 * aRow), b, c7);
            aAt += aK;
            bAt += bK;
        }
        ALL.set(ELEMENT, cAt, c0);
        ALL.set(ELEMENT, cAt + cRow, c1);
        ALL.set(ELEMENT, cAt + 2 * cRow, c2);
        ALL.set(ELEMENT, cAt + 3 * cRow, c3);
        ALL.set(ELEMENT, cAt + 4 * cRow, c4);
        ALL.set(ELEMENT, cAt + 5 * cRow, c5);
        ALL.set(ELEMENT, cAt + 6 * cRow, c6);
        ALL.set(ELEMENT, cAt + 7 * cRow, c7);
    }

    private static void chains4(
            int count,
            boolean add,
            long cAt,
            long cRow,
            long aAt,
            long aRow,
            long aK,
            long bAt,
            long bK) {
        float c0 = add ? ALL.get(ELEMENT, cAt) : 0;
        float c1 = add ? ALL.get(ELEMENT, cAt + cRow) : 0;
        float c2 = add ? ALL.get(ELEMENT, cAt + 2 * cRow) : 0;
        float c3 = add ? ALL.get(ELEMENT, cAt + 3 * cRow) : 0;
        for (int k = 0; k < count; k++) {
            float b = ALL.get(ELEMENT, bAt);
            c0 = Math.fma(ALL.get(ELEMENT, aAt), b, c0);
            c1 = Math.fma(ALL.get(ELEMENT, aAt + aRow), b, c1);
            c2 = Math.fma(ALL.get(ELEMENT, aAt + 2 * aRow), b, c2);
            c3 = Math.fma(ALL.get(ELEMENT, aAt + 3 * aRow), b, c3);
            aAt += aK;
            bAt += bK;
        }
        ALL.set(ELEMENT, cAt, c0);
        ALL.set(ELEMENT, cAt + cRow, c1);
        ALL.set(ELEMENT, cAt + 2 * cRow, c2);
        ALL.set(ELEMENT, cAt + 3 * cRow, c3);
    }

    private static void chains1(
            int count, boolean add, long cAt, long aAt, long aK, long bAt, long bK) {
        float c0 = add ? ALL.get(ELEMENT, cAt) : 0;
        for (int k = 0; k < count; k++) {
            float b = ALL.get(ELEMENT, bAt);
            c0 = Math.fma(ALL.get(ELEMENT, aAt), b, c0);
            aAt += aK;
            bAt += bK;
        }
        ALL.set(ELEMENT, cAt, c0);
    }
}
