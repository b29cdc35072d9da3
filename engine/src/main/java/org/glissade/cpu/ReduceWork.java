package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import org.glissade.backend.Memory;
import org.glissade.tensor.DType;
import org.glissade.tensor.Node;
import org.glissade.tensor.Reduce;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Sums, maxima and minima; members share the blocks, or the columns where there is one block.
record ReduceWork(
        Kernels kernels,
        ReduceFunction function,
        DType dtype,
        ReduceLayout layout,
        MemorySegment from,
        MemorySegment to)
        implements Work {
    static List<Work> of(
            Kernels kernels, Reduce reduce, Node node, Memory memory, MemorySegment scratch) {
        Node operand = node.input(0);
        ReduceLayout layout = ReduceLayout.of(reduce, operand.shape());
        MemorySegment from = layout.moves() ? scratch : memory.of(operand);
        Work work =
                new ReduceWork(
                        kernels, reduce.function(), node.dtype(), layout, from, memory.of(node));
        if (!layout.moves()) {
            return List.of(work);
        }
        long[] source = operand.shape().strides();
        int[] dims =
                layout.permutation().stream().mapToInt(axis -> operand.shape().dim(axis)).toArray();
        Work move =
                new StridedWork(
                        kernels,
                        node.dtype().bytes(),
                        scratch,
                        0,
                        Shape.of(dims).strides(),
                        memory.of(operand),
                        0,
                        layout.permutation().stream().mapToLong(axis -> source[axis]).toArray(),
                        dims);
        return List.of(move, work);
    }

    @Override
    public String describe() {
        return function.name().toLowerCase(Locale.ROOT)
                + " of "
                + layout.length()
                + " for each of "
                + (long) layout.outer() * layout.inner()
                + (byBlock() ? ", along rows" : ", down columns");
    }

    @Override
    public int pieces() {
        return byBlock() ? layout.outer() : layout.inner();
    }

    @Override
    public void run(int member, int first, int last) {
        boolean byBlock = byBlock();
        int count = last - first;
        long block = (long) layout.length() * layout.inner();
        kernels.reduce(
                function,
                dtype,
                to,
                (byBlock ? (long) first * layout.inner() : first) * dtype.bytes(),
                layout.inner(),
                from,
                (byBlock ? first * block : first) * dtype.bytes(),
                block,
                layout.inner(),
                byBlock ? count : 1,
                layout.length(),
                byBlock ? layout.inner() : count);
    }

    /// Whether members share blocks rather than columns; so also where there is no block at all.
    private boolean byBlock() {
        return layout.outer() != 1;
    }

    @Override
    public @Nullable Fragment fragment() {
        return SumFragment.takes(function, dtype, layout)
                ? new SumFragment(layout, List.of(from, to))
                : null;
    }

    @Override
    public List<Access> accesses() {
        return byBlock()
                ? List.of(
                        Access.readPieces(from, layout.outer()),
                        Access.writePieces(to, layout.outer()))
                : List.of(Access.read(from), Access.writePieces(to, layout.inner()));
    }

    @Override
    public long cost() {
        return (long) layout.outer() * layout.length() * layout.inner();
    }
}
