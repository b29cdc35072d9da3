package org.glissade.reference;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.glissade.tensor.ArgReduce;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Call;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Compare;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.Concat;
import org.glissade.tensor.Constant;
import org.glissade.tensor.DType;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Gather;
import org.glissade.tensor.Input;
import org.glissade.tensor.Iota;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Logic;
import org.glissade.tensor.LogicFunction;
import org.glissade.tensor.Op;
import org.glissade.tensor.Pad;
import org.glissade.tensor.RandomBits;
import org.glissade.tensor.Reduce;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.Reshape;
import org.glissade.tensor.Reverse;
import org.glissade.tensor.ScatterAdd;
import org.glissade.tensor.Select;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Slice;
import org.glissade.tensor.StopGradient;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Transpose;
import org.glissade.tensor.Unary;
import org.glissade.tensor.UnaryFunction;

/// The meaning of every operation.
final class Definitions {
    private Definitions() {}

    static Literal evaluate(Op op, List<Literal> in, TensorType type) {
        Shape shape = type.shape();
        return switch (op) {
            case Input _, Call _ ->
                    throw new Fault("reference", op.text() + " has no value of its own");
            case Constant(Literal value) -> value;
            case Iota(TensorType _, int axis) -> integers(type, i -> Index.at(shape, i)[axis]);
            case RandomBits random -> random(random, in.getFirst(), type);
            case Unary(UnaryFunction function) ->
                    type.dtype().isFloating()
                            ? floats(type, i -> function.apply(in.getFirst().get(i)))
                            : integers(type, i -> unary(function, in.getFirst().getLong(i)));
            case Binary(BinaryFunction function) ->
                    type.dtype().isFloating()
                            ? floats(type, i -> function.apply(in.get(0).get(i), in.get(1).get(i)))
                            : integers(
                                    type,
                                    i ->
                                            binary(
                                                    function,
                                                    in.get(0).getLong(i),
                                                    in.get(1).getLong(i)));
            case Compare(CompareFunction function) ->
                    integers(type, i -> truth(compare(function, in.get(0), in.get(1), i)));
            case Logic(LogicFunction function) ->
                    integers(
                            type,
                            i ->
                                    truth(
                                            function.apply(
                                                    in.get(0).getLong(i) != 0,
                                                    in.get(1).getLong(i) != 0)));
            case Select _ -> pick(type, in, i -> in.getFirst().getLong(i) != 0 ? 1 : 2, i -> i);
            case Cast(DType to) -> cast(in.getFirst(), to, type);
            case StopGradient _, Reshape _ -> pick(type, in, _ -> 0, i -> i);
            case Transpose transpose ->
                    pick(
                            type,
                            in,
                            _ -> 0,
                            i -> {
                                int[] index = Index.at(shape, i);
                                int[] source = new int[index.length];
                                Arrays.setAll(source, axis -> index[transpose.inverse().get(axis)]);
                                return Index.position(shapeOf(in.getFirst()), source);
                            });
            case Broadcast _ ->
                    pick(
                            type,
                            in,
                            _ -> 0,
                            i -> {
                                Shape from = shapeOf(in.getFirst());
                                int[] index = Index.at(shape, i);
                                int[] source = new int[from.rank()];
                                Arrays.setAll(
                                        source,
                                        axis ->
                                                from.dim(axis) == 1
                                                        ? 0
                                                        : index[axis + shape.rank() - from.rank()]);
                                return Index.position(from, source);
                            });
            case Slice slice ->
                    pick(
                            type,
                            in,
                            _ -> 0,
                            i -> {
                                int[] index = Index.at(shape, i);
                                int[] source = new int[index.length];
                                Arrays.setAll(
                                        source,
                                        axis ->
                                                slice.start().get(axis)
                                                        + index[axis] * slice.stride().get(axis));
                                return Index.position(shapeOf(in.getFirst()), source);
                            });
            case Reverse reverse ->
                    pick(
                            type,
                            in,
                            _ -> 0,
                            i -> {
                                int[] index = Index.at(shape, i);
                                reverse.axes()
                                        .forEach(axis ->
                                                index[axis] = shape.dim(axis) - 1 - index[axis]);
                                return Index.position(shape, index);
                            });
            case Pad pad -> pad(pad, in.getFirst(), type);
            case Concat(int axis) -> concat(axis, in, type);
            case Reduce reduce -> reduce(reduce, in.getFirst(), type);
            case ArgReduce(ReduceFunction function, int axis) ->
                    argument(function, axis, in.getFirst(), type);
            case Dot dot -> dot(dot, in.get(0), in.get(1), type);
            case Gather(int axis) ->
                    pick(
                            type,
                            in,
                            _ -> 0,
                            i -> gathered(axis, shapeOf(in.get(0)), in.get(1), Index.at(shape, i)));
            case ScatterAdd(int axis) -> scatter(axis, in, type);
        };
    }

    private static Shape shapeOf(Literal literal) {
        return literal.type().shape();
    }

    private static Literal random(RandomBits random, Literal counters, TensorType type) {
        int each = (int) (type.shape().size() / Math.max(1, counters.type().shape().size()));
        return integers(type, i -> random.draw(counters.getLong(i / each), i % each));
    }

    private static long truth(boolean value) {
        return value ? 1 : 0;
    }

    private static int size(TensorType type) {
        return Math.toIntExact(type.shape().size());
    }

    private static Literal floats(TensorType type, IntToDoubleFunction element) {
        double[] values = new double[size(type)];
        Arrays.setAll(values, element);
        return Literal.of(type, values);
    }

    private static Literal integers(TensorType type, IntToLongFunction element) {
        long[] values = new long[size(type)];
        Arrays.setAll(
                values,
                i ->
                        type.dtype() == DType.I32
                                ? (int) element.applyAsLong(i)
                                : element.applyAsLong(i));
        return Literal.of(type, values);
    }

    /// Each element is the element at some position of one of the inputs.
    private static Literal pick(
            TensorType type, List<Literal> in, IntUnaryOperator which, IntUnaryOperator position) {
        return type.dtype().isFloating()
                ? floats(type, i -> in.get(which.applyAsInt(i)).get(position.applyAsInt(i)))
                : integers(type, i -> in.get(which.applyAsInt(i)).getLong(position.applyAsInt(i)));
    }

    private static long unary(UnaryFunction function, long x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Long.signum(x);
            case EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    SQRT,
                    SIN,
                    COS,
                    TAN,
                    ASIN,
                    ACOS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    ASINH,
                    ACOSH,
                    ATANH,
                    ERF,
                    SIGMOID,
                    SOFTPLUS,
                    RELU,
                    FLOOR,
                    CEIL,
                    ROUND ->
                    throw new Fault("reference", function + " of integers");
        };
    }

    private static long binary(BinaryFunction function, long a, long b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> b == 0 ? 0 : a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case POWER, ATAN2 -> throw new Fault("reference", function + " of integers");
        };
    }

    private static boolean compare(CompareFunction function, Literal a, Literal b, int i) {
        return a.type().dtype().isFloating()
                ? function.test(a.get(i), b.get(i))
                : function.test(a.getLong(i), b.getLong(i));
    }

    private static Literal cast(Literal x, DType to, TensorType type) {
        boolean fromFloat = x.type().dtype().isFloating();
        return switch (to) {
            case F32, F64 -> floats(type, x::get);
            case I32 -> integers(type, i -> fromFloat ? (int) x.get(i) : (int) x.getLong(i));
            case I64 -> integers(type, i -> fromFloat ? (long) x.get(i) : x.getLong(i));
            case BOOL -> integers(type, i -> truth(fromFloat ? x.get(i) != 0 : x.getLong(i) != 0));
        };
    }

    private static Literal pad(Pad pad, Literal x, TensorType type) {
        double[] values = new double[size(type)];
        Arrays.fill(values, pad.value());
        long[] whole = new long[values.length];
        Arrays.fill(whole, (long) pad.value());
        for (int i = 0; i < size(x.type()); i++) {
            int[] index = Index.at(shapeOf(x), i);
            for (int axis = 0; axis < index.length; axis++) {
                index[axis] = pad.low().get(axis) + index[axis] * (pad.interior().get(axis) + 1);
            }
            int at = Index.position(type.shape(), index);
            values[at] = x.get(i);
            whole[at] = x.getLong(i);
        }
        return type.dtype().isFloating() ? Literal.of(type, values) : Literal.of(type, whole);
    }

    private static Literal concat(int axis, List<Literal> in, TensorType type) {
        IntUnaryOperator part =
                i -> {
                    int along = Index.at(type.shape(), i)[axis];
                    int which = 0;
                    while (along >= shapeOf(in.get(which)).dim(axis)) {
                        along -= shapeOf(in.get(which++)).dim(axis);
                    }
                    return which;
                };
        return pick(
                type,
                in,
                part,
                i -> {
                    int[] index = Index.at(type.shape(), i);
                    int which = part.applyAsInt(i);
                    for (int before = 0; before < which; before++) {
                        index[axis] -= shapeOf(in.get(before)).dim(axis);
                    }
                    return Index.position(shapeOf(in.get(which)), index);
                });
    }

    private static Literal reduce(Reduce reduce, Literal x, TensorType type) {
        boolean floating = type.dtype().isFloating();
        double[] values = new double[size(type)];
        long[] whole = new long[values.length];
        Arrays.fill(values, reduce.function().identity());
        Arrays.fill(whole, (long) reduce.function().identity());
        if (type.dtype() == DType.I32) {
            Arrays.setAll(whole, i -> (int) reduce.function().identity());
        }
        for (int i = 0; i < size(x.type()); i++) {
            int[] index = Index.at(shapeOf(x), i);
            int[] kept =
                    IntStream.range(0, index.length)
                            .filter(axis -> !reduce.axes().contains(axis))
                            .map(axis -> index[axis])
                            .toArray();
            int at = Index.position(type.shape(), kept);
            if (floating) {
                values[at] = reduce.function().apply(values[at], x.get(i));
            } else {
                whole[at] =
                        switch (reduce.function()) {
                            case SUM -> whole[at] + x.getLong(i);
                            case MAX -> Math.max(whole[at], x.getLong(i));
                            case MIN -> Math.min(whole[at], x.getLong(i));
                        };
            }
        }
        return floating ? Literal.of(type, values) : integers(type, i -> whole[i]);
    }

    private static Literal argument(ReduceFunction function, int axis, Literal x, TensorType type) {
        CompareFunction better =
                function == ReduceFunction.MAX ? CompareFunction.GREATER : CompareFunction.LESS;
        return integers(
                type,
                i -> {
                    int[] outer = Index.at(type.shape(), i);
                    int best = 0;
                    for (int candidate = 1; candidate < shapeOf(x).dim(axis); candidate++) {
                        int a = along(x, axis, outer, candidate);
                        int b = along(x, axis, outer, best);
                        boolean nan = Double.isNaN(x.get(a)) && !Double.isNaN(x.get(b));
                        boolean wins =
                                x.type().dtype().isFloating()
                                        ? better.test(x.get(a), x.get(b))
                                        : better.test(x.getLong(a), x.getLong(b));
                        if (nan || wins) {
                            best = candidate;
                        }
                    }
                    return best;
                });
    }

    private static int along(Literal x, int axis, int[] outer, int at) {
        int[] index = new int[outer.length + 1];
        System.arraycopy(outer, 0, index, 0, axis);
        System.arraycopy(outer, axis, index, axis + 1, outer.length - axis);
        index[axis] = at;
        return Index.position(shapeOf(x), index);
    }

    private static Literal dot(Dot dot, Literal left, Literal right, TensorType type) {
        List<Integer> leftFree = Dot.free(shapeOf(left), dot.leftBatch(), dot.leftContract());
        List<Integer> rightFree = Dot.free(shapeOf(right), dot.rightBatch(), dot.rightContract());
        Shape sums = Shape.of(dot.leftContract().stream().map(shapeOf(left)::dim).toList());
        IntDot product =
                (i, k) -> {
                    int[] out = Index.at(type.shape(), i);
                    int[] sum = Index.at(sums, k);
                    int[] a = new int[shapeOf(left).rank()];
                    int[] b = new int[shapeOf(right).rank()];
                    int next = 0;
                    for (int axis = 0; axis < dot.leftBatch().size(); axis++, next++) {
                        a[dot.leftBatch().get(axis)] = out[next];
                        b[dot.rightBatch().get(axis)] = out[next];
                    }
                    for (int axis : leftFree) {
                        a[axis] = out[next++];
                    }
                    for (int axis : rightFree) {
                        b[axis] = out[next++];
                    }
                    for (int axis = 0; axis < sum.length; axis++) {
                        a[dot.leftContract().get(axis)] = sum[axis];
                        b[dot.rightContract().get(axis)] = sum[axis];
                    }
                    return new int[] {
                        Index.position(shapeOf(left), a), Index.position(shapeOf(right), b)
                    };
                };
        if (!type.dtype().isFloating()) {
            return integers(
                    type,
                    i -> {
                        long sum = 0;
                        for (int k = 0; k < sums.size(); k++) {
                            int[] at = product.positions(i, k);
                            sum += left.getLong(at[0]) * right.getLong(at[1]);
                        }
                        return sum;
                    });
        }
        return floats(
                type,
                i -> {
                    double sum = 0;
                    for (int k = 0; k < sums.size(); k++) {
                        int[] at = product.positions(i, k);
                        sum += left.get(at[0]) * right.get(at[1]);
                    }
                    return sum;
                });
    }

    private interface IntDot {
        int[] positions(int result, int term);
    }

    /// The position in the source of an element of a gather, also the position that a scatter adds
    /// to.
    private static int gathered(int axis, Shape source, Literal indices, int[] index) {
        int rank = shapeOf(indices).rank();
        int[] at = new int[source.rank()];
        System.arraycopy(index, 0, at, 0, axis);
        System.arraycopy(index, axis + rank, at, axis + 1, source.rank() - axis - 1);
        int[] which = Arrays.copyOfRange(index, axis, axis + rank);
        long chosen = indices.getLong(Index.position(shapeOf(indices), which));
        if (chosen < 0 || chosen >= source.dim(axis)) {
            throw new IndexOutOfBoundsException(
                    "index " + chosen + " into axis " + axis + " of size " + source.dim(axis));
        }
        at[axis] = (int) chosen;
        return Index.position(source, at);
    }

    private static Literal scatter(int axis, List<Literal> in, TensorType type) {
        double[] values = new double[size(type)];
        long[] whole = new long[values.length];
        Arrays.setAll(values, in.getFirst()::get);
        Arrays.setAll(whole, in.getFirst()::getLong);
        Literal updates = in.get(2);
        for (int i = 0; i < size(updates.type()); i++) {
            int at = gathered(axis, type.shape(), in.get(1), Index.at(shapeOf(updates), i));
            values[at] += updates.get(i);
            whole[at] += updates.getLong(i);
        }
        return type.dtype().isFloating() ? Literal.of(type, values) : integers(type, i -> whole[i]);
    }
}
