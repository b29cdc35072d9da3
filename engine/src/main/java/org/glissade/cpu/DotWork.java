package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
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
        long scratchPerMember,
        int threads)
        implements Work {
    /// Members own whole column panels of this width.
    private static final int PANEL = 64;

    /// From this many on, rows or matrices are shared, below it columns.
    private static final int ROWS_FROM = 8;

    static List<Work> of(
            Kernels kernels, Node node, Memory memory, MemorySegment workspace, int threads) {
        MatrixLayout layout = MatrixLayout.of(node);
        MemorySegment a = memory.of(node.input(0));
        MemorySegment b = memory.of(node.input(1));
        List<Work> works = new ArrayList<>();
        if (layout.left().moves()) {
            MemorySegment moved = workspace.asSlice(0, layout.left().bytes());
            works.add(move(kernels, node.input(0), layout.left(), a, moved));
            a = moved;
        }
        if (layout.right().moves()) {
            MemorySegment moved = workspace.asSlice(layout.rightScratch(), layout.right().bytes());
            works.add(move(kernels, node.input(1), layout.right(), b, moved));
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
                        layout.scratchPerThread(kernels),
                        threads);
        works.add(dot);
        return works;
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

    /// How the members share the product.
    private enum Shares {
        /// Whole matrices of the batch.
        MATRICES,
        /// Rows of one product.
        ROWS,
        /// Panels of columns of every product.
        PANELS
    }

    private Shares shares() {
        if (layout.batch() >= ROWS_FROM) {
            return Shares.MATRICES;
        }
        return layout.batch() == 1 && product.m() >= ROWS_FROM ? Shares.ROWS : Shares.PANELS;
    }

    @Override
    public void run(int member, int members) {
        long mine = member * scratchPerMember;
        int m = product.m();
        int n = product.n();
        switch (shares()) {
            case MATRICES -> {
                int end = Work.to(layout.batch(), member, members);
                for (int i = Work.from(layout.batch(), member, members); i < end; i++) {
                    multiply(i, mine, 0, m, 0, n);
                }
            }
            case ROWS ->
                    multiply(
                            0,
                            mine,
                            Work.from(m, member, members),
                            Work.to(m, member, members),
                            0,
                            n);
            case PANELS -> {
                int panels = (n + PANEL - 1) / PANEL;
                int from = Work.from(panels, member, members) * PANEL;
                int to = Math.min(n, Work.to(panels, member, members) * PANEL);
                for (int i = 0; i < layout.batch(); i++) {
                    multiply(i, mine, 0, m, from, to);
                }
            }
        }
    }

    @Override
    public List<Access> accesses() {
        return switch (shares()) {
            case MATRICES ->
                    List.of(
                            Access.readRows(a, layout.batch()),
                            Access.readRows(b, layout.batch()),
                            Access.writeRows(c, layout.batch()),
                            Access.writeRows(scratch, threads));
            case ROWS ->
                    List.of(
                            layout.left().transposed()
                                    ? Access.read(a)
                                    : Access.readRows(a, product.m()),
                            Access.read(b),
                            Access.writeRows(c, product.m()),
                            Access.writeRows(scratch, threads));
            case PANELS ->
                    List.of(
                            Access.read(a),
                            Access.read(b),
                            Access.write(c),
                            Access.writeRows(scratch, threads));
        };
    }

    private void multiply(
            int batch, long mine, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        if (rowFrom >= rowTo || columnFrom >= columnTo) {
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
