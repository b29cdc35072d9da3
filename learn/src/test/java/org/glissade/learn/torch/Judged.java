package org.glissade.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// A function of arrays in Glissade and in PyTorch: its values, and the gradients of the values'
/// weighted sum towards every F64 argument.
final class Judged {
    private Judged() {}

    /// Compares on the device cpu.
    ///
    /// @param tolerance relative to the greatest number of each array, for gradients to the
    ///   greatest gradient
    static void compare(
            String name,
            Function<List<Tensor>, Tensor> ours,
            Function<List<org.bytedeco.pytorch.Tensor>, org.bytedeco.pytorch.Tensor> theirs,
            List<Array> arguments,
            double tolerance) {
        Map<String, double[]> expected = judge(theirs, arguments);
        Map<String, double[]> actual = values(ours, arguments);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((part, numbers) ->
                close(
                        part + " of " + name,
                        Objects.requireNonNull(actual.get(part)),
                        numbers,
                        tolerance));
    }

    private static void close(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double greatest = 0;
        for (double number : expected) {
            greatest = Double.isFinite(number) ? Math.max(greatest, Math.abs(number)) : greatest;
        }
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(actual[i] - expected[i]);
            if (!(error <= tolerance * greatest) && Double.compare(actual[i], expected[i]) != 0) {
                throw new AssertionError(
                        what + ": number " + i + " is " + actual[i] + " instead of " + expected[i]);
            }
        }
    }

    private static Map<String, double[]> values(
            Function<List<Tensor>, Tensor> ours, List<Array> arguments) {
        Trace trace = new Trace();
        List<Tensor> inputs = new ArrayList<>();
        for (Array argument : arguments) {
            inputs.add(trace.input("x" + inputs.size(), argument.dtype(), argument.shape()));
        }
        Tensor value = ours.apply(inputs);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("value", value);
        List<Tensor> floating =
                inputs.stream().filter(input -> input.dtype() == DType.F64).toList();
        Array weights = weights(value.shape());
        Tensor weighted = value.times(trace.input("weights", DType.F64, value.shape())).sum();
        List<Tensor> gradients = Gradients.orZeros(weighted, floating);
        for (int i = 0; i < gradients.size(); i++) {
            outputs.put("gradient " + i, gradients.get(i));
        }
        Graph graph = Graph.of(outputs);
        Map<String, double[]> result = new LinkedHashMap<>();
        try (Executable executable = Device.named("cpu").compile(graph)) {
            graph.inputs()
                    .forEach(node -> {
                        if (node.op() instanceof Input(String input, TensorType _)) {
                            executable.set(
                                    input,
                                    input.equals("weights")
                                            ? weights
                                            : arguments.get(Integer.parseInt(input.substring(1))));
                        }
                    });
            executable.call(Map.of()).forEach((part, array) -> result.put(part, array.toDoubles()));
        }
        return result;
    }

    private static Map<String, double[]> judge(
            Function<List<org.bytedeco.pytorch.Tensor>, org.bytedeco.pytorch.Tensor> theirs,
            List<Array> arguments) {
        Map<String, double[]> result = new LinkedHashMap<>();
        try (PointerScope _ = new PointerScope()) {
            List<org.bytedeco.pytorch.Tensor> inputs = new ArrayList<>();
            List<org.bytedeco.pytorch.Tensor> floating = new ArrayList<>();
            for (Array argument : arguments) {
                boolean varies = argument.dtype() == DType.F64;
                inputs.add(varies ? Torch.variable(argument) : Torch.tensor(argument));
                if (varies) {
                    floating.add(inputs.getLast());
                }
            }
            org.bytedeco.pytorch.Tensor value = theirs.apply(inputs);
            result.put("value", Torch.doubles(value));
            long[] dims = value.shape();
            int[] shape = new int[dims.length];
            Arrays.setAll(shape, i -> Math.toIntExact(dims[i]));
            List<org.bytedeco.pytorch.Tensor> gradients =
                    Torch.gradients(
                            value.mul(Torch.tensor(weights(Shape.of(shape)))).sum(),
                            floating.toArray(org.bytedeco.pytorch.Tensor[]::new));
            for (int i = 0; i < gradients.size(); i++) {
                result.put("gradient " + i, Torch.doubles(gradients.get(i)));
            }
        }
        return result;
    }

    private static Array weights(Shape shape) {
        return uniform(99, 0.5, 1.5, shape);
    }

    static Array uniform(long seed, double low, double high, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed);
        Array array = Array.zeros(DType.F64, shape);
        for (long i = 0; i < array.size(); i++) {
            array.setFlat(i, random.nextDouble(low, high));
        }
        return array;
    }

    static Array labels(long seed, int classes, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed);
        Array array = Array.zeros(DType.I32, shape);
        for (long i = 0; i < array.size(); i++) {
            array.setFlat(i, random.nextInt(classes));
        }
        return array;
    }

    /// A layer applied to the first tensor with the others as its parameters, in the order of their
    /// declaration.
    static Tensor withParameters(Layer layer, List<Tensor> given) {
        Trace apart = new Trace();
        Tensor x = apart.input("x", given.getFirst().dtype(), given.getFirst().shape());
        Forward forward = Forward.inference(layer, x);
        List<Tensor> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(forward.weights().values());
        Graph graph = Graph.of(inputs, Map.of("y", forward.output()), Map.of());
        return Objects.requireNonNull(
                graph.replay(given.getFirst().trace(), given).get(forward.output().node()));
    }
}
