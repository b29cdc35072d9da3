package org.glissade.testkit.torch;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.glissade.testkit.Tolerance;

/// A function of arrays evaluated by us and by PyTorch: value, gradients, and products with the
/// second derivatives.
final class TorchComparison {
    private final Trace trace = new Trace();
    private final List<Tensor> floating = new ArrayList<>();
    private final Map<String, Array> given = new LinkedHashMap<>();
    private final Map<String, Tensor> outputs = new LinkedHashMap<>();
    private final Graph forward;
    private final boolean differentiable;

    /// @param order up to which derivatives are compared, where the result is F64
    TorchComparison(Function<List<Tensor>, Tensor> function, List<Array> arguments, int order) {
        List<Tensor> tensors = new ArrayList<>();
        for (Array argument : arguments) {
            Tensor tensor = input("x" + tensors.size(), argument);
            tensors.add(tensor);
            if (argument.dtype() == DType.F64) {
                floating.add(tensor);
            }
        }
        Tensor value = function.apply(tensors);
        outputs.put("value", value);
        forward = Graph.of(tensors, Map.of("value", value), Map.of());
        differentiable = order > 0 && value.dtype() == DType.F64 && !floating.isEmpty();
        if (differentiable) {
            Tensor loss = value.times(input("weights", random(value.shape(), 1))).sum();
            List<Tensor> gradients = Gradients.orZeros(loss, floating);
            put("gradient", gradients);
            if (order > 1) {
                Tensor slope = loss.zerosLike();
                for (int i = 0; i < floating.size(); i++) {
                    Array direction = random(floating.get(i).shape(), 2 + i);
                    slope = slope.plus(gradients.get(i).times(input("v" + i, direction)).sum());
                }
                put("second", Gradients.orZeros(slope, floating));
            }
        }
    }

    private Tensor input(String name, Array array) {
        given.put(name, array);
        return trace.input(name, array.dtype(), array.shape());
    }

    private void put(String name, List<Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            outputs.put(name + " " + i, tensors.get(i));
        }
    }

    private static Array random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Array array = Array.zeros(DType.F64, shape);
        for (long i = 0; i < array.size(); i++) {
            array.setFlat(i, random.nextDouble(-1, 1));
        }
        return array;
    }

    /// Compares on every given device.
    ///
    /// @return how many arrays were compared on each
    int check(String name, List<String> devices, double relative) {
        Map<String, double[]> expected = judge();
        for (String device : devices) {
            Map<String, Array> actual = values(Device.named(device), Graph.of(outputs), given);
            expected.forEach((output, values) ->
                    compare(
                            output + " of " + name + " on " + device,
                            Objects.requireNonNull(actual.get(output)),
                            values,
                            relative));
        }
        return expected.size();
    }

    static Map<String, Array> values(Device device, Graph graph, Map<String, Array> inputs) {
        try (Executable executable = device.compile(graph)) {
            for (Node node : graph.inputs()) {
                if (node.op()
                        instanceof
                        org.glissade.tensor.Input(String name, org.glissade.tensor.TensorType _)) {
                    executable.set(name, Objects.requireNonNull(inputs.get(name)));
                }
            }
            return executable.call(Map.of());
        }
    }

    static void compare(String name, Array actual, double[] expected, double relative) {
        double greatest = 1e-3;
        for (double value : expected) {
            greatest = Math.max(greatest, Double.isFinite(value) ? Math.abs(value) : 0);
        }
        assertThatArray(actual)
                .as(name)
                .hasValuesCloseTo(expected, new Tolerance(relative, relative * greatest, 0));
    }

    private Map<String, double[]> judge() {
        Map<String, double[]> results = new LinkedHashMap<>();
        try (PointerScope _ = new PointerScope()) {
            Map<String, org.bytedeco.pytorch.Tensor> inputs = new HashMap<>();
            given.forEach((name, array) -> inputs.put(name, TorchInterpreter.tensor(array)));
            List<org.bytedeco.pytorch.Tensor> variables = new ArrayList<>();
            for (int i = 0; i < given.size(); i++) {
                Array array = given.get("x" + i);
                if (array != null && array.dtype() == DType.F64) {
                    org.bytedeco.pytorch.Tensor variable =
                            Objects.requireNonNull(inputs.get("x" + i));
                    variable.set_requires_grad(true);
                    variables.add(variable);
                }
            }
            org.bytedeco.pytorch.Tensor value =
                    Objects.requireNonNull(
                            TorchInterpreter.evaluate(forward, inputs)
                                    .get(forward.outputs().get("value")));
            results.put("value", TorchInterpreter.doubles(value));
            if (differentiable) {
                List<org.bytedeco.pytorch.Tensor> gradients =
                        TorchInterpreter.gradients(
                                value.mul(Objects.requireNonNull(inputs.get("weights"))).sum(),
                                variables);
                record(results, "gradient", gradients);
                if (outputs.containsKey("second 0")) {
                    org.bytedeco.pytorch.Tensor slope =
                            org.bytedeco.pytorch.global.torch.zeros(new long[0], value.options());
                    for (int i = 0; i < gradients.size(); i++) {
                        slope =
                                slope.add(
                                        gradients
                                                .get(i)
                                                .mul(Objects.requireNonNull(inputs.get("v" + i)))
                                                .sum());
                    }
                    record(results, "second", TorchInterpreter.gradients(slope, variables));
                }
            }
        }
        return results;
    }

    private static void record(
            Map<String, double[]> results, String name, List<org.bytedeco.pytorch.Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            results.put(name + " " + i, TorchInterpreter.doubles(tensors.get(i)));
        }
    }
}
