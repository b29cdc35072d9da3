package org.glissade.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A finished computation: named inputs, the nodes that are needed, named outputs, and updates,
/// which replace an input's value by a result after each run (parameters, optimizer state).
///
/// Graphs are immutable, compared by structure, and readable: [#text].
public final class Graph {
    private final List<Node> nodes;
    private final List<Node> inputs;
    private final Map<String, Node> outputs;
    private final Map<String, Node> updates;
    private final Map<Node, Integer> index = new HashMap<>();

    private Graph(List<Node> inputs, Map<String, Node> outputs, Map<String, Node> updates) {
        Set<Node> needed = new HashSet<>(inputs);
        List<Node> open = new ArrayList<>(outputs.values());
        open.addAll(updates.values());
        while (!open.isEmpty()) {
            Node node = open.removeLast();
            if (needed.add(node)) {
                open.addAll(node.inputs());
            }
        }
        this.nodes = needed.stream().sorted(Comparator.comparingInt(Node::id)).toList();
        for (Node node : nodes) {
            index.put(node, index.size());
        }
        Set<Node> all = new LinkedHashSet<>(inputs);
        nodes.stream().filter(node -> node.op() instanceof Input).forEach(all::add);
        this.inputs = List.copyOf(all);
        this.outputs = Collections.unmodifiableMap(outputs);
        this.updates = Collections.unmodifiableMap(updates);
        verify();
    }

    /// A graph whose inputs are those that its outputs need.
    public static Graph of(Map<String, Tensor> outputs) {
        return of(List.of(), outputs, Map.of());
    }

    /// A graph with explicit inputs, outputs, and updates: after a run the input named by the key
    /// holds the result.
    ///
    /// Inputs that are needed and not in the list follow in the order in which they were traced.
    ///
    /// @throws ShapeException if an update does not have its input's type, or two inputs share a
    ///   name
    public static Graph of(
            List<Tensor> inputs, Map<String, Tensor> outputs, Map<String, Tensor> updates) {
        return new Graph(
                inputs.stream().map(Tensor::node).toList(), nodes(outputs), nodes(updates));
    }

    private static Map<String, Node> nodes(Map<String, Tensor> tensors) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> nodes.put(name, tensor.node()));
        return nodes;
    }

    /// All nodes; each comes after its inputs.
    public List<Node> nodes() {
        return nodes;
    }

    /// The input nodes.
    public List<Node> inputs() {
        return inputs;
    }

    /// The results by name, in the order given.
    public Map<String, Node> outputs() {
        return outputs;
    }

    /// The new values by input name, in the order given.
    public Map<String, Node> updates() {
        return updates;
    }

    /// The position of a node in [#nodes].
    public int index(Node node) {
        return Objects.requireNonNull(index.get(node), "node of another graph");
    }

    /// Builds this graph into a trace with the given tensors in the place of its inputs.
    ///
    /// @return the tensor of each node
    public Map<Node, Tensor> replay(Trace trace, List<Tensor> arguments) {
        Map<Node, Tensor> built = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            built.put(inputs.get(i), arguments.get(i));
        }
        for (Node node : nodes) {
            if (!built.containsKey(node)) {
                List<Tensor> operands =
                        node.inputs().stream()
                                .map(input -> Objects.requireNonNull(built.get(input)))
                                .toList();
                built.put(node, trace.add(node.op(), operands, node.origin()));
            }
        }
        return built;
    }

    /// Checks that inputs come first, names are unique, types follow from the operations, and
    /// updates fit.
    private void verify() {
        Map<String, Node> names = new HashMap<>();
        for (Node node : inputs) {
            if (!(node.op() instanceof Input(String name, TensorType type))) {
                throw new Fault("graph", node + " is listed as an input");
            }
            Node other = names.put(name, node);
            if (other != null) {
                throw ShapeException.plain(
                        "two inputs are named \"" + name + "\": " + type + " and " + other.type(),
                        "give each input its own name");
            }
        }
        for (Node node : nodes) {
            for (Node input : node.inputs()) {
                if (index(input) >= index(node)) {
                    throw new Fault("graph", node + " comes before its input " + input);
                }
            }
            TensorType type =
                    node.op().type(node.inputs().stream().map(Node::type).toList(), node.origin());
            if (!type.equals(node.type())) {
                throw new Fault("graph", node + " should have type " + type);
            }
        }
        updates.forEach((name, node) -> {
            Node input = names.get(name);
            if (input == null || !input.type().equals(node.type())) {
                throw ShapeException.plain(
                        "the update of \""
                                + name
                                + "\" is "
                                + node.type()
                                + ", but the input is "
                                + (input == null ? "not in the graph" : input.type().toString()),
                        "an update replaces an input's value and has its type");
            }
        });
    }

    /// The graph as text, a line for each node: number, operation, operands, type, origin.
    public String text() {
        StringBuilder text = new StringBuilder("graph {\n");
        for (Node node : nodes) {
            line(text, node).append("  # ").append(node.origin()).append('\n');
        }
        return end(text);
    }

    /// The graph as text without origins: equal for graphs of equal structure.
    public String structure() {
        StringBuilder text = new StringBuilder("graph {\n");
        for (Node node : nodes) {
            line(text, node).append('\n');
        }
        return end(text);
    }

    private StringBuilder line(StringBuilder text, Node node) {
        text.append("  %").append(index(node)).append(" = ").append(node.op().text());
        String separator = " (";
        for (Node input : node.inputs()) {
            text.append(separator).append('%').append(index(input));
            separator = ", ";
        }
        return text.append(node.inputs().isEmpty() ? " : " : ") : ").append(node.type());
    }

    private String end(StringBuilder text) {
        outputs.forEach((name, node) ->
                text.append("  output ")
                        .append(name)
                        .append(" = %")
                        .append(index(node))
                        .append('\n'));
        updates.forEach((name, node) ->
                text.append("  update ")
                        .append(name)
                        .append(" = %")
                        .append(index(node))
                        .append('\n'));
        return text.append("}").toString();
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Graph graph) || nodes.size() != graph.nodes.size()) {
            return false;
        }
        for (int i = 0; i < nodes.size(); i++) {
            Node mine = nodes.get(i);
            Node theirs = graph.nodes.get(i);
            if (!mine.op().equals(theirs.op()) || !indices(mine).equals(graph.indices(theirs))) {
                return false;
            }
        }
        return indices(outputs).equals(graph.indices(graph.outputs))
                && indices(updates).equals(graph.indices(graph.updates))
                && inputs.stream()
                        .map(this::index)
                        .toList()
                        .equals(graph.inputs.stream().map(graph::index).toList());
    }

    private List<Integer> indices(Node node) {
        return node.inputs().stream().map(this::index).toList();
    }

    private Map<String, Integer> indices(Map<String, Node> named) {
        Map<String, Integer> result = new LinkedHashMap<>();
        named.forEach((name, node) -> result.put(name, index(node)));
        return result;
    }

    @Override
    public int hashCode() {
        int hash = 7;
        for (Node node : nodes) {
            hash = 31 * hash + node.op().hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return text();
    }
}
