package org.glissade.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Reshape;
import org.glissade.tensor.Shape;

/// Groups connected elementwise nodes of one shape into single steps.
///
/// Every node gets a level, as late as its consumers allow; a level changes across every edge that
/// is not between elementwise nodes of one shape. Nodes of one level can thus never depend on each
/// other through a node outside of the group, and grouping them makes no cycle. Late levels put
/// what only the backward pass needs into the backward pass, instead of keeping its value.
/// Broadcasts are repeated inside each group that uses them.
final class FuseElementwise {
    private final Graph graph;
    private final Map<Node, Integer> levels = new HashMap<>();
    private final Map<Node, List<Node>> consumers = new HashMap<>();
    private final Set<Node> constant = new HashSet<>();
    private final Map<Node, Node> groups = new HashMap<>();

    private FuseElementwise(Graph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            node.inputs()
                    .forEach(input ->
                            consumers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node));
            if (!(node.op() instanceof Input) && constant.containsAll(node.inputs())) {
                constant.add(node);
            }
        }
    }

    static List<Step> apply(Graph graph) {
        return new FuseElementwise(graph).steps();
    }

    private List<Step> steps() {
        for (Node node : graph.nodes().reversed()) {
            int level = graph.nodes().size();
            for (Node consumer : consumers(node)) {
                level = Math.min(level, level(consumer) - (joins(node, consumer) ? 0 : 1));
            }
            levels.put(node, level);
        }
        for (Node node : graph.nodes()) {
            for (Node input : node.inputs()) {
                if (input.op().isElementwise()
                        && joins(input, node)
                        && level(input) == level(node)) {
                    Node root = find(input);
                    if (root != find(node)) {
                        groups.put(root, find(node));
                    }
                }
            }
        }
        Map<Node, List<Node>> members = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.op().isElementwise()) {
                members.computeIfAbsent(find(node), _ -> new ArrayList<>()).add(node);
            } else if (isOwnStep(node)) {
                steps.add(new Step.Single(node));
            }
        }
        members.values().forEach(group -> steps.add(group(group)));
        return steps;
    }

    private Step group(List<Node> members) {
        Set<Node> inside = new HashSet<>(members);
        List<Node> nodes = new ArrayList<>();
        Shape shape = members.getFirst().shape();
        for (Node node : members) {
            for (Node input : node.inputs()) {
                if (isInlined(input) && inside.add(input)) {
                    nodes.add(input);
                }
            }
            nodes.add(node);
        }
        List<Node> results =
                members.stream()
                        .filter(node -> isNamed(node) || !inside.containsAll(consumers(node)))
                        .toList();
        return new Step.Elementwise(shape, nodes, results);
    }

    /// Whether the node is computed on its own: neither given, nor a view, nor repeated inside its
    /// consumers.
    private boolean isOwnStep(Node node) {
        return switch (node.op()) {
            case Input _, Reshape _ -> false;
            case Broadcast _ ->
                    !isInlined(node)
                            || isNamed(node)
                            || consumers(node).stream()
                                    .anyMatch(consumer -> !consumer.op().isElementwise());
            default -> true; // all other operations that are not elementwise
        };
    }

    private static boolean isInlined(Node node) {
        return node.op() instanceof Broadcast(Shape to)
                && Repetition.describes(node.input(0).shape(), to);
    }

    private boolean joins(Node from, Node to) {
        return to.op().isElementwise()
                && ((from.op().isElementwise()
                                && from.shape().equals(to.shape())
                                && constant.contains(from) == constant.contains(to))
                        || isInlined(from));
    }

    private boolean isNamed(Node node) {
        return graph.outputs().containsValue(node) || graph.updates().containsValue(node);
    }

    private List<Node> consumers(Node node) {
        return consumers.getOrDefault(node, List.of());
    }

    private int level(Node node) {
        return Objects.requireNonNull(levels.get(node));
    }

    private Node find(Node node) {
        Node root = node;
        for (Node next = groups.get(root); next != null; next = groups.get(root)) {
            root = next;
        }
        return root;
    }
}
