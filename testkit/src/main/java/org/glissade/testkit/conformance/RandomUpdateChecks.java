package org.glissade.testkit.conformance;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.testkit.Tolerance;

/// Random computations whose inputs are updated by descent, by each other, or by moving elements,
/// run several times.
record RandomUpdateChecks(Device device) {
    private static final int GRAPHS = 60;
    private static final int RUNS = 3;

    static List<Check> of(Device device) {
        RandomUpdateChecks checks = new RandomUpdateChecks(device);
        return List.of(new Check("random graphs with updates", checks::run));
    }

    private int run() {
        for (int i = 0; i < GRAPHS; i++) {
            long seed = 9_000L + i;
            RandomGraph random = RandomGraph.of(seed, DType.F64);
            Map<String, Tensor> outputs = new LinkedHashMap<>(random.outputs());
            outputs.put("loss", random.loss());
            Graph graph = Graph.of(random.inputs(), outputs, updates(random));
            List<Array> actual = results(device, graph, random.values());
            List<Array> expected = results(Device.named("reference"), graph, random.values());
            for (int k = 0; k < expected.size(); k++) {
                assertThatArray(actual.get(k))
                        .as("value " + k + " of the random graph with updates of seed " + seed)
                        .isCloseTo(expected.get(k), new Tolerance(1e-9, 1e-9, 0));
            }
        }
        return GRAPHS;
    }

    private static Map<String, Tensor> updates(RandomGraph graph) {
        SplittableRandom random = new SplittableRandom(graph.seed());
        List<Tensor> inputs = graph.inputs();
        List<Tensor> gradients = Gradients.orZeros(graph.loss(), inputs);
        Map<String, Tensor> updates = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor x = inputs.get(i);
            Tensor descent = x.minus(gradients.get(i).times(0.05));
            List<Tensor> alike =
                    inputs.stream().filter(other -> other.type().equals(x.type())).toList();
            Tensor other = alike.get(random.nextInt(alike.size()));
            Tensor next =
                    switch (random.nextInt(6)) {
                        case 0 -> other;
                        case 1 -> x.times(0.5).plus(other.times(0.4));
                        case 2 -> x.shape().rank() > 0 ? x.reverse(0) : x.negate();
                        default -> descent;
                    };
            if (x.node().op() instanceof Input(String name, TensorType _)
                    && random.nextInt(5) > 0) {
                updates.put(name, next);
            }
        }
        return updates;
    }

    private static List<Array> results(Device device, Graph graph, Map<String, Array> values) {
        List<Array> results = new ArrayList<>();
        try (Executable step = device.compile(graph)) {
            for (Node node : graph.inputs()) {
                if (node.op() instanceof Input(String name, TensorType _)) {
                    step.set(name, Objects.requireNonNull(values.get(name)));
                }
            }
            for (int run = 0; run < RUNS; run++) {
                step.run();
                graph.outputs().keySet().forEach(name -> results.add(step.output(name).copy()));
                graph.updates().keySet().forEach(name -> results.add(step.input(name).copy()));
            }
        }
        return results;
    }
}
