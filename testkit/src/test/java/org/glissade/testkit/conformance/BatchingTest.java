package org.glissade.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Batching;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.glissade.testkit.Tolerance;
import org.junit.jupiter.api.Test;

class BatchingTest {
    private static final int MEMBERS = 3;

    /// A graph with the values of its inputs for each member, of which some share theirs.
    private record Case(
            String name, Graph graph, Set<String> batched, List<Map<String, Array>> members) {
        /// Runs the batched graph and compares each member's part with the graph on its own.
        void check(Device device, Tolerance tolerance) {
            Map<String, Array> together = new HashMap<>(members.getFirst());
            for (String input : batched) {
                together.put(input, stack(members.stream().map(m -> value(m, input)).toList()));
            }
            Map<String, Array> results =
                    Evaluation.run(device, Batching.of(graph, MEMBERS, batched), together);
            for (int k = 0; k < MEMBERS; k++) {
                Map<String, Array> own = Evaluation.run(device, graph, members.get(k));
                int member = k;
                own.forEach((output, expected) -> {
                    Array all = value(results, output);
                    boolean isShared = all.shape().equals(expected.shape());
                    Array part = isShared ? all : part(all, member, expected.shape());
                    String what = name + ", batched " + batched + ", " + output + ", " + member;
                    if (tolerance.equals(Tolerance.exact())) {
                        assertThatArray(part).as(what).isEqualTo(expected);
                    } else {
                        assertThatArray(part).as(what).isCloseTo(expected, tolerance);
                    }
                });
            }
        }
    }

    private static Array value(Map<String, Array> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static Array part(Array all, int member, Shape shape) {
        return all.rows(member, member + 1).reshape(shape).copy();
    }

    private static Array stack(List<Array> parts) {
        Shape shape = parts.getFirst().shape();
        Array all = Array.zeros(parts.getFirst().dtype(), Shape.of(parts.size()).concat(shape));
        for (int k = 0; k < parts.size(); k++) {
            if (shape.size() > 0) {
                all.rows(k, k + 1).reshape(shape).copyFrom(parts.get(k));
            }
        }
        return all;
    }

    @Test
    void everyOperationIsComputedForEachMemberAsOnItsOwn() {
        Device reference = Device.named("reference");
        int checked = 0;
        for (Sample sample : OperationSamples.all()) {
            for (DType dtype : sample.dtypes()) {
                int arguments = sample.arguments().size();
                for (int some = 1; some < 1 << arguments; some++) {
                    of(sample, dtype, some).check(reference, Tolerance.exact());
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(300);
    }

    private static Case of(Sample sample, DType dtype, int some) {
        Set<String> batched = new LinkedHashSet<>();
        IntStream.range(0, sample.arguments().size())
                .filter(i -> (some >> i & 1) == 1)
                .forEach(i -> batched.add("input " + i));
        List<Map<String, Array>> members = new ArrayList<>();
        for (int k = 0; k < MEMBERS; k++) {
            Map<String, Array> values = new LinkedHashMap<>();
            List<Array> first = sample.arguments(dtype, 17);
            List<Array> own = sample.arguments(dtype, 17 + 7919L * k);
            for (int i = 0; i < first.size(); i++) {
                values.put("input " + i, (some >> i & 1) == 1 ? own.get(i) : first.get(i));
            }
            members.add(values);
        }
        Trace trace = new Trace();
        List<Tensor> inputs = new ArrayList<>();
        members.getFirst()
                .forEach((name, array) ->
                        inputs.add(trace.input(name, array.dtype(), array.shape())));
        Graph graph = Graph.of(inputs, Map.of("result", sample.body().apply(inputs)), Map.of());
        return new Case(sample.toString(), graph, batched, members);
    }

    @Test
    void randomGraphsAndTheirGradientsAreComputedForEachMemberAsOnTheirOwn() {
        for (long seed = 1; seed <= 100; seed++) {
            of(seed, DType.F64).check(Device.named("reference"), Tolerance.exact());
        }
    }

    @Test
    void theFastDeviceAgreesToRounding() {
        for (long seed = 1; seed <= 60; seed++) {
            of(seed, DType.F64).check(Device.best(), new Tolerance(1e-10, 1e-12, 0));
        }
    }

    private static Case of(long seed, DType dtype) {
        RandomGraph random = RandomGraph.of(seed, dtype);
        Random choice = new Random(seed);
        Set<String> batched = new LinkedHashSet<>();
        random.values().keySet().stream().filter(_ -> choice.nextInt(3) > 0).forEach(batched::add);
        Graph graph = Graph.of(random.withGradients());
        Set<String> known = new LinkedHashSet<>();
        graph.inputs().forEach(node -> known.add(((org.glissade.tensor.Input) node.op()).name()));
        batched.retainAll(known);
        List<Map<String, Array>> members = new ArrayList<>();
        for (int k = 0; k < MEMBERS; k++) {
            Map<String, Array> values = new LinkedHashMap<>(random.values());
            for (String name : batched) {
                values.put(name, varied(value(values, name), k));
            }
            members.add(values);
        }
        return new Case("random graph " + seed, graph, batched, members);
    }

    /// Floating-point values a little smaller, and indices in another order, for each member.
    private static Array varied(Array array, int member) {
        Array other = array.copy();
        for (long i = 0; i < array.size(); i++) {
            if (array.dtype().isFloating()) {
                other.setFlat(i, array.getFlat(i) * (1 - 0.01 * member));
            } else {
                other.setLong(i, array.getLong((i + member) % array.size()));
            }
        }
        return other;
    }

    @Test
    void indicesOutsideOfAMembersOwnAxisStayErrors() {
        Trace trace = new Trace();
        Tensor table = trace.input("table", DType.F64, Shape.of(4));
        Tensor indices = trace.input("indices", DType.I32, Shape.of(2));
        Graph graph =
                Batching.of(
                        Graph.of(Map.of("taken", table.gather(0, indices))),
                        2,
                        Set.of("table", "indices"));
        Map<String, Array> inputs =
                Map.of(
                        "table", Array.zeros(DType.F64, Shape.of(2, 4)),
                        "indices", Array.of(Shape.of(2, 2), 0, 4, 1, 2));
        assertThatThrownBy(() -> Evaluation.run(Device.best(), graph, inputs))
                .hasMessageContaining("-1");
    }

    @Test
    void membersCannotShareAnInputThatEachWouldUpdate() {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F64, Shape.of(2));
        Tensor sum = trace.input("sum", DType.F64, Shape.of(2));
        Graph graph = Graph.of(List.of(x, sum), Map.of(), Map.of("sum", sum.plus(x)));
        assertThatThrownBy(() -> Batching.of(graph, 2, Set.of("x")))
                .hasMessageContaining("\"sum\" differs from member to member");
        assertThatThrownBy(() -> Batching.of(graph, 2, Set.of("y")))
                .hasMessageContaining("there is no input \"y\"");
    }
}
