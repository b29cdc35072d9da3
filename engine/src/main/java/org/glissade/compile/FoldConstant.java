package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Constant;
import org.glissade.tensor.DType;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Node;
import org.glissade.tensor.Reshape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Unary;
import org.glissade.tensor.UnaryFunction;
import org.jspecify.annotations.Nullable;

/// f(constant) → constant, for functions of single floating-point numbers, also when those are
/// repeated: f(broadcast(c)) → broadcast(f(c)).
final class FoldConstant implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        return switch (node.op()) {
            case Unary(UnaryFunction function) -> {
                Double x = number(inputs.getFirst());
                yield x == null ? null : constant(node, inputs, function.apply(x));
            }
            case Binary(BinaryFunction function) -> {
                Double a = number(inputs.get(0));
                Double b = number(inputs.get(1));
                yield a == null || b == null ? null : constant(node, inputs, function.apply(a, b));
            }
            case Cast(DType to) -> {
                Double x = number(inputs.getFirst());
                yield x == null || !to.isFloating() ? null : constant(node, inputs, x);
            }
            case Reshape _ -> {
                Double x = number(inputs.getFirst());
                yield x == null ? null : constant(node, inputs, x);
            }
            default -> null; // every other operation computes its constants at run time, once
        };
    }

    private static Tensor constant(Node node, List<Tensor> inputs, double value) {
        return inputs.getFirst().trace().full(node.dtype(), node.shape(), value);
    }

    private static @Nullable Double number(Tensor x) {
        Node node = x.node();
        if (node.op() instanceof Broadcast) {
            node = node.input(0);
        }
        return node.op() instanceof Constant(Literal literal)
                        && literal.type().dtype().isFloating()
                        && literal.type().shape().size() == 1
                ? (Double) literal.get(0)
                : null;
    }
}
