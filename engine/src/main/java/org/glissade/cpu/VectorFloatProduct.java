package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The F32 matrix product by tiles: k in blocks, columns in panels of a few vectors, rows inside.
///
/// Columns of B that lie in the way are first copied into a panel of scratch memory: the odd ones
/// at the end (padded with zeros), those of a transposed B, and those whose rows lie so far apart
/// that the cache cannot hold them together. Every element remains one chain over k: between blocks
/// of k it rests in C.
final class VectorFloatProduct {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LENGTH = LANES.length();
    private static final long WIDTH = LANES.vectorByteSize();

    /// Vectors side by side in a tile; machines with 256-bit vectors have 16 registers only.
    private static final int VECTORS = LENGTH == 8 ? 2 : 4;

    private static final int BLOCK = LeftPanel.BLOCK;

    /// Rows of a tile held in scratch memory at the odd columns.
    private static final int TILE_ROWS = 32;

    private static final long ZEROS_BYTES = VECTORS * WIDTH;
    private static final long TILE_BYTES = WIDTH * TILE_ROWS * VECTORS;

    private static final long SCRATCH_BYTES = ZEROS_BYTES + TILE_BYTES + WIDTH * BLOCK * VECTORS;

    /// Fewer multiplications than this are done in plain loops; where rows are shorter than a
    /// vector, fewer than so many.
    private static final long WORTHWHILE = 64;

    private static final long WORTHWHILE_NARROW = 1024;

    /// From so many rows on it pays to pack rows of B that lie this many elements apart or more.
    private static final int PACK_ROWS = 64;

    private static final int PACK_STRIDE = 512;

    /// From so many rows on it pays to pack rows of B that crowd a quarter of the cache.
    private static final int PACK_CROWDED_ROWS = 128;

    private VectorFloatProduct() {}

    /// Bytes of scratch memory that a product takes.
    static long scratchBytes(MatrixProduct product) {
        return SCRATCH_BYTES + LeftPanel.bytes(product);
    }

    static void multiply(
            MatrixProduct product,
            MemorySegment c,
            long cOffset,
            MemorySegment a,
            long aOffset,
            MemorySegment b,
            long bOffset,
            MemorySegment scratch,
            long scratchOffset,
            int rowFrom,
            int rowTo,
            int columnFrom,
            int columnTo) {
        int rows = rowTo - rowFrom;
        int columns = columnTo - columnFrom;
        if (rows <= 0 || columns <= 0) {
            return;
        }
        int k = product.k();
        long multiplications = (long) rows * columns * k;
        boolean column = product.n() == 1 && k > 0;
        if (!column && multiplications < (columns < LENGTH ? WORTHWHILE_NARROW : WORTHWHILE)) {
            ScalarFloats.multiply(
                    product,
                    c,
                    cOffset,
                    a,
                    aOffset,
                    b,
                    bOffset,
                    rowFrom,
                    rowTo,
                    columnFrom,
                    columnTo);
            return;
        }
        long aRows = product.aTransposed() ? k : product.m();
        long aColumns = product.aTransposed() ? product.m() : k;
        long bRows = product.bTransposed() ? product.n() : k;
        long bColumns = product.bTransposed() ? k : product.n();
        long cAt = address(c, cOffset, product.m(), product.cStride(), product.n());
        long aAt = address(a, aOffset, aRows, product.aStride(), aColumns);
        long bAt = address(b, bOffset, bRows, product.bStride(), bColumns);
        long scratchAt = NativeMemory.address(scratch, scratchOffset, scratchBytes(product));
        Objects.checkFromIndexSize(rowFrom, rows, product.m());
        Objects.checkFromIndexSize(columnFrom, columns, product.n());
        try {
            if (column) {
                VectorFloatColumn.multiply(product, cAt, aAt, bAt, rowFrom, rowTo);
                return;
            }
            if (VectorFloatNarrow.takes(product, rows, columns)) {
                VectorFloatNarrow.multiply(
                        product,
                        cAt + 4 * (product.cStride() * rowFrom + columnFrom),
                        aAt + 4L * rowFrom,
                        bAt + 4L * columnFrom,
                        scratchAt,
                        rows - rows % LENGTH,
                        columns);
                int rest = rows % LENGTH;
                if (rest > 0) {
                    multiply(
                            product,
                            cAt,
                            aAt,
                            bAt,
                            scratchAt,
                            rowTo - rest,
                            rest,
                            columnFrom,
                            columnTo);
                }
                return;
            }
            multiply(product, cAt, aAt, bAt, scratchAt, rowFrom, rows, columnFrom, columnTo);
        } finally {
            Reference.reachabilityFence(c);
            Reference.reachabilityFence(a);
            Reference.reachabilityFence(b);
            Reference.reachabilityFence(scratch);
        }
    }

    private static long address(
            MemorySegment segment, long offset, long rows, long stride, long columns) {
        return NativeMemory.address(segment, offset, 4 * (stride * (rows - 1) + columns));
    }

    private static void multiply(
            MatrixProduct product,
            long cAt,
            long aAt,
            long bAt,
            long scratchAt,
            int rowFrom,
            int rows,
            int columnFrom,
            int columnTo) {
        int k = product.k();
        for (int v = 0; v < VECTORS; v++) {
            FloatVector.zero(LANES).intoMemorySegment(ALL, scratchAt + v * WIDTH, ORDER);
        }
        int wide = columnTo - (columnTo - columnFrom) % (VECTORS * LENGTH);
        int packed = packedRows(product, rows, wide - columnFrom);
        int block = block(product, rows);
        for (int from = 0; from < k; from += block) {
            int count = Math.min(block, k - from);
            for (int i = 0; i < packed; i += LeftPanel.ROWS) {
                int height = Math.min(LeftPanel.ROWS, packed - i);
                long panel = scratchAt + SCRATCH_BYTES;
                VectorFloatPanels.packLeft(
                        product, left(product, aAt, rowFrom + i, from), height, count, panel);
                for (int j = columnFrom; j < wide; j += VECTORS * LENGTH) {
                    block(
                            product,
                            cAt,
                            panel,
                            Float.BYTES,
                            WIDTH,
                            LENGTH,
                            bAt,
                            scratchAt,
                            rowFrom + i,
                            height,
                            j,
                            VECTORS * LENGTH,
                            VECTORS,
                            from,
                            count);
                }
            }
            for (int j = columnFrom; j < wide && packed < rows; j += VECTORS * LENGTH) {
                block(
                        product,
                        cAt,
                        left(product, aAt, rowFrom + packed, from),
                        4 * product.aRow(),
                        4 * product.aK(),
                        rows,
                        bAt,
                        scratchAt,
                        rowFrom + packed,
                        rows - packed,
                        j,
                        VECTORS * LENGTH,
                        VECTORS,
                        from,
                        count);
            }
        }
        for (int j = wide; j < columnTo; ) {
            int vectors = vectors(columnTo - j);
            int width = Math.min(vectors * LENGTH, columnTo - j);
            // A panel of fewer vectors has room for more of k.
            int length = BLOCK * VECTORS / vectors;
            for (int from = 0; from < k; from += length) {
                block(
                        product,
                        cAt,
                        left(product, aAt, rowFrom, from),
                        4 * product.aRow(),
                        4 * product.aK(),
                        rows,
                        bAt,
                        scratchAt,
                        rowFrom,
                        rows,
                        j,
                        width,
                        vectors,
                        from,
                        Math.min(length, k - from));
            }
            j += width;
        }
    }

    /// The address of A at a row and a k.
    private static long left(MatrixProduct product, long aAt, int row, int k) {
        return aAt + 4 * (product.aRow() * row + product.aK() * k);
    }

    /// How many of the rows of A are copied before they are used: whole vectors of them, or none.
    private static int packedRows(MatrixProduct product, int rows, int columns) {
        return columns > VECTORS * LENGTH && LeftPanel.pays(product) ? rows - rows % LENGTH : 0;
    }

    /// The length of a block of k. Where the rows of B crowd half of the cache and are not copied,
    /// half of them fit.
    private static int block(MatrixProduct product, int rows) {
        boolean crowded =
                product.bStride() * Float.BYTES % (2 * LeftPanel.CROWDED_BYTES)
                        == LeftPanel.CROWDED_BYTES;
        return crowded && !packsRight(product, rows) ? BLOCK / 2 : BLOCK;
    }

    /// Whether whole panels of B are copied too.
    private static boolean packsRight(MatrixProduct product, int rows) {
        long stride = product.bStride();
        return product.bTransposed()
                || (rows >= PACK_ROWS && stride >= PACK_STRIDE)
                || (rows >= PACK_CROWDED_ROWS
                        && stride * Float.BYTES % (2 * LeftPanel.CROWDED_BYTES) == 0);
    }

    /// The number of vectors side by side for what is left of the columns.
    private static int vectors(int columns) {
        int needed = (columns + LENGTH - 1) / LENGTH;
        return needed >= VECTORS ? VECTORS : needed >= 2 ? 2 : 1;
    }

    /// One panel of columns and one block of k.
    ///
    /// @param aRow bytes from one row of A to the next, within a group
    /// @param group rows of A that lie together; the next such group follows
    private static void block(
            MatrixProduct product,
            long cBase,
            long aAt,
            long aRow,
            long aK,
            int group,
            long bBase,
            long scratch,
            int rowFrom,
            int rows,
            int column,
            int width,
            int vectors,
            int from,
            int count) {
        boolean fresh = from == 0 && !product.accumulate();
        boolean whole = width == vectors * LENGTH;
        long bAt = bBase + 4 * (product.bK() * from + product.bColumn() * column);
        long bK = 4 * product.bK();
        if (!whole || packsRight(product, rows)) {
            long panel = scratch + ZEROS_BYTES + TILE_BYTES;
            VectorFloatPanels.pack(product, bAt, width, vectors, count, panel);
            bAt = panel;
            bK = vectors * WIDTH;
        }
        long cRow = 4 * product.cStride();
        long cAt = cBase + cRow * rowFrom + 4L * column;
        if (whole) {
            for (int i = 0; i < rows; i += group) {
                VectorFloatTiles.panel(
                        vectors,
                        Math.min(group, rows - i),
                        count,
                        aAt + 4L * count * i,
                        aRow,
                        aK,
                        bAt,
                        bK,
                        fresh ? scratch : cAt + cRow * i,
                        fresh ? 0 : cRow,
                        cAt + cRow * i,
                        cRow);
            }
            return;
        }
        long tile = scratch + ZEROS_BYTES;
        long tileRow = vectors * WIDTH;
        for (int i = 0; i < rows; i += TILE_ROWS) {
            int height = Math.min(TILE_ROWS, rows - i);
            if (!fresh) {
                VectorFloatPanels.move(tile, tileRow, cAt + cRow * i, cRow, height, width);
            }
            VectorFloatTiles.panel(
                    vectors,
                    height,
                    count,
                    aAt + aRow * i,
                    aRow,
                    aK,
                    bAt,
                    bK,
                    fresh ? scratch : tile,
                    fresh ? 0 : tileRow,
                    tile,
                    tileRow);
            VectorFloatPanels.move(cAt + cRow * i, cRow, tile, tileRow, height, width);
        }
    }
}
