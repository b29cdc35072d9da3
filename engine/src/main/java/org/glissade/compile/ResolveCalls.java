package org.glissade.compile;

import java.util.function.Predicate;
import org.glissade.tensor.Call;
import org.glissade.tensor.Graph;

/// Replaces every call that the backend does not claim by its body, inner calls included.
final class ResolveCalls {
    private ResolveCalls() {}

    static Graph apply(Graph graph, Predicate<Call> claimed) {
        Graph current = graph;
        while (current.nodes().stream()
                .anyMatch(node -> node.op() instanceof Call call && !claimed.test(call))) {
            current =
                    SimplifyGraph.rebuild(
                            current,
                            (node, inputs) ->
                                    node.op() instanceof Call call && !claimed.test(call)
                                            ? call.inline(inputs)
                                            : null);
        }
        return current;
    }
}
