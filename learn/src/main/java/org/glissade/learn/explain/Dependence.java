package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glissade.tensor.Call;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.TensorType;

/// What each node of a graph depends on: the example, parameters, both or neither.
final class Dependence {
    private final Set<Node> onExample = new HashSet<>();
    private final Set<Node> onParameters = new HashSet<>();
    private final Map<Node, List<Node>> consumers = new HashMap<>();

    Dependence(Graph graph, Node example, Set<String> parameters) {
        for (Node node : graph.nodes()) {
            if (node == example || node.inputs().stream().anyMatch(onExample::contains)) {
                onExample.add(node);
            }
            boolean isParameter =
                    node.op() instanceof Input(String name, TensorType _)
                            && parameters.contains(name);
            if (isParameter || node.inputs().stream().anyMatch(onParameters::contains)) {
                onParameters.add(node);
            }
            for (Node input : node.inputs()) {
                consumers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
            }
        }
    }

    boolean isOnExample(Node node) {
        return onExample.contains(node);
    }

    boolean isOnParameters(Node node) {
        return onParameters.contains(node);
    }

    boolean isConstant(Node node) {
        return !onExample.contains(node) && !onParameters.contains(node);
    }

    List<Node> consumers(Node node) {
        return consumers.getOrDefault(node, List.of());
    }

    /// Whether a node's element depends on the same element of what varies among its inputs alone.
    boolean isElementwise(Node node) {
        return node.op() instanceof Call call
                ? isElementwise(call, node)
                : node.op().isElementwise();
    }

    private boolean isElementwise(Call call, Node node) {
        Set<Node> varying = new HashSet<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            if (onExample.contains(node.input(i))) {
                varying.add(call.body().inputs().get(i));
            }
        }
        for (Node part : call.body().nodes()) {
            if (part.inputs().stream().anyMatch(varying::contains)) {
                if (part.op() instanceof Call || !part.op().isElementwise()) {
                    return false;
                }
                varying.add(part);
            }
        }
        return true;
    }
}
