package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// Plain loops at first, vectors as soon as the JVM has compiled them.
///
/// Until then a vector is an object and a kernel hundreds of times slower than a plain loop. So the
/// first use of a kernel asks for its vector form to be warmed up in the background ([WarmUp]), and
/// from the moment when that is measured to be no slower, calls go there. Both forms give the same
/// bits, so that nothing shows but the speed.
@SuppressWarnings("EnumOrdinal") // the tables live as long as the process and are never stored
final class WarmingKernels extends ScalarKernels {
    private static final int TYPES = DType.values().length;

    /// What a product needs with the longest vectors; asking would load the Vector API before the
    /// first step.
    private static final long MOST_SCRATCH_BYTES = 4 * 64 + 64 * 32 * 4 + 64 * 256 * 4;

    /// The multiplications of a product in plain loops after which the vectors are asked for again.
    private static final long MOST_MULTIPLICATIONS = 4_000_000;

    private static final int FEWEST_ROWS = 8;

    private final Kernels vector;
    private final WarmUp warmUp;
    private final Loops loops;
    private final byte[] unary = new byte[UnaryFunction.values().length * TYPES];
    private final byte[] binary = new byte[BinaryFunction.values().length * TYPES * 4];
    private final byte[] compare = new byte[CompareFunction.values().length * TYPES * 4];
    private final byte[] select = new byte[TYPES * 4];
    private final byte[] reduce = new byte[ReduceFunction.values().length * TYPES * 2];
    private final byte[] transpose = new byte[9];
    private final byte[] multiply = new byte[TYPES * 4];

    WarmingKernels(Kernels vector) {
        this.vector = vector;
        this.warmUp = new WarmUp(new ScalarKernels(), vector);
        this.loops = new Loops(warmUp);
    }

    @Override
    public boolean isSettled() {
        return warmUp.isIdle();
    }

    /// What warms up code in the background.
    WarmUp warmUp() {
        return warmUp;
    }

    /// The loops that are written for whole runs of operations.
    Loops loops() {
        return loops;
    }

    @Override
    public String name() {
        return vector.name();
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
        int key = function.ordinal() * TYPES + type.ordinal();
        byte ready = unary[key];
        if (ready == WarmUp.UNKNOWN) {
            warmUp.request(unary, key, warmUp.unary(function, type));
        }
        if (ready == WarmUp.READY) {
            vector.unary(function, type, dst, dstOffset, a, aOffset, count);
        } else {
            super.unary(function, type, dst, dstOffset, a, aOffset, count);
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
        int key = (function.ordinal() * TYPES + type.ordinal()) * 4 + 2 * aStep + bStep;
        byte ready = binary[key];
        if (ready == WarmUp.UNKNOWN) {
            warmUp.request(binary, key, warmUp.binary(function, type, aStep, bStep));
        }
        if (ready == WarmUp.READY) {
            vector.binary(
                    function, type, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
        } else {
            super.binary(
                    function, type, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
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
        int key = (function.ordinal() * TYPES + type.ordinal()) * 4 + 2 * aStep + bStep;
        byte ready = compare[key];
        if (ready == WarmUp.UNKNOWN) {
            warmUp.request(compare, key, warmUp.compare(function, type, aStep, bStep));
        }
        if (ready == WarmUp.READY) {
            vector.compare(
                    function, type, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
        } else {
            super.compare(
                    function, type, dst, dstOffset, a, aOffset, aStep, b, bOffset, bStep, count);
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
        int key = type.ordinal() * 4 + 2 * aStep + bStep;
        byte ready = select[key];
        if (ready == WarmUp.UNKNOWN) {
            warmUp.request(select, key, warmUp.select(type, aStep, bStep));
        }
        if (ready == WarmUp.READY) {
            vector.select(
                    type,
                    dst,
                    dstOffset,
                    condition,
                    conditionOffset,
                    conditionStep,
                    a,
                    aOffset,
                    aStep,
                    b,
                    bOffset,
                    bStep,
                    count);
        } else {
            super.select(
                    type,
                    dst,
                    dstOffset,
                    condition,
                    conditionOffset,
                    conditionStep,
                    a,
                    aOffset,
                    aStep,
                    b,
                    bOffset,
                    bStep,
                    count);
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
            int reduced,
            int inner) {
        boolean row = inner == 1;
        int key = (function.ordinal() * TYPES + type.ordinal()) * 2 + (row ? 1 : 0);
        byte ready = reduce[key];
        if (ready == WarmUp.UNKNOWN) {
            warmUp.request(reduce, key, warmUp.reduce(function, type, row));
        }
        if (ready == WarmUp.READY) {
            vector.reduce(
                    function, type, dst, dstOffset, dstOuter, src, srcOffset, srcOuter, srcReduce,
                    outer, reduced, inner);
        } else {
            super.reduce(
                    function, type, dst, dstOffset, dstOuter, src, srcOffset, srcOuter, srcReduce,
                    outer, reduced, inner);
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
        byte ready = transpose[elementBytes];
        if (ready == WarmUp.UNKNOWN) {
            warmUp.request(transpose, elementBytes, warmUp.transpose(elementBytes));
        }
        if (ready == WarmUp.READY) {
            vector.transpose(
                    elementBytes,
                    dst,
                    dstOffset,
                    dstStride,
                    src,
                    srcOffset,
                    srcStride,
                    rows,
                    columns);
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
        return MOST_SCRATCH_BYTES + LeftPanel.bytes(product);
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
        int key =
                product.type().ordinal() * 4
                        + (product.aTransposed() ? 2 : 0)
                        + (product.bTransposed() ? 1 : 0);
        byte ready = multiply[key];
        if (ready == WarmUp.UNKNOWN) {
            warmUp.requestFirst(
                    multiply,
                    key,
                    warmUp.multiply(product.type(), product.aTransposed(), product.bTransposed()));
        }
        if (ready == WarmUp.READY) {
            vector.multiply(
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
        } else {
            // In parts, because the vectors may become ready in the middle of a large product.
            int part = rowsAtOnce(product, columnTo - columnFrom);
            if (part < rowTo - rowFrom) {
                for (int row = rowFrom; row < rowTo; row += part) {
                    multiply(
                            product,
                            c,
                            cOffset,
                            a,
                            aOffset,
                            b,
                            bOffset,
                            scratch,
                            scratchOffset,
                            row,
                            Math.min(rowTo, row + part),
                            columnFrom,
                            columnTo);
                }
                return;
            }
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

    /// How many rows of a product take some milliseconds in plain loops.
    private static int rowsAtOnce(MatrixProduct product, int columns) {
        long row = Math.max(1, (long) columns * product.k());
        return Math.clamp(MOST_MULTIPLICATIONS / row, FEWEST_ROWS, Integer.MAX_VALUE);
    }
}
