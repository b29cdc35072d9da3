package org.glissade.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.glissade.compile.Workspace;
import org.glissade.tensor.DType;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;

/// A general product seen as a batch of matrix products C[m, n] = A·B.
///
/// An operand whose axes do not lie as batch, rows, columns (in either order of the last two) is
/// first brought into the order of its permutation.
record MatrixLayout(DType dtype, int batch, int m, int n, int k, Operand left, Operand right) {
    /// One operand: the order to bring its axes into, if it must be moved, and whether its matrices
    /// lie transposed.
    record Operand(List<Integer> permutation, boolean moves, boolean transposed, long bytes) {}

    static MatrixLayout of(Node node) {
        if (!(node.op() instanceof Dot dot)) {
            throw new IllegalArgumentException("not a product: " + node);
        }
        Shape left = node.input(0).shape();
        Shape right = node.input(1).shape();
        List<Integer> leftFree = Dot.free(left, dot.leftBatch(), dot.leftContract());
        List<Integer> rightFree = Dot.free(right, dot.rightBatch(), dot.rightContract());
        // Pair the contracted axes in the order in which the left operand has them.
        List<Integer> order =
                IntStream.range(0, dot.leftContract().size())
                        .boxed()
                        .sorted((x, y) -> dot.leftContract().get(x) - dot.leftContract().get(y))
                        .toList();
        List<Integer> leftContract = order.stream().map(dot.leftContract()::get).toList();
        List<Integer> rightContract = order.stream().map(dot.rightContract()::get).toList();
        long bytes = node.input(0).dtype().bytes();
        return new MatrixLayout(
                node.dtype(),
                product(left, dot.leftBatch()),
                product(left, leftFree),
                product(right, rightFree),
                product(left, leftContract),
                operand(left, dot.leftBatch(), leftFree, leftContract, left.size() * bytes),
                operand(right, dot.rightBatch(), rightContract, rightFree, right.size() * bytes));
    }

    private static Operand operand(
            Shape shape,
            List<Integer> batch,
            List<Integer> rows,
            List<Integer> columns,
            long bytes) {
        List<Integer> straight = join(batch, rows, columns);
        if (inOrder(shape, straight)) {
            return new Operand(straight, false, false, bytes);
        }
        List<Integer> swapped = join(batch, columns, rows);
        return inOrder(shape, swapped)
                ? new Operand(swapped, false, true, bytes)
                : new Operand(straight, true, false, bytes);
    }

    private static boolean inOrder(Shape shape, List<Integer> axes) {
        List<Integer> relevant = axes.stream().filter(axis -> shape.dim(axis) != 1).toList();
        return relevant.equals(relevant.stream().sorted().toList());
    }

    private static List<Integer> join(List<Integer> a, List<Integer> b, List<Integer> c) {
        List<Integer> all = new ArrayList<>(a);
        all.addAll(b);
        all.addAll(c);
        return all;
    }

    private static int product(Shape shape, List<Integer> axes) {
        return Math.toIntExact(axes.stream().mapToLong(shape::dim).reduce(1, (a, b) -> a * b));
    }

    MatrixProduct product() {
        return MatrixProduct.dense(dtype, m, n, k, left.transposed(), right.transposed());
    }

    /// Scratch bytes: moved operands, then each thread's share for the kernels. Moved operands are
    /// shared, the kernels' scratch is each thread's own.
    Workspace workspace(Kernels kernels) {
        return new Workspace(
                rightScratch() + (right.moves() ? aligned(right.bytes()) : 0),
                kernels.scratchBytes(product()));
    }

    /// Where the moved right operand begins.
    long rightScratch() {
        return left.moves() ? aligned(left.bytes()) : 0;
    }

    private static long aligned(long bytes) {
        return (bytes + 63) / 64 * 64;
    }
}
