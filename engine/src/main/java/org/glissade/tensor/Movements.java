package org.glissade.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// The movements of [Tensor] that take more than recording one operation, or none where nothing
/// would move.
final class Movements {
    private Movements() {}

    /// Sizes of which one may be -1, which is then worked out.
    static Shape inferred(Shape shape, int... dims) {
        int[] resolved = dims.clone();
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == -1) {
                long others =
                        Arrays.stream(dims)
                                .filter(d -> d != -1)
                                .asLongStream()
                                .reduce(1, (a, b) -> a * b);
                resolved[i] = others == 0 ? 0 : Math.toIntExact(shape.size() / others);
            }
        }
        return Shape.of(resolved);
    }

    static Tensor flatten(Tensor x, int from) {
        int axis = x.shape().axis(from);
        Shape joined = x.shape().slice(axis, x.shape().rank());
        return x.reshape(x.shape().slice(0, axis).concat(Shape.of(Math.toIntExact(joined.size()))));
    }

    static Tensor expandDims(Tensor x, int axis) {
        int rank = x.shape().rank() + 1;
        int at = axis < 0 ? axis + rank : axis;
        return x.reshape(
                x.shape().slice(0, at).concat(Shape.of(1)).concat(x.shape().slice(at, rank - 1)));
    }

    static Tensor swapLastTwo(Tensor x) {
        List<Integer> swap = new ArrayList<>(axes(x.shape().rank()));
        Collections.swap(swap, x.shape().axis(-1), x.shape().axis(-2));
        return transpose(x, swap);
    }

    static Tensor transpose(Tensor x, List<Integer> permutation) {
        return permutation.equals(axes(x.shape().rank()))
                ? x
                : x.trace().add(new Transpose(permutation), x);
    }

    static Tensor sumTo(Tensor x, Shape to) {
        int extra = x.shape().rank() - to.rank();
        List<Integer> axes = new ArrayList<>(axes(extra));
        for (int i = 0; i < to.rank(); i++) {
            if (to.dim(i) != x.shape().dim(extra + i)) {
                axes.add(extra + i);
            }
        }
        return axes.isEmpty()
                ? x.reshape(to)
                : x.trace().add(new Reduce(ReduceFunction.SUM, axes), x).reshape(to);
    }

    static Tensor slice(Tensor x, int axis, int start, int limit) {
        int at = x.shape().axis(axis);
        int[] starts = new int[x.shape().rank()];
        int[] limits = x.shape().dims();
        int[] strides = new int[starts.length];
        Arrays.fill(strides, 1);
        starts[at] = start;
        limits[at] = limit;
        return slice(x, starts, limits, strides);
    }

    static Tensor slice(Tensor x, int[] starts, int[] limits, int[] strides) {
        boolean whole =
                Arrays.stream(starts).allMatch(s -> s == 0)
                        && Arrays.equals(limits, x.shape().dims())
                        && Arrays.stream(strides).allMatch(s -> s == 1);
        return whole
                ? x
                : x.trace().add(new Slice(boxed(starts), boxed(limits), boxed(strides)), x);
    }

    static Tensor pad(Tensor x, int[] low, int[] high, int[] interior, double value) {
        boolean none =
                IntStream.concat(
                                IntStream.concat(IntStream.of(low), IntStream.of(high)),
                                IntStream.of(interior))
                        .allMatch(amount -> amount == 0);
        return none
                ? x
                : x.trace().add(new Pad(boxed(low), boxed(high), boxed(interior), value), x);
    }

    static List<Tensor> split(Tensor x, int axis, int parts) {
        int size = x.dim(axis);
        if (parts < 1 || size % parts != 0) {
            throw new ShapeException(
                    "split",
                    "axis "
                            + axis
                            + " of size "
                            + size
                            + " cannot be cut into "
                            + parts
                            + " equal parts",
                    List.of(x.type()),
                    x.trace().here(),
                    "use slice for parts of different sizes");
        }
        int each = size / parts;
        return IntStream.range(0, parts)
                .mapToObj(i -> slice(x, axis, i * each, (i + 1) * each))
                .toList();
    }

    private static List<Integer> axes(int rank) {
        return boxed(IntStream.range(0, rank).toArray());
    }

    private static List<Integer> boxed(int[] values) {
        return IntStream.of(values).boxed().toList();
    }
}
