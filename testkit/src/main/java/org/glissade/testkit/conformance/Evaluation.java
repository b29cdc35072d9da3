package org.glissade.testkit.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// Computes a function of arrays on a device.
final class Evaluation {
    private Evaluation() {}

    /// The value of a function.
    static Array value(
            Device device, Function<List<Tensor>, Tensor> function, List<Array> arguments) {
        Map<String, Array> results =
                values(device, tensors -> Map.of("value", function.apply(tensors)), arguments);
        return Objects.requireNonNull(results.get("value"));
    }

    /// The gradients of the sum of a function's squared results, towards all floating-point
    /// arguments.
    static List<Array> gradients(
            Device device, Function<List<Tensor>, Tensor> function, List<Array> arguments) {
        Map<String, Array> results =
                values(
                        device,
                        tensors -> {
                            Tensor sum = function.apply(tensors).square().sum();
                            List<Tensor> floating =
                                    tensors.stream().filter(t -> t.dtype().isFloating()).toList();
                            Map<String, Tensor> outputs = new LinkedHashMap<>();
                            List<Tensor> found = Gradients.orZeros(sum, floating);
                            for (int i = 0; i < found.size(); i++) {
                                outputs.put("gradient " + i, found.get(i));
                            }
                            return outputs;
                        },
                        arguments);
        return List.copyOf(results.values());
    }

    /// Several values by name.
    static Map<String, Array> values(
            Device device,
            Function<List<Tensor>, Map<String, Tensor>> function,
            List<Array> arguments) {
        Trace trace = new Trace();
        List<Tensor> tensors = new ArrayList<>();
        Map<String, Array> named = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            Array argument = arguments.get(i);
            String name = "input " + i;
            tensors.add(trace.input(name, argument.dtype(), argument.shape()));
            named.put(name, argument);
        }
        return run(device, Graph.of(function.apply(tensors)), named);
    }

    /// The outputs of a graph for the given inputs, of which it may need only some.
    static Map<String, Array> run(Device device, Graph graph, Map<String, Array> inputs) {
        try (Executable executable = device.compile(graph)) {
            for (Node node : graph.inputs()) {
                if (node.op() instanceof Input(String name, TensorType _)) {
                    executable.set(name, Objects.requireNonNull(inputs.get(name), name));
                }
            }
            return executable.call(Map.of());
        }
    }
}
