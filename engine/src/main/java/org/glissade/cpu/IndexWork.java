package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.glissade.backend.Elements;
import org.glissade.backend.Memory;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;

/// Gather and scatter-add along an axis, over blocks of neighbouring elements.
final class IndexWork {
    private IndexWork() {}

    /// The shape of the problem: `outer` blocks of `axis` rows of `inner` elements, and `indices`
    /// rows taken from each.
    private record Blocks(
            int outer, int axis, int inner, int indices, DType dtype, DType indexType) {
        static Blocks of(Node base, Node index, int axis) {
            Shape shape = base.shape();
            return new Blocks(
                    (int) shape.slice(0, axis).size(),
                    shape.dim(axis),
                    (int) shape.slice(axis + 1, shape.rank()).size(),
                    (int) index.shape().size(),
                    base.dtype(),
                    index.dtype());
        }

        long row(int block, MemorySegment index, int i) {
            long chosen = Elements.getLong(index, indexType, i);
            if (chosen < 0 || chosen >= axis) {
                throw new IndexOutOfBoundsException(
                        "index "
                                + chosen
                                + " at position "
                                + i
                                + " of the indices lies outside of the axis, which has size "
                                + axis
                                + "; check the labels or the size of the embedding");
            }
            return ((long) block * axis + chosen) * inner * dtype.bytes();
        }

        long entry(int block, int i) {
            return ((long) block * indices + i) * inner * dtype.bytes();
        }
    }

    static Work gather(Kernels kernels, int axis, Node node, Memory memory) {
        Blocks blocks = Blocks.of(node.input(0), node.input(1), axis);
        MemorySegment from = memory.of(node.input(0));
        MemorySegment index = memory.of(node.input(1));
        MemorySegment to = memory.of(node);
        long bytes = (long) blocks.inner() * blocks.dtype().bytes();
        return new SharedWork(
                "gather " + blocks.indices() + " rows of " + blocks.inner(),
                List.of(
                        Access.read(from),
                        Access.read(index),
                        blocks.outer() == 1
                                ? Access.writePieces(to, blocks.indices())
                                : Access.write(to)),
                node.shape().size(),
                blocks.indices(),
                (first, last) -> {
                    for (int block = 0; block < blocks.outer(); block++) {
                        for (int i = first; i < last; i++) {
                            kernels.copy(
                                    to,
                                    blocks.entry(block, i),
                                    from,
                                    blocks.row(block, index, i),
                                    bytes);
                        }
                    }
                });
    }

    static Work scatterAdd(Kernels kernels, int axis, Node node, Memory memory) {
        Blocks blocks = Blocks.of(node.input(0), node.input(1), axis);
        MemorySegment base = memory.of(node.input(0));
        MemorySegment index = memory.of(node.input(1));
        MemorySegment updates = memory.of(node.input(2));
        MemorySegment to = memory.of(node);
        int width = blocks.dtype().bytes();
        // Each member owns columns, so that equal indices add up in one order.
        return new SharedWork(
                "add " + blocks.indices() + " rows of " + blocks.inner() + " by index",
                List.of(
                        Access.read(base),
                        Access.read(index),
                        Access.read(updates),
                        Access.write(to)),
                node.input(2).shape().size() + node.shape().size(),
                blocks.inner(),
                (first, last) -> {
                    int count = last - first;
                    long shift = (long) first * width;
                    for (int row = 0; row < blocks.outer() * blocks.axis(); row++) {
                        long at = (long) row * blocks.inner() * width + shift;
                        kernels.copy(to, at, base, at, (long) count * width);
                    }
                    for (int block = 0; block < blocks.outer(); block++) {
                        for (int i = 0; i < blocks.indices(); i++) {
                            long at = blocks.row(block, index, i) + shift;
                            long entry = blocks.entry(block, i) + shift;
                            kernels.binary(
                                    BinaryFunction.ADD,
                                    blocks.dtype(),
                                    to,
                                    at,
                                    to,
                                    at,
                                    1,
                                    updates,
                                    entry,
                                    1,
                                    count);
                        }
                    }
                });
    }

    private interface Range {
        void run(int first, int last);
    }

    /// A range of pieces, a contiguous part of them for each member.
    private record SharedWork(
            String describe, List<Access> accesses, long cost, int pieces, Range range)
            implements Work {
        @Override
        public void run(int member, int from, int to) {
            range.run(from, to);
        }
    }
}
