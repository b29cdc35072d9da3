package org.glissade.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Constant;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// Gives every output and update that is merely an input or a constant a copy of its own, so that
/// no later step can change it underneath.
final class OwnOutputs {
    private OwnOutputs() {}

    static Graph apply(Graph graph) {
        Trace trace = new Trace();
        List<Tensor> inputs = new ArrayList<>();
        graph.inputs().forEach(node -> inputs.add(trace.add(node.op(), List.of(), node.origin())));
        Map<Node, Tensor> built = graph.replay(trace, inputs);
        return Graph.of(inputs, own(graph.outputs(), built), own(graph.updates(), built));
    }

    private static Map<String, Tensor> own(Map<String, Node> nodes, Map<Node, Tensor> built) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            Tensor value = Objects.requireNonNull(built.get(node));
            Node root = Plan.root(value.node());
            boolean shared = root.op() instanceof Input || root.op() instanceof Constant;
            result.put(name, shared ? value.trace().add(new Cast(value.dtype()), value) : value);
        });
        return result;
    }
}
