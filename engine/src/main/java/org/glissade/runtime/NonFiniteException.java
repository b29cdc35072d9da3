package org.glissade.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// The first operation of a computation whose result is NaN or infinite although its operands are
/// finite.
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final transient Node node;

    private NonFiniteException(Node node, String message) {
        super(message);
        this.node = node;
    }

    /// The operation, with its layer and source line.
    public Node node() {
        return node;
    }

    /// Evaluates a graph operation by operation on the given inputs.
    ///
    /// @return what was found first, or null where every value is finite
    static @Nullable NonFiniteException find(Graph graph, Map<String, Array> inputs) {
        Map<String, Array> frozen = new HashMap<>();
        inputs.forEach((name, array) -> frozen.put(name, array.copy()));
        EagerObserver values = new EagerObserver(frozen);
        Trace trace = new Trace(values);
        Map<Node, Tensor> built = new HashMap<>();
        for (Node node : graph.nodes()) {
            List<Tensor> operands =
                    node.inputs().stream()
                            .map(input -> Objects.requireNonNull(built.get(input)))
                            .toList();
            Tensor tensor = trace.add(node.op(), operands, node.origin());
            built.put(node, tensor);
            Array result = values.value(tensor.node());
            if (firstNonFinite(result) >= 0) {
                return new NonFiniteException(node, describe(node, result, operands, values));
            }
        }
        return null;
    }

    private static String describe(
            Node node, Array result, List<Tensor> operands, EagerObserver values) {
        List<String> lines = new ArrayList<>();
        long at = firstNonFinite(result);
        lines.add(
                node.op().text()
                        + " gave "
                        + result.getFlat(at)
                        + " at element "
                        + at
                        + " of "
                        + node.type());
        for (Tensor operand : operands) {
            Array value = values.value(operand.node());
            lines.add("  operand  " + operand.type() + " in " + range(value));
        }
        lines.add("  layer    " + node.origin().layer());
        if (node.origin().line() != null) {
            lines.add("  at       " + node.origin().line());
        }
        lines.add("  hint     " + hint(node));
        return String.join(System.lineSeparator(), lines);
    }

    private static String hint(Node node) {
        return switch (node.op()) {
            case org.glissade.tensor.Input _ ->
                    "the value was not finite before this computation; check the data for NaN and infinities";
            case org.glissade.tensor.Unary _, org.glissade.tensor.Binary _ ->
                    "keep the operands in the function's domain: lower the learning rate, clip gradients, add a small"
                            + " constant under a logarithm, root or quotient, or use a loss on logits";
            default ->
                    "values have grown beyond the type's range: lower the learning rate or clip gradients";
        };
    }

    private static String range(Array array) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (long i = 0; i < array.size(); i++) {
            low = Math.min(low, array.getFlat(i));
            high = Math.max(high, array.getFlat(i));
        }
        return "[" + low + ", " + high + "]";
    }

    private static long firstNonFinite(Array array) {
        if (array.dtype().isFloating()) {
            for (long i = 0; i < array.size(); i++) {
                if (!Double.isFinite(array.getFlat(i))) {
                    return i;
                }
            }
        }
        return -1;
    }
}
