package org.glissade.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// Applies the rewrite rules, in order, to every node until nothing changes. What no output needs
/// any more falls away, and equal expressions become one, because the graph is traced anew.
final class SimplifyGraph {
    private static final List<RewriteRule> RULES =
            List.of(
                    new FoldConstant(),
                    new RemoveStopGradient(),
                    new RemoveNeutralOperand(),
                    new CancelNegation(),
                    new AbsorbNegation(),
                    new MergeReshape(),
                    new MergeTranspose(),
                    new MergeBroadcast(),
                    new SwapTransposedDot(),
                    new FoldTransposeIntoDot(),
                    new MergeReduce(),
                    new ReadReluFromOutput());
    private static final int ROUNDS = 20;

    private SimplifyGraph() {}

    static Graph apply(Graph graph) {
        Graph current = graph;
        for (int round = 0; round < ROUNDS; round++) {
            Graph next = round(current);
            if (next.equals(current)) {
                return next;
            }
            current = next;
        }
        throw new Fault("simplify", "no fixpoint after " + ROUNDS + " rounds");
    }

    private static Graph round(Graph graph) {
        return rebuild(
                graph,
                (node, inputs) -> {
                    for (RewriteRule rule : RULES) {
                        @Nullable Tensor simpler = apply(rule, node, inputs);
                        if (simpler != null) {
                            if (!simpler.type().equals(node.type())) {
                                throw new Fault(
                                        rule.getClass().getSimpleName(),
                                        node + " was rewritten to " + simpler.node());
                            }
                            return simpler;
                        }
                    }
                    return inputs.isEmpty()
                            ? null
                            : inputs.getFirst().trace().add(node.op(), inputs, node.origin());
                });
    }

    private static @Nullable Tensor apply(RewriteRule rule, Node node, List<Tensor> inputs) {
        if (inputs.isEmpty()) {
            return rule.apply(node, inputs);
        }
        // What a rule makes comes from where the node came from, not from where it is compiled.
        Optional<Tensor> made =
                inputs.getFirst()
                        .trace()
                        .from(node.origin(), () -> Optional.ofNullable(rule.apply(node, inputs)));
        return made.orElse(null);
    }

    /// Traces a graph anew, each node replaced by what the rule makes of it, or kept where that is
    /// null.
    static Graph rebuild(Graph graph, RewriteRule rule) {
        Trace trace = new Trace();
        Map<Node, Tensor> built = new HashMap<>();
        for (Node node : graph.nodes()) {
            List<Tensor> inputs =
                    node.inputs().stream()
                            .map(input -> Objects.requireNonNull(built.get(input)))
                            .toList();
            Tensor result = rule.apply(node, inputs);
            built.put(node, result != null ? result : trace.add(node.op(), inputs, node.origin()));
        }
        List<Tensor> inputs = new ArrayList<>();
        graph.inputs().forEach(node -> inputs.add(Objects.requireNonNull(built.get(node))));
        return Graph.of(inputs, named(graph.outputs(), built), named(graph.updates(), built));
    }

    private static Map<String, Tensor> named(Map<String, Node> nodes, Map<Node, Tensor> built) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        nodes.forEach((name, node) -> named.put(name, Objects.requireNonNull(built.get(node))));
        return named;
    }
}
