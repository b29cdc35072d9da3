package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.LogicFunction;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// The kernels in plain loops: runs on any JVM with no flag, and defines the bits that
/// `VectorKernels` gives too.
class ScalarKernels implements Kernels {
    @Override
    public String name() {
        return "scalar";
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
            case F32 -> ScalarFloats.unary(function, dst, dstOffset, a, aOffset, count);
            case F64 -> ScalarDoubles.unary(function, dst, dstOffset, a, aOffset, count);
            case I32, I64, BOOL ->
                    ScalarIntegers.unary(function, type, dst, dstOffset, a, aOffset, count);
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
                    ScalarFloats.binary(
                            function, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
            case F64 ->
                    ScalarDoubles.binary(
                            function, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
            case I32, I64, BOOL ->
                    ScalarIntegers.binary(
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
                    ScalarFloats.compare(
                            function, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
            case F64 ->
                    ScalarDoubles.compare(
                            function, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
            case I32, I64, BOOL ->
                    ScalarIntegers.compare(
                            function, type, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep,
                            count);
        }
    }

    @Override
    public void logic(
            LogicFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count) {
        for (int i = 0; i < count; i++) {
            boolean x = Memory.truth(a, aOffset + (long) aStep * i);
            boolean y = Memory.truth(b, bOffset + (long) bStep * i);
            Memory.truth(dst, dstOffset + i, function.apply(x, y));
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
        // Bits are moved, whatever they mean.
        int bytes = type.bytes();
        for (int i = 0; i < count; i++) {
            boolean first = Memory.truth(condition, conditionOffset + (long) conditionStep * i);
            MemorySegment from = first ? a : b;
            long at =
                    first ? aOffset + (long) bytes * aStep * i : bOffset + (long) bytes * bStep * i;
            StridedCopy.element(bytes, dst, dstOffset + (long) bytes * i, from, at);
        }
    }

    @Override
    public void cast(
            DType from,
            DType to,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        ScalarCasts.cast(from, to, dst, dstOffset, a, aOffset, count);
    }

    @Override
    public void copy(MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, long bytes) {
        MemorySegment.copy(a, aOffset, dst, dstOffset, bytes);
    }

    @Override
    public void fill(int elementBytes, MemorySegment dst, long dstOffset, long count, long bits) {
        switch (elementBytes) {
            case 1 -> {
                for (long i = 0; i < count; i++) {
                    Memory.i8(dst, dstOffset + i, (byte) bits);
                }
            }
            case 4 -> {
                for (long i = 0; i < count; i++) {
                    Memory.i32(dst, dstOffset + 4 * i, (int) bits);
                }
            }
            case 8 -> {
                for (long i = 0; i < count; i++) {
                    Memory.i64(dst, dstOffset + 8 * i, bits);
                }
            }
            default -> throw StridedCopy.noSuchSize(elementBytes);
        }
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
                    ScalarFloats.reduce(
                            function, dst, dstOffset, dstOuter, src, srcOffset, srcOuter, srcReduce,
                            outer, reduce, inner);
            case F64 ->
                    ScalarDoubles.reduce(
                            function, dst, dstOffset, dstOuter, src, srcOffset, srcOuter, srcReduce,
                            outer, reduce, inner);
            case I32, I64, BOOL ->
                    ScalarIntegers.reduce(
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
        StridedCopy.transpose(
                elementBytes, dst, dstOffset, dstStride, src, srcOffset, srcStride, rows, columns);
    }

    @Override
    public void copyStrided(
            int elementBytes,
            MemorySegment dst,
            long dstOffset,
            long[] dstStrides,
            MemorySegment src,
            long srcOffset,
            long[] srcStrides,
            int[] dims) {
        StridedCopy.copy(
                elementBytes, dst, dstOffset, dstStrides, src, srcOffset, srcStrides, dims);
    }

    @Override
    public long scratchBytes(MatrixProduct product) {
        return 0;
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
            case F64 ->
                    ScalarDoubles.multiply(
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
            case I32, I64, BOOL ->
                    ScalarIntegers.multiply(
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
        }
    }
}
