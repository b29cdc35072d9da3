package org.glissade.testkit.conformance;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.glissade.testkit.Tolerance;

/// Whole graphs: fused with broadcasts, random, degenerate, on several threads.
record GraphChecks(Device device) {
    private static final int RANDOM_GRAPHS = 60;

    static List<Check> of(Device device) {
        GraphChecks checks = new GraphChecks(device);
        return List.of(
                new Check("fused with broadcasts", checks::broadcasts),
                new Check("random graphs", checks::random),
                new Check("degenerate graphs", checks::degenerate),
                new Check("any number of threads", checks::threads));
    }

    /// A fused chain whose operands are broadcast from every pattern of rank up to 4.
    private int broadcasts() {
        int cases = 0;
        List<int[]> patterns = new ArrayList<>();
        int[] full = {2, 3, 4, 5};
        for (int rank = 0; rank <= 4; rank++) {
            for (int mask = 0; mask < 1 << rank; mask++) {
                int[] dims = new int[rank];
                for (int axis = 0; axis < rank; axis++) {
                    dims[axis] = (mask >> axis & 1) == 0 ? full[4 - rank + axis] : 1;
                }
                patterns.add(dims);
            }
        }
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (int[] left : patterns) {
                for (int[] right : patterns) {
                    List<Array> arguments =
                            List.of(
                                    Values.any(dtype, Shape.of(left), 1),
                                    Values.any(dtype, Shape.of(right), 2),
                                    Values.any(dtype, Shape.of(5), 3));
                    same("broadcast " + arguments, GraphChecks::chain, arguments);
                    cases++;
                }
            }
        }
        return cases;
    }

    private static Map<String, Tensor> chain(List<Tensor> in) {
        Tensor a = in.get(0);
        Tensor b = in.get(1);
        Tensor sum = a.tanh().plus(b.times(0.5)).times(a).plus(in.get(2));
        return Map.of("sum", sum, "total", sum.square().mean());
    }

    private int random() {
        int cases = 0;
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (int i = 0; i < RANDOM_GRAPHS; i++) {
                RandomGraph graph = RandomGraph.of(7_000 + i, dtype);
                Graph whole = Graph.of(graph.withGradients());
                compare(
                        "random graph of seed " + graph.seed(),
                        Evaluation.run(device, whole, graph.values()),
                        Evaluation.run(Device.named("reference"), whole, graph.values()));
                cases++;
            }
        }
        return cases;
    }

    private void same(
            String name,
            java.util.function.Function<List<Tensor>, Map<String, Tensor>> body,
            List<Array> arguments) {
        compare(
                name,
                Evaluation.values(device, body, arguments),
                Evaluation.values(Device.named("reference"), body, arguments));
    }

    private static void compare(
            String name, Map<String, Array> actual, Map<String, Array> expected) {
        expected.forEach((output, value) -> {
            double greatest = 1;
            for (double element : value.toDoubles()) {
                greatest = Math.max(greatest, Math.abs(element));
            }
            double relative = value.dtype() == DType.F32 ? 2e-5 : 1e-12;
            assertThatArray(Objects.requireNonNull(actual.get(output)))
                    .as(name + ": " + output)
                    .isCloseTo(value, new Tolerance(relative, relative * greatest, 0));
        });
    }

    private int degenerate() {
        Array x = Values.any(DType.F32, Shape.of(3, 4), 1);
        Array empty = Array.zeros(DType.F32, Shape.of(0, 4));
        Map<String, java.util.function.Function<List<Tensor>, Map<String, Tensor>>> bodies =
                new LinkedHashMap<>();
        bodies.put(
                "constants only",
                in -> {
                    Tensor c = in.getFirst().trace().constant(1f, 2f, 3f);
                    return Map.of("c", c, "sum", c.sum(), "twice", c.plus(c));
                });
        bodies.put("an input is the output", in -> Map.of("x", in.getFirst()));
        bodies.put("an input is two outputs", in -> Map.of("a", in.getFirst(), "b", in.getFirst()));
        bodies.put(
                "one value is two outputs and read on",
                in -> {
                    Tensor y = in.getFirst().exp();
                    return Map.of("a", y, "b", y, "c", y.sum(), "d", y.reshape(-1));
                });
        bodies.put(
                "an input reshaped is the output",
                in -> Map.of("a", in.getFirst().reshape(-1), "b", in.getFirst()));
        bodies.put(
                "one constant repeated",
                in -> Map.of("a", in.getFirst().zerosLike(), "b", in.getFirst().onesLike()));
        bodies.put(
                "the same subtracted",
                in -> Map.of("a", in.getFirst().minus(in.getFirst()).plus(0)));
        bodies.put(
                "a long chain",
                in -> {
                    Tensor y = in.getFirst();
                    for (int i = 0; i < 300; i++) {
                        y = y.times(0.99).plus(0.01);
                    }
                    return Map.of("a", y);
                });
        bodies.put(
                "a wide sum",
                in -> {
                    Tensor y = in.getFirst().zerosLike();
                    for (int i = 0; i < 60; i++) {
                        y = y.plus(in.getFirst().plus(i).sin());
                    }
                    return Map.of("a", y);
                });
        int cases = 0;
        for (Array argument : List.of(x, empty)) {
            for (Map.Entry<String, java.util.function.Function<List<Tensor>, Map<String, Tensor>>>
                    body : bodies.entrySet()) {
                same(body.getKey(), body.getValue(), List.of(argument));
                cases++;
            }
        }
        return cases;
    }

    /// A training step with products, reductions and elementwise parts that are large enough to be
    /// shared out: every number of threads gives the same bits, and so does running again.
    private int threads() {
        int cases = 0;
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            List<Array> expected = null;
            for (int threads : new int[] {1, 2, 3, 8, 1}) {
                List<Array> actual = train(device.withThreads(threads), dtype);
                if (expected == null) {
                    expected = actual;
                }
                for (int i = 0; i < actual.size(); i++) {
                    assertThatArray(actual.get(i))
                            .as("value " + i + " with " + threads + " threads instead of 1")
                            .isFinite()
                            .isEqualTo(expected.get(i));
                }
                cases++;
            }
        }
        return cases;
    }

    private static List<Array> train(Device device, DType dtype) {
        boolean slow = device.name().equals("reference");
        int rows = slow ? 5 : 203;
        int features = slow ? 7 : 301;
        int units = slow ? 6 : 127;
        Trace trace = new Trace();
        Tensor x = trace.input("x", dtype, Shape.of(rows, features));
        Tensor w = trace.input("w", dtype, Shape.of(features, units));
        Tensor b = trace.input("b", dtype, Shape.of(units));
        Tensor v = trace.input("v", dtype, Shape.of(units, 10));
        Tensor labels = trace.input("labels", DType.I32, Shape.of(rows));
        Tensor hidden = x.matmul(w).plus(b).relu();
        Tensor scores = hidden.matmul(v).logSoftmax(-1);
        Tensor loss = scores.times(labels.oneHot(10, dtype)).sum(1).mean().negate();
        List<Tensor> parameters = List.of(w, b, v);
        List<Tensor> gradients = loss.gradients(w, b, v);
        Map<String, Tensor> updates = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            updates.put(
                    List.of("w", "b", "v").get(i),
                    parameters.get(i).minus(gradients.get(i).times(0.1)));
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("loss", loss);
        outputs.put("columns", hidden.sum(0));
        outputs.put("rows", hidden.max(1));
        outputs.put("best", scores.argMax(1));
        outputs.put("everything", x.sin().sum());
        List<Array> results = new ArrayList<>();
        try (Executable step =
                device.compile(Graph.of(List.of(x, w, b, v, labels), outputs, updates))) {
            step.set("x", Values.any(dtype, x.shape(), 1));
            step.set("w", Values.uniform(dtype, w.shape(), -0.1, 0.1, 2));
            step.set("v", Values.uniform(dtype, v.shape(), -0.1, 0.1, 3));
            step.set("labels", Values.uniform(DType.I32, labels.shape(), 0, 10, 4));
            for (int i = 0; i < 5; i++) {
                step.run();
                for (String output : outputs.keySet()) {
                    results.add(step.output(output).copy());
                }
            }
            for (String parameter : updates.keySet()) {
                results.add(step.input(parameter).copy());
            }
        }
        return results;
    }
}
