package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// The kernels with the Vector API, loaded only where its module is present. Whatever has no vector
/// form, and the end of every run, is done by [ScalarKernels]; all results have the same bits as
/// there, NaN payloads apart.
final class VectorKernels extends ScalarKernels {
    @Override
    public String name() {
        return "vector " + Lanes.FLOATS.vectorBitSize() + "-bit";
    }

    /// The address of `count` neighbours, or of one element that serves all where `step` is 0.
    static long address(MemorySegment segment, long offset, int bytes, int step, int count) {
        int elements = step == 0 ? Math.min(count, 1) : count;
        return NativeMemory.address(segment, offset, (long) bytes * elements);
    }

    /// The address of `outer` blocks of `rows` rows of `columns` elements.
    static long address(
            MemorySegment segment,
            long offset,
            int bytes,
            int outer,
            long outerStride,
            int rows,
            long rowStride,
            int columns) {
        if (outerStride < 0 || rowStride < 0) {
            throw new IllegalArgumentException(
                    "strides of blocks must be 0 or more, not "
                            + outerStride
                            + " and "
                            + rowStride
                            + "; reverse with a strided copy");
        }
        long elements =
                outer == 0 || rows == 0 || columns == 0
                        ? 0
                        : outerStride * (outer - 1) + rowStride * (rows - 1) + columns;
        return NativeMemory.address(segment, offset, bytes * elements);
    }

    @Override
    public void unary(
            UnaryFunction function,
            DType type,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        switch (type) {
            case F32 -> VectorFloatUnary.unary(function, dst, dstOffset, a, aOffset, count);
            case F64 -> VectorDoubleUnary.unary(function, dst, dstOffset, a, aOffset, count);
            case I32, I64, BOOL -> super.unary(function, type, dst, dstOffset, a, aOffset, count);
        }
    }

    @Override
    public void binary(
            BinaryFunction function,
            DType type,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        switch (type) {
            case F32 ->
                    VectorFloatBinary.binary(
                            function, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
            case F64 ->
                    VectorDoubleBinary.binary(
                            function, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
            case I32, I64, BOOL ->
                    super.binary(
                            function, type, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep,
                            count);
        }
    }

    @Override
    public void compare(
            CompareFunction function,
            DType type,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        switch (type) {
            case F32 ->
                    VectorFloatChoice.compare(
                            function, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
            case F64 ->
                    VectorDoubleChoice.compare(
                            function, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
            case I32, I64, BOOL ->
                    super.compare(
                            function, type, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep,
                            count);
        }
    }

    @Override
    public void select(
            DType type,
            MemorySegment dst,
            long dstOffset,
            MemorySegment condition,
            long conditionOffset,
            int conditionStep,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        int done = 0;
        int bytes = type.bytes();
        long dstAt = address(dst, dstOffset, bytes, 1, count);
        long conditionAt = address(condition, conditionOffset, 1, conditionStep, count);
        long aAt = address(a, aOffset, bytes, aStep, count);
        long bAt = address(b, bOffset, bytes, bStep, count);
        try {
            if (conditionStep == 1 && bytes == 4) {
                done = VectorFloatChoice.select(dstAt, conditionAt, aAt, aStep, bAt, bStep, count);
            } else if (conditionStep == 1 && bytes == 8) {
                done = VectorDoubleChoice.select(dstAt, conditionAt, aAt, aStep, bAt, bStep, count);
            }
        } finally {
            Reference.reachabilityFence(dst);
            Reference.reachabilityFence(condition);
            Reference.reachabilityFence(a);
            Reference.reachabilityFence(b);
        }
        super.select(
                type,
                dst,
                dstOffset + (long) bytes * done,
                condition,
                conditionOffset + (long) conditionStep * done,
                conditionStep,
                a,
                aOffset + (long) bytes * aStep * done,
                aStep,
                b,
                bOffset + (long) bytes * bStep * done,
                bStep,
                count - done);
    }

    @Override
    public void reduce(
            ReduceFunction function,
            DType type,
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
        switch (type) {
            case F32 ->
                    VectorFloatReduce.reduce(
                            function, dst, dstOffset, dstOuter, src, srcOffset, srcOuter, srcReduce,
                            outer, reduce, inner);
            case F64 ->
                    VectorDoubleReduce.reduce(
                            function, dst, dstOffset, dstOuter, src, srcOffset, srcOuter, srcReduce,
                            outer, reduce, inner);
            case I32, I64, BOOL ->
                    super.reduce(
                            function, type, dst, dstOffset, dstOuter, src, srcOffset, srcOuter,
                            srcReduce, outer, reduce, inner);
        }
    }

    @Override
    public void transpose(
            int elementBytes,
            MemorySegment dst,
            long dstOffset,
            long dstStride,
            MemorySegment src,
            long srcOffset,
            long srcStride,
            int rows,
            int columns) {
        if (elementBytes == 4) {
            VectorTranspose.transpose(
                    dst, dstOffset, dstStride, src, srcOffset, srcStride, rows, columns);
        } else {
            super.transpose(
                    elementBytes,
                    dst,
                    dstOffset,
                    dstStride,
                    src,
                    srcOffset,
                    srcStride,
                    rows,
                    columns);
        }
    }

    @Override
    public long scratchBytes(MatrixProduct product) {
        return switch (product.type()) {
            case F32 -> VectorFloatProduct.scratchBytes(product);
            case F64 -> VectorDoubleProduct.SCRATCH_BYTES;
            case I32, I64, BOOL -> 0;
        };
    }

    @Override
    public void multiply(
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
        switch (product.type()) {
            case F32 ->
                    VectorFloatProduct.multiply(
                            product,
                            c,
                            cOffset,
                            a,
                            aOffset,
                            b,
                            bOffset,
                            scratch,
                            scratchOffset,
                            rowFrom,
                            rowTo,
                            columnFrom,
                            columnTo);
            case F64 ->
                    VectorDoubleProduct.multiply(
                            product,
                            c,
                            cOffset,
                            a,
                            aOffset,
                            b,
                            bOffset,
                            scratch,
                            scratchOffset,
                            rowFrom,
                            rowTo,
                            columnFrom,
                            columnTo);
            case I32, I64, BOOL ->
                    super.multiply(
                            product,
                            c,
                            cOffset,
                            a,
                            aOffset,
                            b,
                            bOffset,
                            scratch,
                            scratchOffset,
                            rowFrom,
                            rowTo,
                            columnFrom,
                            columnTo);
        }
    }
}
