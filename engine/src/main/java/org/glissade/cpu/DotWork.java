package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import org.glissade.backend.Memory;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;

/// A batch of matrix products. Members share the batch where it is large enough, else the columns
/// or rows of the one product; elements do not depend on the shares.
record DotWork(
        Kernels kernels,
        MatrixLayout layout,
        MatrixProduct product,
        MemorySegment a,
        MemorySegment b,
        MemorySegment c,
        MemorySegment scratch,
        long scratchPerMember)
        implements Work {
    /// Members own whole column panels of this width.
    private static final int PANEL = 64;

    static Work of(
            Kernels kernels, Node node, Memory memory, MemorySegment workspace, int threads) {
        MatrixLayout layout = MatrixLayout.of(node);
        MemorySegment a = memory.of(node.input(0));
        MemorySegment b = memory.of(node.input(1));
        Work moveLeft = null;
        Work moveRight = null;
        if (layout.left().moves()) {
            MemorySegment moved = workspace.asSlice(0, layout.left().bytes());
            moveLeft = move(kernels, node.input(0), layout.left(), a, moved);
            a = moved;
        }
        if (layout.right().moves()) {
            MemorySegment moved = workspace.asSlice(layout.rightScratch(), layout.right().bytes());
            moveRight = move(kernels, node.input(1), layout.right(), b, moved);
            b = moved;
        }
        Work dot =
                new DotWork(
                        kernels,
                        layout,
                        layout.product(),
                        a,
                        b,
                        memory.of(node),
                        workspace.asSlice(
                                layout.kernelScratch(), threads * layout.scratchPerThread(kernels)),
                        layout.scratchPerThread(kernels));
        Work first = moveLeft;
        Work second = moveRight;
        if (first != null && second != null) {
            return new StridedWork.InTurn(first, second, dot);
        }
        Work only = first != null ? first : second;
        return only == null ? dot : new StridedWork.InTurn(only, dot);
    }

    private static Work move(
            Kernels kernels,
            Node operand,
            MatrixLayout.Operand layout,
            MemorySegment from,
            MemorySegment to) {
        long[] source = operand.shape().strides();
        int[] dims =
                layout.permutation().stream().mapToInt(axis -> operand.shape().dim(axis)).toArray();
        return new StridedWork(
                kernels,
                operand.dtype().bytes(),
                to,
                0,
                Shape.of(dims).strides(),
                from,
                0,
                layout.permutation().stream().mapToLong(axis -> source[axis]).toArray(),
                dims);
    }

    @Override
    public void run(int member, int members) {
        long mine = member * scratchPerMember;
        int m = product.m();
        int n = product.n();
        if (layout.batch() >= members) {
            int end = Work.to(layout.batch(), member, members);
            for (int i = Work.from(layout.batch(), member, members); i < end; i++) {
                multiply(i, mine, 0, m, 0, n);
            }
            return;
        }
        int panels = (n + PANEL - 1) / PANEL;
        boolean byColumn = panels >= members && panels % members == 0 || panels >= 4 * members;
        int rowFrom = byColumn ? 0 : Work.from(m, member, members);
        int rowTo = byColumn ? m : Work.to(m, member, members);
        int columnFrom = byColumn ? Work.from(panels, member, members) * PANEL : 0;
        int columnTo = byColumn ? Math.min(n, Work.to(panels, member, members) * PANEL) : n;
        for (int i = 0; i < layout.batch(); i++) {
            multiply(i, mine, rowFrom, rowTo, columnFrom, columnTo);
        }
    }

    private void multiply(
            int batch, long mine, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        if (rowFrom == rowTo || columnFrom == columnTo) {
            return;
        }
        int bytes = layout.dtype().bytes();
        long m = product.m();
        long n = product.n();
        long k = product.k();
        kernels.multiply(
                product,
                c,
                batch * m * n * bytes,
                a,
                batch * m * k * bytes,
                b,
                batch * k * n * bytes,
                scratch,
                mine,
                rowFrom,
                rowTo,
                columnFrom,
                columnTo);
    }

    @Override
    public long cost() {
        return (long) layout.batch() * product.m() * product.n() * (product.k() / 8 + 1);
    }
}
