package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Copies parts of F32 matrices to where a product reads them faster, and back.
final class VectorFloatPanels {
    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;
    private static final MemorySegment ALL = NativeMemory.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int LENGTH = LANES.length();
    private static final long WIDTH = LANES.vectorByteSize();

    /// Whether masked loads and stores are instructions; without, they would be slow and allocate.
    private static final boolean MASKS = LANES.vectorBitSize() >= 256;

    private VectorFloatPanels() {}

    /// Copies rows of a transposed A for a block of k: for each vector of rows, all of k.
    static void packLeft(MatrixProduct product, long aAt, int rows, int count, long panelAt) {
        for (int i = 0; i < rows; i += LENGTH) {
            long to = panelAt + 4L * count * i;
            move(to, WIDTH, aAt + 4L * i, 4 * product.aStride(), count, LENGTH);
        }
    }

    /// Copies a block narrower than a panel.
    static void move(long dstAt, long dstRow, long srcAt, long srcRow, int rows, int width) {
        int whole = width - width % LENGTH;
        VectorMask<Float> mask = LANES.indexInRange(whole, width);
        for (int y = 0; y < rows; y++) {
            long to = dstAt + dstRow * y;
            long from = srcAt + srcRow * y;
            for (int x = 0; x < whole; x += LENGTH) {
                FloatVector.fromMemorySegment(LANES, ALL, from + 4L * x, ORDER)
                        .intoMemorySegment(ALL, to + 4L * x, ORDER);
            }
            if (whole == width) {
                continue;
            }
            if (MASKS) {
                FloatVector.fromMemorySegment(LANES, ALL, from + 4L * whole, ORDER, mask)
                        .intoMemorySegment(ALL, to + 4L * whole, ORDER, mask);
            } else {
                for (int x = whole; x < width; x++) {
                    ALL.set(ELEMENT, to + 4L * x, ALL.get(ELEMENT, from + 4L * x));
                }
            }
        }
    }

    /// Copies `count` rows and `width` columns of B into rows of whole vectors, with zeros at the
    /// end.
    static void pack(
            MatrixProduct product, long bAt, int width, int vectors, int count, long panelAt) {
        int padded = vectors * LENGTH;
        if (!product.bTransposed()) {
            packRows(bAt, 4 * product.bStride(), width, padded, count, panelAt);
            return;
        }
        VectorTranspose.transpose(ALL, panelAt, padded, ALL, bAt, product.bStride(), width, count);
        long row = vectors * WIDTH;
        for (int k = 0; k < count && width < padded; k++) {
            for (int x = width; x < padded; x++) {
                ALL.set(ELEMENT, panelAt + row * k + 4L * x, 0);
            }
        }
    }

    private static void packRows(
            long bAt, long bRow, int width, int padded, int count, long panelAt) {
        int whole = width - width % LENGTH;
        VectorMask<Float> mask = LANES.indexInRange(whole, width);
        for (int k = 0; k < count; k++) {
            long from = bAt + bRow * k;
            long to = panelAt + 4L * padded * k;
            for (int x = 0; x < whole; x += LENGTH) {
                FloatVector.fromMemorySegment(LANES, ALL, from + 4L * x, ORDER)
                        .intoMemorySegment(ALL, to + 4L * x, ORDER);
            }
            if (whole == padded) {
                continue;
            }
            if (MASKS) {
                FloatVector.fromMemorySegment(LANES, ALL, from + 4L * whole, ORDER, mask)
                        .intoMemorySegment(ALL, to + 4L * whole, ORDER);
            } else {
                for (int x = whole; x < padded; x++) {
                    ALL.set(ELEMENT, to + 4L * x, x < width ? ALL.get(ELEMENT, from + 4L * x) : 0);
                }
            }
        }
    }
}
