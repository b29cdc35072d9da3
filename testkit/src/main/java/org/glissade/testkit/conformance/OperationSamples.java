package org.glissade.testkit.conformance;

import static org.glissade.testkit.conformance.Argument.counter;
import static org.glissade.testkit.conformance.Argument.distinct;
import static org.glissade.testkit.conformance.Argument.flags;
import static org.glissade.testkit.conformance.Argument.indices;
import static org.glissade.testkit.conformance.Argument.longIndices;
import static org.glissade.testkit.conformance.Argument.numbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.glissade.tensor.ArgReduce;
import org.glissade.tensor.Binary;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Call;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Compare;
import org.glissade.tensor.Concat;
import org.glissade.tensor.Constant;
import org.glissade.tensor.DType;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Gather;
import org.glissade.tensor.Input;
import org.glissade.tensor.Iota;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Logic;
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
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Transpose;
import org.glissade.tensor.Unary;
import org.glissade.testkit.conformance.Sample.Accuracy;

/// At least one sample for each operation: the table that an operation enters once to be checked on
/// every backend, with every element type, in value and derivatives.
public final class OperationSamples {
    private static final List<DType> ALL = List.of(DType.values());
    private static final List<DType> NUMERIC = List.of(DType.F32, DType.F64, DType.I32, DType.I64);
    private static final List<DType> FLOATING = List.of(DType.F32, DType.F64);

    private final List<Sample> samples = new ArrayList<>();

    private OperationSamples() {
        leaves();
        elementwise();
        movement();
        reductions();
        indexing();
        calls();
    }

    /// All samples.
    public static List<Sample> all() {
        return List.copyOf(new OperationSamples().samples);
    }

    /// The operations that have no sample; a suite with any is incomplete.
    public static Set<String> missing() {
        Set<Class<?>> present = all().stream().map(Sample::op).collect(Collectors.toSet());
        return Arrays.stream(Op.class.getPermittedSubclasses())
                .filter(op -> !present.contains(op))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
    }

    private void add(
            String name,
            Class<? extends Op> op,
            Accuracy accuracy,
            List<DType> dtypes,
            List<Argument> arguments,
            Function<List<Tensor>, Tensor> body) {
        samples.add(new Sample(name, op, accuracy, dtypes, arguments, body));
    }

    private void leaves() {
        add("itself", Input.class, Accuracy.EXACT, ALL, List.of(numbers(3, 4)), List::getFirst);
        add(
                "of three numbers",
                Constant.class,
                Accuracy.EXACT,
                ALL,
                List.of(numbers(3)),
                in -> {
                    Tensor x = in.getFirst();
                    Literal numbers = Literal.of(x.type(), 1.0, 0.0, 1.0);
                    Tensor constant = x.trace().constant(numbers);
                    return Tensor.select(constant.cast(DType.BOOL), x, constant);
                });
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            add(
                    "axis " + axis,
                    Iota.class,
                    Accuracy.EXACT,
                    NUMERIC,
                    List.of(numbers(3, 5, 4)),
                    in ->
                            in.getFirst()
                                    .trace()
                                    .iota(in.getFirst().dtype(), in.getFirst().shape(), along)
                                    .maximum(in.getFirst()));
        }
        randomOfSeveralCounters(24, DType.I32, 3, 3, 5, 7);
        randomOfSeveralCounters(53, DType.I64, 130, 130, 9);
        randomOfSeveralCounters(24, DType.I32, 0, 0, 9);
        for (long count : new long[] {0, 1, -7, 123_456_789_012L}) {
            for (int size : new int[] {0, 1, 7, 8, 9, 1_031}) {
                random(count, 24, DType.I32, size);
                random(count, 53, DType.I64, size);
                random(count, 1, DType.I32, size);
                random(count, 31, DType.I32, size);
                random(count, 63, DType.I64, size);
            }
        }
    }

    private void randomOfSeveralCounters(int bits, DType dtype, int counters, int... dims) {
        RandomBits op = new RandomBits(0xBEEFL, bits, new TensorType(dtype, Shape.of(dims)));
        add(
                counters + " counters, " + bits + " bits, " + op.type(),
                RandomBits.class,
                Accuracy.EXACT_WITHOUT_GRADIENT,
                List.of(DType.I64),
                List.of(longIndices(1000, counters)),
                in -> in.getFirst().trace().add(op, in.getFirst()));
    }

    private void random(long count, int bits, DType dtype, int size) {
        RandomBits op = new RandomBits(0xC0FFEEL, bits, new TensorType(dtype, Shape.of(size)));
        add(
                bits + " bits, counter " + count + ", size " + size,
                RandomBits.class,
                Accuracy.EXACT_WITHOUT_GRADIENT,
                List.of(DType.I64),
                List.of(counter(count)),
                in -> in.getFirst().trace().add(op, in.getFirst()));
    }

    private void elementwise() {
        add(
                "tanh",
                Unary.class,
                Accuracy.COMPUTED,
                FLOATING,
                List.of(numbers(7, 5)),
                in -> in.getFirst().tanh());
        add(
                "times",
                Binary.class,
                Accuracy.COMPUTED,
                NUMERIC,
                List.of(numbers(7, 5), numbers(7, 5)),
                in -> in.get(0).times(in.get(1)));
        add(
                "less",
                Compare.class,
                Accuracy.EXACT_WITHOUT_GRADIENT,
                NUMERIC,
                List.of(numbers(7, 5), numbers(7, 5)),
                in -> in.get(0).lessThan(in.get(1)));
        add(
                "xor",
                Logic.class,
                Accuracy.EXACT_WITHOUT_GRADIENT,
                List.of(DType.BOOL),
                List.of(numbers(7, 5), numbers(7, 5)),
                in -> in.get(0).xor(in.get(1)));
        add(
                "by a condition",
                Select.class,
                Accuracy.EXACT,
                ALL,
                List.of(flags(7, 5), numbers(7, 5), numbers(7, 5)),
                in -> Tensor.select(in.get(0), in.get(1), in.get(2)));
        for (DType to : ALL) {
            add(
                    "to " + to,
                    Cast.class,
                    Accuracy.EXACT_WITHOUT_GRADIENT,
                    ALL,
                    List.of(numbers(7, 5)),
                    in -> in.getFirst().cast(to));
        }
        add(
                "in the middle",
                StopGradient.class,
                Accuracy.EXACT_WITHOUT_GRADIENT,
                ALL,
                List.of(numbers(3, 4)),
                in -> in.getFirst().stopGradient());
    }

    private void move(
            String name, Class<? extends Op> op, Function<Tensor, Tensor> body, int... dims) {
        add(
                name + " of " + Shape.of(dims),
                op,
                Accuracy.EXACT,
                ALL,
                List.of(numbers(dims)),
                in -> body.apply(in.getFirst()));
    }

    private void movement() {
        move("to [6, 4]", Reshape.class, x -> x.reshape(6, 4), 2, 3, 4);
        move("to [1, 1]", Reshape.class, x -> x.reshape(1, 1));
        move("to [0, 7]", Reshape.class, x -> x.reshape(Shape.of(0, 7)), 3, 0);
        move("to [24]", Reshape.class, x -> x.transpose().reshape(24), 2, 3, 4);
        int[][] orders = {{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            move(Arrays.toString(order), Transpose.class, x -> x.transpose(order), 3, 4, 5);
            move(Arrays.toString(order), Transpose.class, x -> x.transpose(order), 9, 1, 17);
            move(Arrays.toString(order), Transpose.class, x -> x.transpose(order), 2, 0, 3);
        }
        for (int[] dims : new int[][] {{1, 1}, {4, 8}, {7, 9}, {17, 33}, {67, 45}}) {
            move("swap", Transpose.class, Tensor::transpose, dims);
        }
        move("[3, 1, 0, 2]", Transpose.class, x -> x.transpose(3, 1, 0, 2), 2, 3, 4, 5);
        for (int mask = 1; mask < 16; mask++) {
            int[] to = {2, 3, 4, 5};
            int[] from = to.clone();
            for (int axis = 0; axis < 4; axis++) {
                from[axis] = (mask >> axis & 1) == 0 ? to[axis] : 1;
            }
            move("to [2, 3, 4, 5]", Broadcast.class, x -> x.broadcastTo(Shape.of(to)), from);
        }
        move("to [3, 17]", Broadcast.class, x -> x.broadcastTo(Shape.of(3, 17)), 17);
        move("to [3, 17]", Broadcast.class, x -> x.broadcastTo(Shape.of(3, 17)));
        move("to [0, 4]", Broadcast.class, x -> x.broadcastTo(Shape.of(0, 4)), 1, 4);
        pad(new int[] {1}, new int[] {2}, new int[] {0}, 1, 7);
        pad(new int[] {0}, new int[] {0}, new int[] {2}, 1, 5);
        pad(new int[] {2}, new int[] {1}, new int[] {3}, 1, 0);
        pad(new int[] {2}, new int[] {1}, new int[] {3}, 0, 1);
        pad(new int[] {1, 0}, new int[] {0, 3}, new int[] {1, 2}, 0, 4, 9);
        pad(new int[] {0, 2, 1}, new int[] {1, 0, 1}, new int[] {0, 1, 0}, 1, 2, 3, 4);
        pad(new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 0}, 0, 0, 3);
        slice(new int[] {1}, new int[] {6}, new int[] {2}, 7);
        slice(new int[] {3}, new int[] {3}, new int[] {1}, 7);
        slice(new int[] {0, 2}, new int[] {5, 9}, new int[] {3, 2}, 5, 9);
        slice(new int[] {1, 0, 1}, new int[] {2, 3, 4}, new int[] {1, 2, 3}, 2, 3, 4);
        slice(new int[] {0, 5}, new int[] {33, 22}, new int[] {1, 1}, 33, 40);
        for (int[] axes : new int[][] {{0}, {1}, {2}, {0, 2}, {0, 1, 2}}) {
            move(Arrays.toString(axes), Reverse.class, x -> x.reverse(axes), 3, 4, 5);
        }
        move("[0]", Reverse.class, x -> x.reverse(0), 37);
        move("[1]", Reverse.class, x -> x.reverse(1), 2, 0);
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            int[] longer = {2, 3, 4};
            longer[axis] = 5;
            int[] empty = {2, 3, 4};
            empty[axis] = 0;
            add(
                    "of three along axis " + axis,
                    Concat.class,
                    Accuracy.EXACT,
                    ALL,
                    List.of(numbers(2, 3, 4), numbers(longer), numbers(empty)),
                    in -> Tensor.concat(along, in.get(0), in.get(2), in.get(1), in.get(0)));
        }
    }

    private void pad(int[] low, int[] high, int[] interior, double value, int... dims) {
        String name =
                "low "
                        + Arrays.toString(low)
                        + " high "
                        + Arrays.toString(high)
                        + " interior "
                        + Arrays.toString(interior)
                        + " with "
                        + value;
        move(name, Pad.class, x -> x.pad(low, high, interior, value), dims);
    }

    private void slice(int[] starts, int[] limits, int[] strides, int... dims) {
        String name =
                Arrays.toString(starts)
                        + " to "
                        + Arrays.toString(limits)
                        + " by "
                        + Arrays.toString(strides);
        move(name, Slice.class, x -> x.slice(starts, limits, strides), dims);
    }

    private void reductions() {
        for (ReduceFunction function : ReduceFunction.values()) {
            for (int mask = 1; mask < 8; mask++) {
                int[] axes = axes(mask);
                reduce(function, axes, 3, 4, 5);
                reduce(function, axes, 2, 1, 9);
                reduce(function, axes, 3, 0, 2);
            }
        }
        for (ReduceFunction function : List.of(ReduceFunction.MAX, ReduceFunction.MIN)) {
            for (int axis = 0; axis < 3; axis++) {
                ArgReduce op = new ArgReduce(function, axis);
                add(
                        function + " axis " + axis,
                        ArgReduce.class,
                        Accuracy.EXACT_WITHOUT_GRADIENT,
                        NUMERIC,
                        List.of(numbers(3, 5, 9)),
                        in -> in.getFirst().trace().add(op, in.getFirst()));
            }
        }
    }

    private static int[] axes(int mask) {
        return java.util.stream.IntStream.range(0, 3).filter(i -> (mask >> i & 1) == 1).toArray();
    }

    private void reduce(ReduceFunction function, int[] axes, int... dims) {
        Reduce op = new Reduce(function, Arrays.stream(axes).boxed().toList());
        add(
                function + " axes " + Arrays.toString(axes) + " of " + Shape.of(dims),
                Reduce.class,
                function == ReduceFunction.SUM ? Accuracy.SUMMED : Accuracy.EXACT,
                NUMERIC,
                List.of(distinct(dims)),
                in -> in.getFirst().trace().add(op, in.getFirst()));
    }

    private void indexing() {
        product(new Dot(List.of(), List.of(), List.of(1), List.of(0)), shape(4, 7), shape(7, 5));
        product(new Dot(List.of(), List.of(), List.of(0), List.of(1)), shape(7, 4), shape(5, 7));
        product(new Dot(List.of(), List.of(), List.of(), List.of()), shape(4), shape(3));
        product(new Dot(List.of(), List.of(), List.of(0), List.of(0)), shape(9), shape(9));
        product(new Dot(List.of(0), List.of(0), List.of(), List.of()), shape(6), shape(6));
        product(
                new Dot(List.of(2), List.of(0), List.of(0), List.of(2)),
                shape(5, 4, 3),
                shape(3, 6, 5));
        product(
                new Dot(List.of(0, 3), List.of(2, 1), List.of(1), List.of(3)),
                shape(2, 4, 3, 5),
                shape(3, 5, 2, 4));
        product(
                new Dot(List.of(), List.of(), List.of(2, 0), List.of(1, 3)),
                shape(3, 4, 5),
                shape(2, 5, 2, 3));
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            int[] dims = {3, 4, 5};
            for (int[] chosen : new int[][] {{}, {1}, {7}, {2, 3}, {0}}) {
                int[] replaced =
                        Shape.of(dims)
                                .slice(0, axis)
                                .concat(Shape.of(chosen))
                                .concat(Shape.of(dims).slice(axis + 1, 3))
                                .dims();
                String name = "axis " + axis + " with indices " + Shape.of(chosen);
                add(
                        name,
                        Gather.class,
                        Accuracy.EXACT,
                        ALL,
                        List.of(numbers(dims), indices(dims[axis], chosen)),
                        in -> in.get(0).gather(along, in.get(1)));
                add(
                        name,
                        ScatterAdd.class,
                        Accuracy.SUMMED,
                        NUMERIC,
                        List.of(numbers(dims), longIndices(dims[axis], chosen), numbers(replaced)),
                        in -> in.get(0).scatterAdd(along, in.get(1), in.get(2)));
            }
        }
    }

    private static int[] shape(int... dims) {
        return dims;
    }

    private void product(Dot op, int[] left, int[] right) {
        add(
                op.text(),
                Dot.class,
                Accuracy.SUMMED,
                NUMERIC,
                List.of(numbers(left), numbers(right)),
                in -> in.get(0).dot(in.get(1), op));
    }

    private void calls() {
        for (int axis = 0; axis < 2; axis++) {
            int along = axis;
            for (int[] dims : new int[][] {{4, 9}, {1, 1}, {3, 17}}) {
                String name = " axis " + axis + " of " + Shape.of(dims);
                call("softmax" + name, x -> x.softmax(along), dims);
                call("log-softmax" + name, x -> x.logSoftmax(along), dims);
            }
        }
        call(
                "of the user's own",
                x -> Tensor.call("cube", in -> in.getFirst().power(3), null, x),
                3,
                4);
        call(
                "with a derivative of its own",
                x ->
                        Tensor.call(
                                "square",
                                in -> in.getFirst().square(),
                                context ->
                                        List.of(
                                                context.gradient()
                                                        .times(context.input(0))
                                                        .times(2)),
                                x),
                3,
                4);
    }

    private void call(String name, Function<Tensor, Tensor> body, int... dims) {
        add(
                name,
                Call.class,
                Accuracy.COMPUTED,
                FLOATING,
                List.of(numbers(dims)),
                in -> body.apply(in.getFirst()));
    }
}
