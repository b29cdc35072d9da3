package org.glissade.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.glissade.tensor.Reduce;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;

/// A reduction seen as three axes: `outer` blocks of `length` rows of `inner` elements, of which
/// the middle one goes. Where the reduced axes are not neighbours, the operand is first brought
/// into the order of `permutation`.
record ReduceLayout(List<Integer> permutation, boolean moves, int outer, int length, int inner) {
    static ReduceLayout of(Reduce reduce, Shape shape) {
        List<Integer> axes = reduce.axes();
        List<Integer> kept =
                IntStream.range(0, shape.rank())
                        .boxed()
                        .filter(axis -> !axes.contains(axis))
                        .toList();
        List<Integer> relevant = axes.stream().filter(axis -> shape.dim(axis) != 1).toList();
        boolean neighbours =
                relevant.isEmpty()
                        || IntStream.range(relevant.getFirst(), relevant.getLast())
                                .allMatch(axis -> shape.dim(axis) == 1 || relevant.contains(axis));
        int length = (int) axes.stream().mapToLong(shape::dim).reduce(1, (a, b) -> a * b);
        if (!neighbours) {
            List<Integer> order = new ArrayList<>(kept);
            order.addAll(axes);
            int outer = (int) kept.stream().mapToLong(shape::dim).reduce(1, (a, b) -> a * b);
            return new ReduceLayout(order, true, outer, length, 1);
        }
        int first = relevant.isEmpty() ? shape.rank() : relevant.getFirst();
        int last = relevant.isEmpty() ? shape.rank() - 1 : relevant.getLast();
        int outer = (int) shape.slice(0, first).size();
        int inner = (int) shape.slice(last + 1, shape.rank()).size();
        return new ReduceLayout(List.of(), false, outer, length, inner);
    }

    long workspace(TensorType operand) {
        return moves ? operand.bytes() : 0;
    }
}
