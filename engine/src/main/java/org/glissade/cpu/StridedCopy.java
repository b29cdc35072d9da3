package org.glissade.cpu;

import java.lang.foreign.MemorySegment;

/// Moves elements between places in memory, whatever they mean: any rank up to 8, any strides.
final class StridedCopy {
    private static final int BLOCK = 16;

    private StridedCopy() {}

    static IllegalArgumentException noSuchSize(int elementBytes) {
        return new IllegalArgumentException("elements have 1, 4 or 8 bytes, not " + elementBytes);
    }

    static void element(
            int bytes, MemorySegment dst, long dstOffset, MemorySegment src, long srcOffset) {
        switch (bytes) {
            case 1 -> Memory.i8(dst, dstOffset, Memory.i8(src, srcOffset));
            case 4 -> Memory.i32(dst, dstOffset, Memory.i32(src, srcOffset));
            case 8 -> Memory.i64(dst, dstOffset, Memory.i64(src, srcOffset));
            default -> throw noSuchSize(bytes);
        }
    }

    static void copy(
            int bytes,
            MemorySegment dst,
            long dstOffset,
            long[] dstStrides,
            MemorySegment src,
            long srcOffset,
            long[] srcStrides,
            int[] dims) {
        axis(0, bytes, dst, dstOffset, dstStrides, src, srcOffset, srcStrides, dims);
    }

    private static void axis(
            int axis,
            int bytes,
            MemorySegment dst,
            long dstOffset,
            long[] dstStrides,
            MemorySegment src,
            long srcOffset,
            long[] srcStrides,
            int[] dims) {
        int rest = dims.length - axis;
        if (rest == 0) {
            element(bytes, dst, dstOffset, src, srcOffset);
        } else if (rest == 1) {
            line(
                    bytes,
                    dst,
                    dstOffset,
                    dstStrides[axis],
                    src,
                    srcOffset,
                    srcStrides[axis],
                    dims[axis]);
        } else if (rest == 2
                && dstStrides[axis] == 1
                && srcStrides[axis + 1] == 1
                && dims[axis] > 1) {
            transpose(
                    bytes,
                    dst,
                    dstOffset,
                    dstStrides[axis + 1],
                    src,
                    srcOffset,
                    srcStrides[axis],
                    dims[axis],
                    dims[axis + 1]);
        } else {
            for (int i = 0; i < dims[axis]; i++) {
                axis(
                        axis + 1,
                        bytes,
                        dst,
                        dstOffset + bytes * dstStrides[axis] * i,
                        dstStrides,
                        src,
                        srcOffset + bytes * srcStrides[axis] * i,
                        srcStrides,
                        dims);
            }
        }
    }

    private static void line(
            int bytes,
            MemorySegment dst,
            long dstOffset,
            long dstStride,
            MemorySegment src,
            long srcOffset,
            long srcStride,
            int count) {
        if (dstStride == 1 && srcStride == 1) {
            MemorySegment.copy(src, srcOffset, dst, dstOffset, (long) bytes * count);
            return;
        }
        long to = bytes * dstStride;
        long from = bytes * srcStride;
        switch (bytes) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    Memory.i8(dst, dstOffset + to * i, Memory.i8(src, srcOffset + from * i));
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    Memory.i32(dst, dstOffset + to * i, Memory.i32(src, srcOffset + from * i));
                }
            }
            case 8 -> {
                for (int i = 0; i < count; i++) {
                    Memory.i64(dst, dstOffset + to * i, Memory.i64(src, srcOffset + from * i));
                }
            }
            default -> throw noSuchSize(bytes);
        }
    }

    /// dst[c · dstStride + r] = src[r · srcStride + c], in blocks that stay in the nearest cache.
    static void transpose(
            int bytes,
            MemorySegment dst,
            long dstOffset,
            long dstStride,
            MemorySegment src,
            long srcOffset,
            long srcStride,
            int rows,
            int columns) {
        for (int r = 0; r < rows; r += BLOCK) {
            for (int c = 0; c < columns; c += BLOCK) {
                int width = Math.min(BLOCK, columns - c);
                for (int y = r; y < Math.min(rows, r + BLOCK); y++) {
                    long to = dstOffset + bytes * (dstStride * c + y);
                    line(
                            bytes,
                            dst,
                            to,
                            dstStride,
                            src,
                            srcOffset + bytes * (srcStride * y + c),
                            1,
                            width);
                }
            }
        }
    }
}
