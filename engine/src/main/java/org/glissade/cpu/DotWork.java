package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.glissade.backend.Memory;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.jspecify.annotations.Nullable;

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
                        memory.scratch(),
                        memory.scratch().byteSize() / threads);
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
    public String describe() {
        String share =
                switch (shares()) {
                    case MATRICES -> "threads share the matrices of the batch";
                    case ROWS -> "threads share the rows";
                    case PANELS -> "few rows: threads share panels of columns";
                };
        return "product "
                + (layout.batch() == 1 ? "" : layout.batch() + " times ")
                + product.text()
                + "; "
                + share;
    }

    @Override
    public int pieces() {
        return switch (shares()) {
            case MATRICES -> layout.batch();
            case ROWS -> product.m();
            case PANELS -> (product.n() + PANEL - 1) / PANEL;
        };
    }

    @Override
    public int fewestPieces() {
        // The right operand is read for every block, and where it lies transposed it is turned too.
        return layout.right().transposed() ? 256 : 64;
    }

    @Override
    public void run(int member, int from, int to) {
        long mine = member * scratchPerMember;
        int m = product.m();
        int n = product.n();
        switch (shares()) {
            case MATRICES -> {
                for (int i = from; i < to; i++) {
                    multiply(i, mine, 0, m, 0, n);
                }
            }
            case ROWS -> multiply(0, mine, from, to, 0, n);
            case PANELS -> {
                for (int i = 0; i < layout.batch(); i++) {
                    multiply(i, mine, 0, m, from * PANEL, Math.min(n, to * PANEL));
                }
            }
        }
    }

    @Override
    public @Nullable Fragment fragment() {
        return layout.batch() == 1 && ProductFragment.takes(product)
                ? new ProductFragment(product, List.of(a, b, c))
                : null;
    }

    @Override
    public List<Access> accesses() {
        return switch (shares()) {
            case MATRICES ->
                    List.of(
                            Access.readPieces(a, layout.batch()),
                            Access.readPieces(b, layout.batch()),
                            Access.writePieces(c, layout.batch()));
            case ROWS ->
                    List.of(
                            layout.left().transposed()
                                    ? Access.read(a)
                                    : Access.readPieces(a, product.m()),
                            Access.read(b),
                            Access.writePieces(c, product.m()));
            case PANELS -> List.of(Access.read(a), Access.read(b), Access.write(c));
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
