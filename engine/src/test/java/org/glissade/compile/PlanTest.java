package org.glissade.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the compiler makes of whole training steps.
class PlanTest {
    /// A change of this text is a change of every training step: look at it, then accept it with
    /// `-Dglissade.approve=true`.
    @Test
    void theStepOfASmallNetworkIsPlannedAsApproved() throws IOException {
        String actual = plan(step(4, 2, 16, 1)).text();
        Path approved = Path.of("src/test/resources/plans/two-layers-momentum.txt");
        if (Boolean.getBoolean("glissade.approve")) {
            Files.writeString(approved, actual, StandardCharsets.UTF_8);
        }
        assertThat(actual).isEqualTo(Files.readString(approved, StandardCharsets.UTF_8));
    }

    @Test
    void everyParameterAndItsVelocityAreUpdatedInPlaceInOneStep() {
        Plan plan = plan(step(32, 784, 128, 64, 10));
        assertThat(plan.steps()).noneMatch(step -> step instanceof Step.Commit);
        long updates =
                plan.steps().stream()
                        .filter(step ->
                                step.results().stream()
                                        .anyMatch(node -> plan.slot(node) instanceof Slot.OfInput))
                        .count();
        assertThat(updates).isEqualTo(6);
    }

    @Test
    void theBackwardPassOfReluKeepsItsOutputOnly() {
        Plan plan = plan(step(32, 784, 128, 64, 10));
        long masks =
                plan.steps().stream()
                        .flatMap(step -> step.results().stream())
                        .filter(node -> node.dtype() == DType.BOOL)
                        .count();
        assertThat(masks).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void valuesThatAreAliveTogetherNeverShareMemory(long seed) {
        Plan plan = plan(random(seed));
        List<Step> all = new ArrayList<>(plan.constants());
        all.addAll(plan.steps());
        Map<Node, Integer> lastRead = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            for (Node read : all.get(i).reads()) {
                lastRead.put(Plan.root(read), i);
            }
        }
        plan.constants()
                .forEach(step -> step.results().forEach(node -> lastRead.put(node, all.size())));
        plan.graph().outputs().values().forEach(node -> lastRead.put(Plan.root(node), all.size()));
        Map<Node, Slot.OfArena> alive = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            int now = i;
            alive.keySet().removeIf(node -> lastRead.getOrDefault(node, -1) < now);
            for (Node result : all.get(i).results()) {
                if (plan.slot(result) instanceof Slot.OfArena(long offset, long bytes)) {
                    assertThat(offset % 64).isZero();
                    assertThat(offset + bytes).isLessThanOrEqualTo(plan.arenaBytes());
                    alive.forEach((other, slot) ->
                            assertThat(
                                            offset >= slot.offset() + slot.bytes()
                                                    || slot.offset() >= offset + bytes)
                                    .as(
                                            "seed %d: %s at %d and %s at %d",
                                            seed, result, offset, other, slot.offset())
                                    .isTrue());
                    alive.put(result, new Slot.OfArena(offset, bytes));
                }
            }
        }
    }

    @Test
    void memoryOfADeepNetworkGrowsWithTheActivationsNotWithTheWholeGraph() {
        int[] widths = new int[40];
        java.util.Arrays.fill(widths, 64);
        Plan plan = plan(step(64, widths));
        long activations = 39L * 64 * 64 * 4;
        assertThat(plan.arenaBytes()).isLessThan(2 * activations);
    }

    private static Plan plan(Graph graph) {
        return Compiler.compile(graph, _ -> false, _ -> Workspace.NONE, 1).plan();
    }

    /// A whole training step with ReLU layers, mean squared error and momentum.
    private static Graph step(int batch, int... widths) {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(batch, widths[0]));
        Tensor y = trace.input("y", DType.F32, Shape.of(batch, widths[widths.length - 1]));
        List<Tensor> parameters = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Tensor h = x;
        for (int i = 1; i < widths.length; i++) {
            Tensor w = trace.input("w" + i, DType.F32, Shape.of(widths[i - 1], widths[i]));
            Tensor b = trace.input("b" + i, DType.F32, Shape.of(widths[i]));
            parameters.addAll(List.of(w, b));
            names.addAll(List.of("w" + i, "b" + i));
            h = h.matmul(w).plus(b);
            h = i < widths.length - 1 ? h.relu() : h;
        }
        Tensor loss = h.minus(y).square().mean();
        List<Tensor> gradients = Gradients.of(loss, parameters);
        Map<String, Tensor> updates = new LinkedHashMap<>();
        for (int i = 0; i < gradients.size(); i++) {
            Tensor velocity = trace.input("v" + names.get(i), DType.F32, parameters.get(i).shape());
            Tensor next = velocity.times(0.9).plus(gradients.get(i));
            updates.put("v" + names.get(i), next);
            updates.put(names.get(i), parameters.get(i).minus(next.times(0.1)));
        }
        return Graph.of(List.of(x, y), Map.of("loss", loss), updates);
    }

    private static Graph random(long seed) {
        Random random = new Random(seed);
        Trace trace = new Trace();
        List<Tensor> values = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            values.add(
                    trace.input(
                            "x" + i,
                            DType.F32,
                            Shape.of(1 + random.nextInt(4), 1 + random.nextInt(40))));
        }
        for (int i = 0; i < 40; i++) {
            Tensor a = values.get(random.nextInt(values.size()));
            Tensor b = values.get(random.nextInt(values.size()));
            values.add(
                    switch (random.nextInt(8)) {
                        case 0 -> a.tanh();
                        case 1 -> a.shape().equals(b.shape()) ? a.plus(b) : a.times(2);
                        case 2 -> a.matmul(a.transpose()).sum(1).expandDims(1).plus(a);
                        case 3 -> a.sum(0).broadcastTo(a.shape()).minus(a);
                        case 4 -> a.transpose().exp();
                        case 5 -> a.reshape(-1, 1).sin();
                        case 6 -> a.mean(1).expandDims(1);
                        default -> Tensor.concat(0, a, a);
                    });
            if (values.getLast().shape().size() > 5_000) {
                values.removeLast();
            }
        }
        Tensor total = values.getFirst().sum();
        for (int i = 0; i < 5; i++) {
            total = total.plus(values.get(random.nextInt(values.size())).sum());
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("total", total);
        outputs.put("last", values.getLast());
        outputs.put("gradient", Gradients.orZeros(total, values.subList(0, 1)).getFirst());
        return Graph.of(outputs);
    }
}
