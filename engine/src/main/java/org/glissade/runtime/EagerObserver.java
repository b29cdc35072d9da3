package org.glissade.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// Evaluates every node as it is traced, on the reference device.
final class EagerObserver implements Trace.Observer {
    private final Device device = Device.named("reference");
    private final Map<String, Array> inputs;
    private final Map<Node, Array> values = new HashMap<>();

    EagerObserver(Map<String, Array> inputs) {
        this.inputs = inputs;
    }

    @Override
    public void added(Node node) {
        values.put(node, evaluate(node));
    }

    private Array evaluate(Node node) {
        if (node.op() instanceof Input(String name, TensorType type)) {
            Array given = inputs.get(name);
            return given == null ? Array.zeros(type) : given;
        }
        Trace trace = new Trace();
        List<Tensor> operands = new ArrayList<>();
        Map<String, Array> arguments = new HashMap<>();
        for (Node input : node.inputs()) {
            String name = "operand " + operands.size();
            operands.add(trace.input(name, input.dtype(), input.shape()));
            arguments.put(name, value(input));
        }
        Tensor result = trace.add(node.op(), operands, node.origin());
        Graph graph = Graph.of(operands, Map.of("result", result), Map.of());
        return Objects.requireNonNull(device.compile(graph).call(arguments).get("result"));
    }

    Array value(Node node) {
        return Objects.requireNonNull(values.get(node));
    }

    @Override
    public String describe(Node node) {
        // The type, which comes first, is shown by the tensor itself.
        Array value = value(node);
        return value.toString().substring(value.type().toString().length() + 1);
    }
}
