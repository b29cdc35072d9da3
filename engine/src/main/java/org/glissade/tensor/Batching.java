package org.glissade.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Turns a graph into one that computes it for several values of some inputs at once: these inputs,
/// and everything that depends on them, get a leading axis of members; all else is computed once
/// and shared.
///
/// A training step batched over parameters, optimizer memory and the counter of random numbers
/// trains as many networks as there are members. Each member's values are those of the graph on its
/// own: to the bit, except where a device adds up in another order because a shape is another one.
///
/// Every operation has its rule, as in the transformation `vmap` of JAX. Calls are replaced by
/// their bodies, so gradients with rules of their own are taken before batching.
public final class Batching {
    private final Trace trace = new Trace();
    private final int members;
    private final Map<Node, Value> values = new HashMap<>();

    private Batching(int members) {
        this.members = members;
    }

    /// What a node has become.
    ///
    /// @param isBatched whether the first axis is that of the members
    private record Value(Tensor tensor, boolean isBatched) {}

    /// A graph for several members.
    ///
    /// An output that depends on none of the batched inputs stays as it is. The new value of a
    /// batched input is batched even so.
    ///
    /// @param members how many, at least 1
    /// @param batched the names of the inputs of which each member has its own
    /// @throws IllegalArgumentException if there is no input of a name, or an input that members
    ///   share would be replaced by a value of which each has its own
    public static Graph of(Graph graph, int members, Set<String> batched) {
        if (members < 1) {
            throw new IllegalArgumentException("a batch has 1 member or more, but got " + members);
        }
        return new Batching(members).graph(graph, batched);
    }

    private Graph graph(Graph graph, Set<String> batched) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (Node node : graph.inputs()) {
            if (node.op() instanceof Input(String name, TensorType type)) {
                boolean own = batched.contains(name);
                Tensor input =
                        trace.from(
                                node.origin(),
                                () ->
                                        trace.input(
                                                name,
                                                type.dtype(),
                                                own ? leading(type.shape()) : type.shape()));
                inputs.put(name, new Value(input, own));
                values.put(node, new Value(input, own));
            }
        }
        for (String name : batched) {
            if (!inputs.containsKey(name)) {
                throw new IllegalArgumentException(
                        "there is no input \"" + name + "\"; there are " + inputs.keySet());
            }
        }
        graph.nodes().forEach(this::visit);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> outputs.put(name, value(node).tensor));
        Map<String, Tensor> updates = new LinkedHashMap<>();
        graph.updates()
                .forEach((name, node) -> {
                    Value updated = value(node);
                    if (batched.contains(name)) {
                        updated = new Value(lifted(updated), true);
                    } else if (updated.isBatched) {
                        throw new IllegalArgumentException(
                                "the new value of \""
                                        + name
                                        + "\" differs from member to member, but they share that input;"
                                        + " batch it, too");
                    }
                    updates.put(name, updated.tensor);
                });
        return Graph.of(inputs.values().stream().map(Value::tensor).toList(), outputs, updates);
    }

    private Value value(Node node) {
        return Objects.requireNonNull(values.get(node));
    }

    private void visit(Node node) {
        if (!values.containsKey(node)) {
            List<Value> operands = node.inputs().stream().map(this::value).toList();
            values.put(node, trace.from(node.origin(), () -> apply(node, operands)));
        }
    }

    private Value apply(Node node, List<Value> operands) {
        if (node.op() instanceof Call call) {
            return inlined(call, operands);
        }
        if (operands.stream().noneMatch(Value::isBatched)) {
            return new Value(add(node.op(), operands.stream().map(Value::tensor).toList()), false);
        }
        return new Value(batched(node, operands), true);
    }

    private Value inlined(Call call, List<Value> operands) {
        for (int i = 0; i < operands.size(); i++) {
            values.put(call.body().inputs().get(i), operands.get(i));
        }
        List<Node> inner =
                call.body().nodes().stream().filter(n -> !(n.op() instanceof Input)).toList();
        // One body may be called again on other operands.
        inner.forEach(values::remove);
        inner.forEach(this::visit);
        return value(call.result());
    }

    /// The rule of each operation, for operands of which at least one is batched.
    private Tensor batched(Node node, List<Value> in) {
        return switch (node.op()) {
            case Unary _, Binary _, Compare _, Logic _, Select _, Cast _, StopGradient _ ->
                    add(node.op(), in.stream().map(this::lifted).toList());
            case RandomBits(long key, int bits, TensorType type) ->
                    add(new RandomBits(key, bits, type.with(leading(type.shape()))), first(in));
            case Reshape(Shape to) -> first(in).reshape(leading(to));
            case Transpose(List<Integer> permutation) ->
                    add(new Transpose(kept(later(permutation))), first(in));
            case Broadcast(Shape to) -> broadcast(first(in), to);
            case Pad(List<Integer> low, List<Integer> high, List<Integer> interior, double value) ->
                    add(new Pad(kept(low), kept(high), kept(interior), value), first(in));
            case Slice(List<Integer> start, List<Integer> limit, List<Integer> stride) ->
                    add(new Slice(kept(start), join(members, limit), join(1, stride)), first(in));
            case Reverse(List<Integer> axes) -> add(new Reverse(later(axes)), first(in));
            case Concat(int axis) ->
                    add(new Concat(axis + 1), in.stream().map(this::lifted).toList());
            case Reduce(ReduceFunction function, List<Integer> axes) ->
                    add(new Reduce(function, later(axes)), first(in));
            case ArgReduce(ReduceFunction function, int axis) ->
                    add(new ArgReduce(function, axis + 1), first(in));
            case Dot dot -> lifted(in.get(0)).dot(lifted(in.get(1)), later(dot));
            case Gather(int axis) -> gather(axis, in.get(0), in.get(1));
            case ScatterAdd(int axis) -> scatterAdd(axis, in.get(0), in.get(1), in.get(2));
            case Input _, Constant _, Iota _, Call _ ->
                    throw new Fault("batching", node + " has no batched operands");
        };
    }

    private Tensor gather(int axis, Value from, Value indices) {
        if (!indices.isBatched) {
            return from.tensor.gather(axis + 1, indices.tensor);
        }
        int rank = indices.tensor.shape().rank();
        if (!from.isBatched) {
            Tensor taken = from.tensor.gather(axis, indices.tensor);
            return moved(taken, axis, 0);
        }
        int size = from.tensor.dim(axis + 1);
        Tensor taken = joined(from.tensor, axis).gather(0, own(indices.tensor, size));
        return spread(taken, axis, rank - 1);
    }

    private Tensor scatterAdd(int axis, Value base, Value indices, Value updates) {
        if (!indices.isBatched) {
            return lifted(base).scatterAdd(axis + 1, indices.tensor, lifted(updates));
        }
        Tensor all = lifted(base);
        int size = all.dim(axis + 1);
        Tensor joined = joined(all, axis);
        Tensor gathered = gathered(lifted(updates), axis, indices.tensor.shape().rank() - 1);
        Tensor added = joined.scatterAdd(0, own(indices.tensor, size), gathered);
        Shape apart =
                Shape.of(members, size).concat(joined.shape().slice(1, joined.shape().rank()));
        return spread(added.reshape(apart), axis, 1);
    }

    /// Each member's indices into an axis that joins those of all members, one after another. What
    /// is outside of a member's own stays outside.
    private Tensor own(Tensor indices, int size) {
        Tensor member = trace.iota(indices.dtype(), indices.shape(), 0);
        Tensor inside = indices.greaterOrEqualTo(0).and(indices.lessThan(size));
        return Tensor.select(
                inside, indices.plus(member.times(size)), indices.zerosLike().minus(1));
    }

    /// `[members, before, size, after]` as `[members · size, before, after]`.
    private Tensor joined(Tensor x, int axis) {
        Tensor front = moved(x, axis + 1, 1);
        Shape shape = front.shape();
        return front.reshape(
                Shape.of(shape.dim(0) * shape.dim(1)).concat(shape.slice(2, shape.rank())));
    }

    /// `[members, taken, before, after]` as `[members, before, taken, after]`.
    private Tensor spread(Tensor x, int before, int taken) {
        return block(x, 1, taken, before);
    }

    /// `[members, before, taken, after]` as `[members, taken, before, after]`.
    private Tensor gathered(Tensor x, int before, int taken) {
        return block(x, 1, before, taken);
    }

    /// The axes from `at` on, `first` and then `second` of them, exchanged.
    private Tensor block(Tensor x, int at, int first, int second) {
        return permuted(
                x,
                Stream.of(
                                IntStream.range(0, at),
                                IntStream.range(at + first, at + first + second),
                                IntStream.range(at, at + first),
                                IntStream.range(at + first + second, x.shape().rank()))
                        .flatMap(IntStream::boxed)
                        .toList());
    }

    private Tensor moved(Tensor x, int from, int to) {
        return block(x, to, from - to, 1);
    }

    private Tensor permuted(Tensor x, List<Integer> permutation) {
        boolean same = permutation.equals(IntStream.range(0, permutation.size()).boxed().toList());
        return same ? x : add(new Transpose(permutation), x);
    }

    /// Sizes are aligned at the innermost axis, so ones fill the gap between it and the members.
    private Tensor broadcast(Tensor x, Shape to) {
        Shape from = x.shape();
        int[] ones = new int[to.rank() - (from.rank() - 1)];
        java.util.Arrays.fill(ones, 1);
        Shape aligned = Shape.of(members).concat(Shape.of(ones)).concat(from.slice(1, from.rank()));
        return x.reshape(aligned).broadcastTo(leading(to));
    }

    /// The value with a leading axis of members, repeated along it if they share it.
    private Tensor lifted(Value value) {
        Shape all = leading(value.tensor.shape());
        if (value.isBatched) {
            return value.tensor;
        }
        return members == 1 ? value.tensor.reshape(all) : value.tensor.broadcastTo(all);
    }

    private Shape leading(Shape shape) {
        return Shape.of(members).concat(shape);
    }

    private Tensor add(Op op, Tensor... operands) {
        return trace.add(op, operands);
    }

    private Tensor add(Op op, List<Tensor> operands) {
        return trace.add(op, operands.toArray(Tensor[]::new));
    }

    private static Tensor first(List<Value> in) {
        return in.getFirst().tensor;
    }

    private static Dot later(Dot dot) {
        return new Dot(
                kept(later(dot.leftBatch())),
                kept(later(dot.rightBatch())),
                later(dot.leftContract()),
                later(dot.rightContract()));
    }

    private static List<Integer> later(List<Integer> axes) {
        return axes.stream().map(axis -> axis + 1).toList();
    }

    /// Settings for each axis, with a 0 for the members.
    private static List<Integer> kept(List<Integer> settings) {
        return join(0, settings);
    }

    private static List<Integer> join(int first, List<Integer> rest) {
        List<Integer> all = new ArrayList<>(rest.size() + 1);
        all.add(first);
        all.addAll(rest);
        return all;
    }
}
