package org.glissade.compile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;

/// One unit of a plan's work: what a backend makes a kernel for.
public sealed interface Step {
    /// Elementwise nodes of one shape computed together, piece by piece, so that intermediate
    /// values never reach main memory.
    ///
    /// @param shape the shape of every node
    /// @param nodes in an order in which each comes after its inputs; includes
    ///   [Broadcast][org.glissade.tensor.Broadcast] nodes, whose sources are read from outside
    /// @param results the nodes whose values are needed outside
    record Elementwise(Shape shape, List<Node> nodes, List<Node> results) implements Step {
        /// Copies the lists.
        public Elementwise {
            nodes = List.copyOf(nodes);
            results = List.copyOf(results);
        }
    }

    /// One node that is computed on its own.
    record Single(Node node) implements Step {}

    /// Copies a value over an input that could not be updated in place.
    record Commit(Node value, String input) implements Step {}

    /// The nodes whose values this step makes available.
    default List<Node> results() {
        return switch (this) {
            case Elementwise(Shape _, List<Node> _, List<Node> results) -> results;
            case Single(Node node) -> List.of(node);
            case Commit _ -> List.of();
        };
    }

    /// The values that this step reads from memory, without repetition.
    default List<Node> reads() {
        return switch (this) {
            case Elementwise(Shape _, List<Node> nodes, List<Node> _) -> {
                Set<Node> inside = new HashSet<>(nodes);
                yield nodes.stream()
                        .flatMap(node -> node.inputs().stream())
                        .distinct()
                        .filter(input -> !inside.contains(input))
                        .toList();
            }
            case Single(Node node) -> node.inputs().stream().distinct().toList();
            case Commit(Node value, String _) -> List.of(value);
        };
    }
}
