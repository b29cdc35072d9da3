package org.glissade.learn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Op;
import org.glissade.tensor.Tensor;

/// Values of tensors by the reference device.
public final class Reference {
    private Reference() {}

    /// The value of a tensor for the given inputs, those that it does not need included.
    public static Array value(Tensor tensor, Map<String, Array> inputs) {
        Graph graph = Graph.of(Map.of("value", tensor));
        Map<String, Array> needed = new HashMap<>(inputs);
        List<Op> inputsOfGraph = graph.inputs().stream().map(Node::op).toList();
        needed.keySet()
                .removeIf(name ->
                        inputsOfGraph.stream()
                                .noneMatch(op ->
                                        op instanceof Input input && input.name().equals(name)));
        return Objects.requireNonNull(
                Device.named("reference").compile(graph).call(needed).get("value"));
    }
}
