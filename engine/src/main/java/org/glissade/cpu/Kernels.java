package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.LogicFunction;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// The inner loops of the CPU backend, over off-heap memory in native byte order.
///
/// An operand is a segment and an offset in bytes; all strides and counts are in elements. No call
/// allocates. The result of an elementwise kernel for one element depends on that element alone,
/// never on its position or on where a run of elements ends; reductions and products add in a
/// written order that depends on the shape alone. So a step gives the same bits however it is cut
/// into tiles and shared among threads, and both implementations give the same bits as each other.
///
/// The destination of an elementwise kernel may be exactly one of its operands; any other overlap
/// is not allowed.
interface Kernels {
    /// One line for reports, for example `vector 512-bit` or `scalar`.
    String name();

    /// dst[i] = f(a[i]). F32 within 4 units in the last place of the value in double precision; F64
    /// is that value.
    void unary(
            UnaryFunction function,
            DType type,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count);

    /// dst[i] = f(a[i · aStep], b[i · bStep]); a step is 1, or 0 where one element serves all.
    void binary(
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
            int count);

    /// dst[i] = a[i · aStep] ⋚ b[i · bStep] as BOOL; `type` is that of the operands, BOOL included.
    void compare(
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
            int count);

    /// The same for two BOOL operands.
    void logic(
            LogicFunction function,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            int count);

    /// dst[i] = condition[i · step] ? a[i · aStep] : b[i · bStep]; the condition is BOOL, the rest
    /// of one type.
    void select(
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
            int count);

    /// dst[i] = a[i] in another type, by the rules of [org.glissade.tensor.Cast]. In place only
    /// between types of one size.
    void cast(
            DType from,
            DType to,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count);

    /// Copies bytes.
    void copy(MemorySegment dst, long dstOffset, MemorySegment a, long aOffset, long bytes);

    /// Sets `count` elements of `elementBytes` (1, 4 or 8) to the low bits of `bits`.
    void fill(int elementBytes, MemorySegment dst, long dstOffset, long count, long bits);

    /// dst[o · dstOuter + i] = the combination over r of src[o · srcOuter + r · srcReduce + i], for
    /// o below `outer`, r below `reduce`, i below `inner`. Sums of a row (`inner` 1, `srcReduce` 1)
    /// are made of interleaved partial sums, all others run down their column in blocks; so a
    /// matrix may be cut between columns or between rows, and a column that stands alone is still a
    /// column. MAX and MIN give NaN where there is one.
    void reduce(
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
            int inner);

    /// dst[c · dstStride + r] = src[r · srcStride + c] for a block of `rows` by `columns` of the
    /// source.
    void transpose(
            int elementBytes,
            MemorySegment dst,
            long dstOffset,
            long dstStride,
            MemorySegment src,
            long srcOffset,
            long srcStride,
            int rows,
            int columns);

    /// Copies a block of any rank up to 8: for every index below `dims`, dst[index · dstStrides] =
    /// src[index · srcStrides]. Strides may be negative (reversal) and those of the source 0
    /// (broadcast).
    void copyStrided(
            int elementBytes,
            MemorySegment dst,
            long dstOffset,
            long[] dstStrides,
            MemorySegment src,
            long srcOffset,
            long[] srcStrides,
            int[] dims);

    /// Bytes of scratch memory that [#multiply] needs for this product, per thread; offset 64-byte
    /// aligned for speed.
    long scratchBytes(MatrixProduct product);

    /// The rows `rowFrom` to `rowTo` and columns `columnFrom` to `columnTo` of C = A·B, or of C +=
    /// A·B. The offsets are those of the whole matrices. Every element is one chain of fused
    /// multiply-adds in the order of k, starting at 0 or at the old element of C; k = 0 gives that
    /// start.
    void multiply(
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
            int columnTo);

    /// Whether the kernels are as fast as they will be; until then the JVM's compiler needs a core.
    default boolean isSettled() {
        return true;
    }
}
