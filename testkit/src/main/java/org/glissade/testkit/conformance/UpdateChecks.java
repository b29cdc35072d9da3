package org.glissade.testkit.conformance;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.glissade.testkit.Tolerance;

/// Updates in place: whatever is read after an update must be the old value, whatever way the new
/// one is computed.
record UpdateChecks(Device device) {
    private static final int SIDE = 17;

    /// New values for the square matrices `x` and `y`, and outputs under other names.
    private interface Step extends BiFunction<Tensor, Tensor, Map<String, Tensor>> {}

    static List<Check> of(Device device) {
        UpdateChecks checks = new UpdateChecks(device);
        List<Check> all = new ArrayList<>();
        steps().forEach((name, step) ->
                all.add(new Check("update: " + name, () -> checks.run(name, step))));
        return all;
    }

    private static Map<String, Step> steps() {
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("add one", (x, _) -> Map.of("x", x.plus(1)));
        steps.put("nothing changes", (x, y) -> Map.of("x", x, "y", y));
        steps.put("swap", (x, y) -> Map.of("x", y, "y", x));
        steps.put("both become one", (x, y) -> Map.of("x", y, "y", y));
        steps.put("crosswise", (x, y) -> Map.of("x", x.plus(y), "y", x.minus(y)));
        steps.put("transpose", (x, _) -> Map.of("x", x.transpose()));
        steps.put("transpose and add", (x, _) -> Map.of("x", x.plus(x.transpose()).times(0.5)));
        steps.put("reverse", (x, _) -> Map.of("x", x.reverse(0, 1)));
        steps.put(
                "shift",
                (x, _) ->
                        Map.of(
                                "x",
                                Tensor.concat(0, x.slice(0, 1, SIDE), x.slice(0, 0, 1).times(2))));
        steps.put("subtract mean", (x, _) -> Map.of("x", x.minus(x.mean())));
        steps.put(
                "subtract row mean",
                (x, _) -> Map.of("x", x.minus(x.mean(1).expandDims(1)).tanh()));
        steps.put("square matrix", (x, _) -> Map.of("x", x.matmul(x).times(0.1).tanh()));
        steps.put("broadcast a row", (x, y) -> Map.of("x", y.index(0, 3).broadcastTo(x.shape())));
        steps.put("gather", (x, _) -> Map.of("x", x.gather(0, x.trace().constant(rows()))));
        steps.put(
                "scatter-add",
                (x, y) -> Map.of("x", x.scatterAdd(0, x.trace().constant(rows()), y.times(0.25))));
        steps.put(
                "old value is an output",
                (x, _) -> Map.of("x", x.plus(1), "old", x, "twice", x.times(2)));
        steps.put(
                "new value is an output",
                (x, y) -> Map.of("x", x.plus(y), "new", x.plus(y), "sum", x.plus(y).sum()));
        steps.put(
                "old and new are read later",
                (x, y) -> {
                    Tensor next = x.times(0.9).plus(y);
                    return Map.of(
                            "x", next, "y", next.matmul(x).tanh(), "difference", next.minus(x));
                });
        steps.put(
                "new minus old",
                (x, _) -> {
                    Tensor next = x.times(0.9).plus(1);
                    return Map.of("x", next, "difference", next.minus(x), "next", next.tanh());
                });
        steps.put(
                "every row reads the first",
                (x, _) -> Map.of("x", x.minus(x.slice(0, 0, 1)), "old", x.slice(0, 0, 1)));
        steps.put(
                "every element reads the last",
                (x, y) ->
                        Map.of(
                                "x",
                                x.plus(x.slice(0, SIDE - 1, SIDE).slice(1, SIDE - 1, SIDE))
                                        .times(0.5),
                                "y",
                                y.times(x.sum(0))));
        steps.put(
                "momentum",
                (x, y) -> {
                    Tensor gradient = x.square().times(x.cos()).sum().gradients(x).getFirst();
                    Tensor velocity = y.times(0.9).minus(gradient.times(0.01));
                    return Map.of("y", velocity, "x", x.plus(velocity));
                });
        steps.put("constant", (x, _) -> Map.of("x", x.zerosLike(), "old", x.plus(0)));
        steps.put(
                "reshape and back",
                (x, y) ->
                        Map.of(
                                "x",
                                x.reshape(SIDE * SIDE).reverse(0).reshape(SIDE, SIDE),
                                "y",
                                x.reshape(SIDE * SIDE).reshape(SIDE, SIDE).plus(y)));
        return steps;
    }

    private static int[] rows() {
        int[] rows = new int[SIDE];
        for (int i = 0; i < SIDE; i++) {
            rows[i] = i * i % SIDE;
        }
        return rows;
    }

    private int run(String name, Step step) {
        int cases = 0;
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            List<Array> actual = results(device, dtype, step);
            List<Array> expected = results(Device.named("reference"), dtype, step);
            for (int i = 0; i < expected.size(); i++) {
                assertThatArray(actual.get(i))
                        .as("update: " + name + ", value " + i)
                        .isCloseTo(
                                expected.get(i),
                                dtype == DType.F32
                                        ? new Tolerance(1e-4, 1e-4, 0)
                                        : new Tolerance(1e-11, 1e-11, 0));
            }
            cases++;
        }
        return cases;
    }

    /// State and outputs after each of three runs.
    private static List<Array> results(Device device, DType dtype, Step step) {
        Trace trace = new Trace();
        Shape shape = Shape.of(SIDE, SIDE);
        Tensor x = trace.input("x", dtype, shape);
        Tensor y = trace.input("y", dtype, shape);
        Map<String, Tensor> updates = new LinkedHashMap<>();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        Map<String, Tensor> made = step.apply(x, y);
        made.keySet().stream()
                .sorted()
                .forEach(name ->
                        (name.equals("x") || name.equals("y") ? updates : outputs)
                                .put(name, Objects.requireNonNull(made.get(name))));
        State state = new State();
        state.put("x", Values.any(dtype, shape, 1));
        state.put("y", Values.any(dtype, shape, 2));
        List<Array> results = new ArrayList<>();
        try (Executable executable =
                device.compile(Graph.of(List.of(x, y), outputs, updates), state)) {
            for (int run = 0; run < 3; run++) {
                executable.run();
                for (String output : outputs.keySet()) {
                    results.add(executable.output(output).copy());
                }
                results.add(state.get("x").copy());
                results.add(state.get("y").copy());
            }
        }
        return results;
    }
}
