package org.glissade.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.TensorType;

/// Gives every value a place in one arena; values whose lives do not overlap share memory. Larger
/// values are placed first, each at the lowest free offset.
final class PlanMemory {
    private static final long ALIGNMENT = 64;

    /// Values up to this size are not overwritten at once by others: threads that share a step can
    /// go on to the next without waiting for those that still read them.
    private static final long SMALL = 32 * 1024;

    /// For how many steps.
    private static final int COOL_DOWN = 16;

    /// A value's size and life: from the step that writes it to the last step that reads it, both
    /// inclusive.
    private record Life(Object owner, long bytes, int from, int to) {}

    private record Placed(Life life, long offset) {}

    private PlanMemory() {}

    static Plan apply(
            Graph graph, Schedule schedule, Function<Step, Workspace> workspace, int threads) {
        Map<Node, Slot> slots = new HashMap<>();
        for (Node node : graph.inputs()) {
            if (node.op() instanceof Input(String name, TensorType _)) {
                slots.put(node, new Slot.OfInput(name));
            }
        }
        schedule.inPlace().forEach((node, input) -> slots.put(node, new Slot.OfInput(input)));
        Map<Step, Slot.OfArena> workspaces = new HashMap<>();
        long end = 0;
        for (Placed placed : place(lives(graph, schedule, slots, workspace, threads))) {
            Slot.OfArena slot = new Slot.OfArena(placed.offset(), placed.life().bytes());
            end = Math.max(end, placed.offset() + placed.life().bytes());
            switch (placed.life().owner()) {
                case Node node -> slots.put(node, slot);
                case Step step -> workspaces.put(step, slot);
                default -> throw new IllegalStateException();
            }
        }
        Slot.OfArena scratch = new Slot.OfArena(aligned(end), threads * own(schedule, workspace));
        return new Plan(
                graph,
                schedule.constants(),
                schedule.steps(),
                Map.copyOf(slots),
                workspaces,
                scratch,
                aligned(end) + scratch.bytes());
    }

    /// The most that any step needs for a thread of its own.
    private static long own(Schedule schedule, Function<Step, Workspace> workspace) {
        return Stream.concat(schedule.constants().stream(), schedule.steps().stream())
                .mapToLong(step -> aligned(workspace.apply(step).own()))
                .max()
                .orElse(0);
    }

    private static List<Life> lives(
            Graph graph,
            Schedule schedule,
            Map<Node, Slot> slots,
            Function<Step, Workspace> workspace,
            int threads) {
        List<Step> all = new ArrayList<>(schedule.constants());
        all.addAll(schedule.steps());
        int constants = schedule.constants().size();
        Map<Node, Integer> born = new LinkedHashMap<>();
        Map<Node, Integer> died = new HashMap<>();
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (Node result : all.get(i).results()) {
                born.put(result, i < constants ? 0 : i);
                died.put(result, i < constants ? all.size() : i);
            }
            for (Node read : all.get(i).reads()) {
                died.merge(Plan.root(read), i, Math::max);
            }
            long scratch = workspace.apply(all.get(i)).shared();
            if (scratch > 0) {
                lives.add(new Life(all.get(i), scratch, i, i));
            }
        }
        graph.outputs().values().forEach(node -> died.put(Plan.root(node), all.size()));
        born.forEach((node, from) -> {
            if (!slots.containsKey(node)) {
                long bytes = node.type().bytes();
                int rest = threads > 1 && bytes <= SMALL ? COOL_DOWN : 0;
                lives.add(new Life(node, bytes, from, died.getOrDefault(node, from) + rest));
            }
        });
        return lives;
    }

    private static List<Placed> place(List<Life> lives) {
        List<Life> largestFirst = new ArrayList<>(lives);
        largestFirst.sort(
                Comparator.comparingLong(Life::bytes).reversed().thenComparingInt(Life::from));
        List<Placed> placed = new ArrayList<>();
        for (Life life : largestFirst) {
            List<Placed> neighbours =
                    placed.stream()
                            .filter(other ->
                                    other.life().from() <= life.to()
                                            && life.from() <= other.life().to())
                            .sorted(Comparator.comparingLong(Placed::offset))
                            .toList();
            long offset = 0;
            for (Placed other : neighbours) {
                if (offset + life.bytes() <= other.offset()) {
                    break;
                }
                offset = Math.max(offset, aligned(other.offset() + other.life().bytes()));
            }
            placed.add(new Placed(life, offset));
        }
        return placed;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
