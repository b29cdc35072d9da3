package org.glissade.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What [Tensor] offers beyond single operations, written with the same API.
final class Composites {
    private static final Call.Derivative SOFTMAX =
            context -> {
                Tensor weighted = context.gradient().times(context.output());
                return List.of(weighted.minus(context.output().times(sumLast(weighted))));
            };
    private static final Call.Derivative LOG_SOFTMAX =
            context ->
                    List.of(
                            context.gradient()
                                    .minus(
                                            context.output()
                                                    .exp()
                                                    .times(sumLast(context.gradient()))));

    private Composites() {}

    static Tensor softmax(Tensor x, int axis) {
        return onLastAxis(x, axis, last -> call("softmax", last, Composites::softmaxBody, SOFTMAX));
    }

    static Tensor logSoftmax(Tensor x, int axis) {
        return onLastAxis(
                x,
                axis,
                last -> call("log-softmax", last, Composites::logSoftmaxBody, LOG_SOFTMAX));
    }

    private static Tensor softmaxBody(Tensor x) {
        Tensor e = x.minus(x.max(-1).expandDims(-1)).exp();
        return e.dividedBy(sumLast(e));
    }

    private static Tensor logSoftmaxBody(Tensor x) {
        Tensor shifted = x.minus(x.max(-1).expandDims(-1));
        return shifted.minus(sumLast(shifted.exp()).log());
    }

    private static Tensor sumLast(Tensor x) {
        return x.sum(-1).expandDims(-1);
    }

    private static Tensor onLastAxis(Tensor x, int axis, Function<Tensor, Tensor> function) {
        int rank = x.shape().rank();
        int normal = x.shape().axis(axis);
        if (normal == rank - 1) {
            return function.apply(x);
        }
        List<Integer> swap = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        swap.set(normal, rank - 1);
        swap.set(rank - 1, normal);
        return function.apply(x.transpose(swap)).transpose(swap);
    }

    private static Tensor call(
            String name,
            Tensor x,
            Function<Tensor, Tensor> body,
            Call.@Nullable Derivative derivative) {
        return Tensor.call(name, arguments -> body.apply(arguments.getFirst()), derivative, x);
    }

    static Tensor call(
            String name,
            Function<List<Tensor>, Tensor> body,
            Call.@Nullable Derivative derivative,
            List<Tensor> arguments) {
        Trace trace = new Trace();
        List<Tensor> inputs = new ArrayList<>();
        for (Tensor argument : arguments) {
            inputs.add(
                    trace.input(
                            Integer.toString(inputs.size()), argument.dtype(), argument.shape()));
        }
        Graph graph = Graph.of(inputs, Map.of("result", body.apply(inputs)), Map.of());
        return arguments
                .getFirst()
                .trace()
                .add(new Call(name, graph, derivative), arguments.toArray(Tensor[]::new));
    }

    /// The product along an axis by halving, so that it is differentiable to any order even where
    /// factors are 0.
    static Tensor product(Tensor x, int axis) {
        int size = x.shape().dim(axis);
        if (size == 0) {
            return x.trace().full(x.dtype(), x.shape().without(List.of(axis)), 1);
        }
        Tensor rest = x;
        while (size > 1) {
            int half = size / 2;
            Tensor folded = rest.slice(axis, 0, half).times(rest.slice(axis, half, 2 * half));
            rest =
                    size % 2 == 0
                            ? folded
                            : Tensor.concat(axis, folded, rest.slice(axis, size - 1, size));
            size = half + size % 2;
        }
        return rest.squeeze(axis);
    }

    static Tensor logSumExp(Tensor x, int axis) {
        Tensor max = x.max(axis).stopGradient();
        // Where a row is all −∞ or has +∞, subtracting the maximum would give NaN.
        Tensor safe = Tensor.select(max.isFinite(), max, max.zerosLike());
        return x.minus(safe.expandDims(axis)).exp().sum(axis).log().plus(safe);
    }

    static Tensor mean(Tensor x, int... axes) {
        long count = 1;
        for (int axis : axes(x.shape(), axes)) {
            count *= x.dim(axis);
        }
        return x.sum(axes).dividedBy((double) count);
    }

    static Tensor variance(Tensor x, int... axes) {
        List<Integer> all = axes(x.shape(), axes);
        Tensor centred = x.minus(x.mean(axes).reshape(x.shape().withOnes(all)));
        return centred.square().mean(axes);
    }

    static Tensor matmul(Tensor left, Tensor right) {
        int leftRank = left.shape().rank();
        int rightRank = right.shape().rank();
        if (leftRank == 0 || rightRank == 0) {
            throw new ShapeException(
                    "matmul",
                    "operands have at least one axis",
                    List.of(left.type(), right.type()),
                    left.trace().here(),
                    "to scale by a number use times");
        }
        if (rightRank <= 2) {
            // Vectors and matrices on the right contract with the last axis of whatever is on the
            // left.
            return left.dot(
                    right, new Dot(List.of(), List.of(), List.of(leftRank - 1), List.of(0)));
        }
        if (leftRank == 1) {
            return matmul(left.expandDims(0), right).squeeze(-2);
        }
        Shape batch =
                broadcastShape(
                        "matmul",
                        left,
                        right,
                        left.shape().slice(0, leftRank - 2),
                        right.shape().slice(0, rightRank - 2));
        Tensor a = left.broadcastTo(batch.concat(left.shape().slice(leftRank - 2, leftRank)));
        Tensor b = right.broadcastTo(batch.concat(right.shape().slice(rightRank - 2, rightRank)));
        List<Integer> axes = IntStream.range(0, batch.rank()).boxed().toList();
        return a.dot(b, new Dot(axes, axes, List.of(batch.rank() + 1), List.of(batch.rank())));
    }

    /// The shape into which two tensors are broadcast together.
    static Shape broadcastShape(String operation, Tensor left, Tensor right, Shape a, Shape b) {
        Shape longer = a.rank() >= b.rank() ? a : b;
        Shape shorter = a.rank() >= b.rank() ? b : a;
        Shape result = longer;
        for (int i = 1; i <= shorter.rank(); i++) {
            int mine = longer.dim(-i);
            int other = shorter.dim(-i);
            if (mine != other && mine != 1 && other != 1) {
                throw new ShapeException(
                        operation,
                        "axis "
                                + -i
                                + " has size "
                                + a.dim(-i)
                                + " in the left operand and "
                                + b.dim(-i)
                                + " in the right one",
                        List.of(left.type(), right.type()),
                        left.trace().here(),
                        "shapes are aligned at the innermost axis; sizes must be equal or 1 (use reshape or"
                                + " expandDims)");
            }
            if (mine == 1) {
                result = result.with(-i, other);
            }
        }
        return result;
    }

    static Tensor oneHot(Tensor labels, int classes, DType dtype) {
        Shape shape = labels.shape().concat(Shape.of(classes));
        Tensor classIndex = labels.trace().iota(labels.dtype(), shape, -1);
        return labels.expandDims(-1).broadcastTo(shape).equalTo(classIndex).cast(dtype);
    }

    static List<Integer> axes(Shape shape, int... axes) {
        return axes.length == 0
                ? IntStream.range(0, shape.rank()).boxed().toList()
                : IntStream.of(axes).map(shape::axis).boxed().toList();
    }
}
