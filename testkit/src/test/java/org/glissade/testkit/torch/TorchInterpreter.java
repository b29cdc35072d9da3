package org.glissade.testkit.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.glissade.runtime.Array;
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
import org.glissade.tensor.Gather;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Iota;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Logic;
import org.glissade.tensor.LogicFunction;
import org.glissade.tensor.Node;
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

/// Evaluates a forward graph with PyTorch's own operations, so that its derivatives come from
/// PyTorch's autograd and not from ours.
final class TorchInterpreter {
    private final Map<Node, Tensor> values = new HashMap<>();
    private final Map<String, Tensor> inputs;

    private TorchInterpreter(Map<String, Tensor> inputs) {
        this.inputs = inputs;
    }

    /// The value of every node of a graph.
    static Map<Node, Tensor> evaluate(Graph graph, Map<String, Tensor> inputs) {
        TorchInterpreter interpreter = new TorchInterpreter(inputs);
        graph.nodes().forEach(interpreter::evaluate);
        return interpreter.values;
    }

    /// An array as a tensor of its own.
    static Tensor tensor(Array array) {
        long[] dims = dims(array.shape());
        if (array.size() == 0) {
            return torch.zeros(dims).to(type(array.dtype()));
        }
        Tensor flat =
                array.dtype().isFloating()
                        ? Tensor.create(array.toDoubles())
                        : Tensor.create(array.toLongs());
        return flat.to(type(array.dtype())).reshape(dims);
    }

    /// A tensor's values in row-major order.
    static double[] doubles(Tensor tensor) {
        double[] result = new double[Math.toIntExact(tensor.numel())];
        // A gradient that is 0 everywhere may come without memory.
        if (result.length > 0 && !tensor._is_zerotensor()) {
            Tensor flat = tensor.detach().to(torch.ScalarType.Double).contiguous().reshape(-1L);
            java.nio.DoubleBuffer buffer = flat.createBuffer();
            buffer.get(result);
        }
        return result;
    }

    private Tensor in(Node node, int index) {
        return Objects.requireNonNull(values.get(node.input(index)));
    }

    private void evaluate(Node node) {
        values.put(node, value(node));
    }

    private Tensor value(Node node) {
        return switch (node.op()) {
            case Input(String name, TensorType _) -> Objects.requireNonNull(inputs.get(name), name);
            case Constant(Literal literal) -> tensor(Array.of(literal));
            case Iota(TensorType type, int axis) -> iota(type, axis);
            case RandomBits _ ->
                    throw new IllegalArgumentException("PyTorch draws other random numbers");
            case Unary(UnaryFunction function) -> unary(function, in(node, 0));
            case Binary(BinaryFunction function) -> binary(function, in(node, 0), in(node, 1));
            case Compare(CompareFunction function) -> compare(function, in(node, 0), in(node, 1));
            case Logic(LogicFunction function) ->
                    switch (function) {
                        case AND -> in(node, 0).logical_and(in(node, 1));
                        case OR -> in(node, 0).logical_or(in(node, 1));
                        case XOR -> in(node, 0).logical_xor(in(node, 1));
                    };
            case Select() -> torch.where(in(node, 0), in(node, 1), in(node, 2));
            case Cast(DType to) -> in(node, 0).to(type(to));
            case Reshape(Shape to) -> in(node, 0).reshape(dims(to));
            case Transpose(List<Integer> permutation) -> in(node, 0).permute(longs(permutation));
            case Broadcast(Shape to) -> in(node, 0).expand(dims(to));
            case Pad pad -> pad(pad, in(node, 0));
            case Slice slice -> slice(slice, in(node, 0));
            case Reverse(List<Integer> axes) -> in(node, 0).flip(longs(axes));
            case Concat(int axis) -> {
                TensorVector parts = new TensorVector();
                for (int i = 0; i < node.inputs().size(); i++) {
                    parts.push_back(in(node, i));
                }
                yield torch.cat(parts, axis);
            }
            case Reduce(ReduceFunction function, List<Integer> axes) ->
                    reduce(function, longs(axes), in(node, 0), node.dtype());
            case ArgReduce(ReduceFunction function, int axis) ->
                    (function == ReduceFunction.MAX
                                    ? in(node, 0).argmax(new LongOptional(axis), false)
                                    : in(node, 0).argmin(new LongOptional(axis), false))
                            .to(torch.ScalarType.Int);
            case Dot dot -> dot(dot, node, in(node, 0), in(node, 1));
            case Gather(int axis) ->
                    in(node, 0)
                            .index_select(axis, in(node, 1).reshape(-1L))
                            .reshape(dims(node.shape()));
            case ScatterAdd(int axis) -> {
                long[] flat = dims(node.shape());
                flat[axis] = in(node, 1).numel();
                yield in(node, 0)
                        .index_add(axis, in(node, 1).reshape(-1L), in(node, 2).reshape(flat));
            }
            case Call call -> call(call, node);
            case StopGradient() -> in(node, 0).detach();
        };
    }

    private Tensor call(Call call, Node node) {
        if (call.name().equals("softmax")) {
            return in(node, 0).softmax(-1);
        }
        if (call.name().equals("log-softmax")) {
            return in(node, 0).log_softmax(-1);
        }
        Map<String, Tensor> arguments = new HashMap<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            if (call.body().inputs().get(i).op() instanceof Input(String name, TensorType _)) {
                arguments.put(name, in(node, i));
            }
        }
        return Objects.requireNonNull(evaluate(call.body(), arguments).get(call.result()));
    }

    private static Tensor unary(UnaryFunction function, Tensor x) {
        return switch (function) {
            case NEGATE -> x.neg();
            case ABS -> x.abs();
            case SIGN -> x.sign();
            case EXP -> x.exp();
            case EXPM1 -> x.expm1();
            case LOG -> x.log();
            case LOG1P -> x.log1p();
            case SQRT -> x.sqrt();
            case SIN -> x.sin();
            case COS -> x.cos();
            case TAN -> x.tan();
            case ASIN -> x.asin();
            case ACOS -> x.acos();
            case ATAN -> x.atan();
            case SINH -> x.sinh();
            case COSH -> x.cosh();
            case TANH -> x.tanh();
            case ASINH -> x.asinh();
            case ACOSH -> x.acosh();
            case ATANH -> x.atanh();
            case ERF -> x.erf();
            case SIGMOID -> x.sigmoid();
            // Beyond its threshold PyTorch returns x itself, which is not exact enough.
            case SOFTPLUS -> torch.softplus(x, new Scalar(1.0), new Scalar(100.0));
            case RELU -> x.relu();
            case FLOOR -> x.floor();
            case CEIL -> x.ceil();
            case ROUND -> x.round();
        };
    }

    private static Tensor binary(BinaryFunction function, Tensor a, Tensor b) {
        return switch (function) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.sub(b);
            case MULTIPLY -> a.mul(b);
            case DIVIDE ->
                    a.is_floating_point() ? a.div(b) : a.div(b, new StringViewOptional("trunc"));
            case POWER -> a.pow(b);
            case MAXIMUM -> a.maximum(b);
            case MINIMUM -> a.minimum(b);
            case ATAN2 -> a.atan2(b);
        };
    }

    private static Tensor compare(CompareFunction function, Tensor a, Tensor b) {
        return switch (function) {
            case EQUAL -> a.eq(b);
            case NOT_EQUAL -> a.ne(b);
            case LESS -> a.lt(b);
            case LESS_OR_EQUAL -> a.le(b);
            case GREATER -> a.gt(b);
            case GREATER_OR_EQUAL -> a.ge(b);
        };
    }

    private static Tensor iota(TensorType type, int axis) {
        long[] along = new long[type.shape().rank()];
        java.util.Arrays.fill(along, 1);
        along[axis] = type.shape().dim(axis);
        return torch.arange(new Scalar(along[axis]))
                .to(type(type.dtype()))
                .reshape(along)
                .expand(dims(type.shape()));
    }

    private static Tensor reduce(ReduceFunction function, long[] axes, Tensor x, DType dtype) {
        return switch (function) {
            case SUM -> x.sum(axes).to(type(dtype));
            case MAX -> x.amax(axes, false);
            case MIN -> x.amin(axes, false);
        };
    }

    private static Tensor slice(Slice slice, Tensor x) {
        Tensor result = x;
        for (int axis = 0; axis < slice.start().size(); axis++) {
            result =
                    result.slice(
                            axis,
                            new LongOptional(slice.start().get(axis)),
                            new LongOptional(slice.limit().get(axis)),
                            slice.stride().get(axis));
        }
        return result;
    }

    /// Interior elements come from a new axis of constants beside each element.
    private static Tensor pad(Pad pad, Tensor x) {
        Tensor result = x;
        int rank = pad.low().size();
        for (int axis = 0; axis < rank; axis++) {
            int interior = pad.interior().get(axis);
            long size = result.size(axis);
            if (interior > 0 && size > 1) {
                Tensor column = result.unsqueeze(axis + 1);
                long[] dims = column.shape();
                dims[axis + 1] = interior;
                Tensor between = torch.full(dims, new Scalar(pad.value()), result.options());
                result =
                        torch.cat(new TensorVector(column, between), axis + 1)
                                .flatten(axis, axis + 1)
                                .narrow(axis, 0, (size - 1) * (interior + 1) + 1);
            }
        }
        long[] amounts = new long[2 * rank];
        for (int axis = 0; axis < rank; axis++) {
            // Innermost axis first.
            amounts[2 * (rank - 1 - axis)] = pad.low().get(axis);
            amounts[2 * (rank - 1 - axis) + 1] = pad.high().get(axis);
        }
        return torch.constant_pad_nd(result, amounts, new Scalar(pad.value()));
    }

    private static Tensor dot(Dot dot, Node node, Tensor left, Tensor right) {
        Shape a = node.input(0).shape();
        Shape b = node.input(1).shape();
        char[] onLeft = new char[a.rank()];
        char[] onRight = new char[b.rank()];
        char next = 'a';
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < dot.leftBatch().size(); i++) {
            onLeft[dot.leftBatch().get(i)] = next;
            onRight[dot.rightBatch().get(i)] = next;
            result.append(next++);
        }
        for (int i = 0; i < dot.leftContract().size(); i++) {
            onLeft[dot.leftContract().get(i)] = next;
            onRight[dot.rightContract().get(i)] = next++;
        }
        for (int axis : Dot.free(a, dot.leftBatch(), dot.leftContract())) {
            onLeft[axis] = next;
            result.append(next++);
        }
        for (int axis : Dot.free(b, dot.rightBatch(), dot.rightContract())) {
            onRight[axis] = next;
            result.append(next++);
        }
        String equation = new String(onLeft) + "," + new String(onRight) + "->" + result;
        return torch.einsum(equation, new TensorVector(left, right));
    }

    /// The gradients of a scalar towards each tensor by autograd, zeros where it does not depend on
    /// one; differentiable again.
    static List<Tensor> gradients(Tensor scalar, List<Tensor> towards) {
        if (!scalar.requires_grad()) {
            return towards.stream().map(torch::zeros_like).toList();
        }
        TensorVector found =
                torch.grad(
                        new TensorVector(scalar),
                        new TensorVector(towards.toArray(Tensor[]::new)),
                        new TensorVector(),
                        new BoolOptional(true),
                        true,
                        true);
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < towards.size(); i++) {
            Tensor gradient = found.get(i);
            result.add(gradient.defined() ? gradient : torch.zeros_like(towards.get(i)));
        }
        return result;
    }

    private static torch.ScalarType type(DType dtype) {
        return switch (dtype) {
            case F32 -> torch.ScalarType.Float;
            case F64 -> torch.ScalarType.Double;
            case I32 -> torch.ScalarType.Int;
            case I64 -> torch.ScalarType.Long;
            case BOOL -> torch.ScalarType.Bool;
        };
    }

    private static long[] dims(Shape shape) {
        return java.util.Arrays.stream(shape.dims()).asLongStream().toArray();
    }

    private static long[] longs(List<Integer> values) {
        return values.stream().mapToLong(Integer::longValue).toArray();
    }
}
