package org.glissade.testkit.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.testkit.Devices;
import org.glissade.testkit.conformance.RandomGraph;
import org.junit.jupiter.api.Test;

/// Random computations of 5 to 40 operations: values and gradients within 1e-9 of PyTorch's.
class RandomGraphsAgainstTorchTest {
    private static final int GRAPHS = Integer.getInteger("glissade.randomGraphs", 520);

    /// The reference is slow, and the fastest device is what all graphs are for.
    private static final int ON_ALL_DEVICES = 80;

    @Test
    void valuesAndGradientsAgree() {
        long first = Long.getLong("glissade.randomGraphs.seed", 1);
        int nodes = 0;
        for (long seed = first; seed < first + GRAPHS; seed++) {
            RandomGraph graph = RandomGraph.of(seed, DType.F64);
            Graph whole = Graph.of(graph.withGradients());
            nodes += whole.nodes().size();
            Map<String, double[]> expected = judge(graph);
            List<String> devices =
                    seed < first + ON_ALL_DEVICES
                            ? Devices.names().toList()
                            : List.of(Device.best().name());
            for (String device : devices) {
                Map<String, Array> actual =
                        TorchComparison.values(Device.named(device), whole, graph.values());
                assertThat(actual.keySet()).isEqualTo(expected.keySet());
                String name = " of the random graph of seed " + seed + " on " + device;
                expected.forEach((output, values) ->
                        TorchComparison.compare(
                                output + name,
                                Objects.requireNonNull(actual.get(output)),
                                values,
                                1e-9));
            }
        }
        System.out.println(
                "random graphs against PyTorch: " + GRAPHS + " graphs, " + nodes + " nodes");
    }

    private static Map<String, double[]> judge(RandomGraph graph) {
        Map<String, Tensor> outputs = new LinkedHashMap<>(graph.outputs());
        outputs.put("loss", graph.loss());
        Graph forward = Graph.of(outputs);
        Map<String, double[]> expected = new LinkedHashMap<>();
        try (PointerScope _ = new PointerScope()) {
            Map<String, org.bytedeco.pytorch.Tensor> inputs = new HashMap<>();
            graph.values()
                    .forEach((name, array) -> inputs.put(name, TorchInterpreter.tensor(array)));
            List<org.bytedeco.pytorch.Tensor> variables = new ArrayList<>();
            for (Tensor input : graph.inputs()) {
                if (input.node().op() instanceof Input source) {
                    org.bytedeco.pytorch.Tensor variable =
                            Objects.requireNonNull(inputs.get(source.name()));
                    variable.set_requires_grad(true);
                    variables.add(variable);
                }
            }
            Map<Node, org.bytedeco.pytorch.Tensor> values =
                    TorchInterpreter.evaluate(forward, inputs);
            outputs.forEach((name, tensor) ->
                    expected.put(
                            name,
                            TorchInterpreter.doubles(
                                    Objects.requireNonNull(values.get(tensor.node())))));
            List<org.bytedeco.pytorch.Tensor> gradients =
                    TorchInterpreter.gradients(
                            Objects.requireNonNull(values.get(graph.loss().node())), variables);
            for (int i = 0; i < gradients.size(); i++) {
                expected.put("gradient " + i, TorchInterpreter.doubles(gradients.get(i)));
            }
        }
        return expected;
    }
}
