package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.glissade.learn.layer.Forward;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Call;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Reshape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Unary;

/// Finds the places in a graph that a teacher would write down: products of what comes in with
/// parameters (weighted sums, with what is added to them), what is fed into such products, what
/// layers give, and the error. All else lies between two of them.
final class StageFinder {
    private final Graph graph;
    private final Node example;
    private final Node error;
    private final Forward forward;
    private final Dependence dependence;
    private final Map<Integer, Node> visible = new TreeMap<>();
    private final Map<Node, Node> products = new HashMap<>();
    private final Map<Node, Spot> found = new HashMap<>();
    private final Set<String> symbols = new HashSet<>();
    private int sums;

    StageFinder(Tensor example, Forward forward, Tensor error) {
        this.graph = Graph.of(Map.of("error", error));
        this.example = example.node();
        this.error = error.node();
        this.forward = forward;
        this.dependence = new Dependence(graph, this.example, forward.weights().keySet());
    }

    /// The stages in the order in which an example passes them: the input first, the error last.
    List<Spot> find() {
        see(example);
        Set<Node> needed = new HashSet<>(graph.nodes());
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Dot && isProduct(node)) {
                Node sum = withBias(node);
                products.put(sum, node);
                see(sum);
                see(bare(node.input(dataSide(node))));
            }
        }
        for (Tensor output : forward.outputs().values()) {
            Node node = bare(output.node());
            if (needed.contains(node) && dependence.isOnExample(node)) {
                see(node);
            }
        }
        see(error);
        List<Spot> spots = new ArrayList<>();
        for (Node node : visible.values()) {
            Spot spot = spot(spots.size(), node);
            found.put(node, spot);
            spots.add(spot);
        }
        return spots;
    }

    private void see(Node node) {
        visible.put(node.id(), node);
    }

    /// A node without changes of shape alone.
    private static Node bare(Node node) {
        Node bare = node;
        while (bare.op() instanceof Reshape) {
            bare = bare.input(0);
        }
        return bare;
    }

    private boolean isProduct(Node node) {
        return dependence.isOnExample(node.input(0)) != dependence.isOnExample(node.input(1))
                && dependence.isOnParameters(node.input(1 - dataSide(node)));
    }

    private int dataSide(Node node) {
        return dependence.isOnExample(node.input(0)) ? 0 : 1;
    }

    /// The sum of a product and what does not depend on the example, if that is all that becomes of
    /// the product.
    private Node withBias(Node product) {
        List<Node> consumers = dependence.consumers(product);
        if (consumers.size() == 1
                && isAddition(consumers.getFirst())
                && !dependence.isOnExample(other(consumers.getFirst(), product))) {
            return consumers.getFirst();
        }
        return product;
    }

    private static boolean isAddition(Node node) {
        return node.op() instanceof Binary(BinaryFunction function)
                && function == BinaryFunction.ADD;
    }

    private static Node other(Node node, Node input) {
        return node.input(0) == input ? node.input(1) : node.input(0);
    }

    private Spot spot(int index, Node node) {
        List<Node> inside = new ArrayList<>();
        Set<Spot> parents = new HashSet<>();
        Set<Node> parameters = new HashSet<>();
        walk(node, inside, parents, parameters);
        inside.sort(Comparator.comparingInt(Node::id));
        List<Spot> before = parents.stream().sorted(Comparator.comparingInt(Spot::index)).toList();
        Role role = role(node, before);
        boolean elementwise =
                role == Role.ACTIVITY
                        && before.size() == 1
                        && before.getFirst().node().shape().equals(node.shape())
                        && inside.stream()
                                .filter(dependence::isOnExample)
                                .allMatch(dependence::isElementwise);
        int number =
                role == Role.WEIGHTED_SUM
                        ? ++sums
                        : before.stream().mapToInt(Spot::number).max().orElse(0);
        return new Spot(
                index,
                node,
                unique(symbol(role, number)),
                role,
                number,
                node.origin().layerPath(),
                function(node, inside),
                elementwise,
                before.stream().map(Spot::index).toList(),
                parameters.stream()
                        .sorted(Comparator.comparingInt(Node::id))
                        .map(StageFinder::name)
                        .toList(),
                role == Role.WEIGHTED_SUM ? product(node) : Optional.empty(),
                inside);
    }

    private void walk(Node node, List<Node> inside, Set<Spot> parents, Set<Node> parameters) {
        List<Node> open = new ArrayList<>(List.of(node));
        Set<Node> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            Node next = open.removeLast();
            inside.add(next);
            for (Node input : next.inputs()) {
                Spot spot = found.get(input);
                if (spot != null) {
                    parents.add(spot);
                } else if (!dependence.isConstant(input) && seen.add(input)) {
                    if (input.op() instanceof Input) {
                        parameters.add(input);
                    } else {
                        open.add(input);
                    }
                }
            }
        }
    }

    private Role role(Node node, List<Spot> before) {
        if (node == example) {
            return Role.INPUT;
        }
        if (node == error) {
            return Role.ERROR;
        }
        if (products.containsKey(node)) {
            return Role.WEIGHTED_SUM;
        }
        boolean adds =
                isAddition(node)
                        && before.size() == 2
                        && found.containsKey(node.input(0))
                        && found.containsKey(node.input(1));
        return adds ? Role.SKIP_SUM : Role.ACTIVITY;
    }

    private static String symbol(Role role, int number) {
        return switch (role) {
            case INPUT -> "x";
            case WEIGHTED_SUM -> "s" + number;
            case ACTIVITY -> "f" + number;
            case SKIP_SUM -> "r" + number;
            case ERROR -> "E";
        };
    }

    private String unique(String symbol) {
        String result = symbol;
        while (!symbols.add(result)) {
            result += "′";
        }
        return result;
    }

    /// A single function by its own name, else the layer by its.
    private static String function(Node node, List<Node> inside) {
        String layer = node.origin().layerPath();
        String last = layer.substring(layer.lastIndexOf('/') + 1).replaceFirst("^\\d+\\.", "");
        boolean isSingle = inside.size() == 1 || last.isEmpty();
        if (isSingle && node.op() instanceof Unary(var function)) {
            return function.toString();
        }
        if (isSingle && node.op() instanceof Call call) {
            return call.name();
        }
        return last.isEmpty() ? node.op().text() : last;
    }

    /// The parameters of a sum where it is Σᵢ f[i]·w[i,j] + b[j], as they are.
    private Optional<Stage.Product> product(Node sum) {
        Node dot = products.get(sum);
        if (dot == null
                || !(dot.op() instanceof Dot axes)
                || dataSide(dot) != 0
                || !axes.leftBatch().isEmpty()
                || !axes.leftContract().equals(List.of(dot.input(0).shape().rank() - 1))
                || !axes.rightContract().equals(List.of(0))
                || !(dot.input(1).op() instanceof Input(String weight, TensorType type))
                || type.shape().rank() != 2) {
            return Optional.empty();
        }
        if (sum == dot) {
            return Optional.of(new Stage.Product(weight, Optional.empty()));
        }
        Node bias = other(sum, dot);
        while (bias.op() instanceof Broadcast || bias.op() instanceof Reshape) {
            bias = bias.input(0);
        }
        boolean plain =
                bias.op() instanceof Input
                        && bias.shape().size() == type.shape().dim(1)
                        && IntStream.of(bias.shape().dims())
                                .allMatch(size -> size == 1 || size == type.shape().dim(1));
        return plain
                ? Optional.of(new Stage.Product(weight, Optional.of(name(bias))))
                : Optional.empty();
    }

    private static String name(Node input) {
        return input.op() instanceof Input(String name, TensorType _) ? name : input.toString();
    }
}
