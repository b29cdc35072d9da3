package org.glissade.compile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Node;
import org.glissade.tensor.Reshape;

/// A graph made ready to run: the steps in their order, and the place of every value in memory.
///
/// @param graph the graph after all rewriting
/// @param constants steps whose values never change, run once before the first run
/// @param steps the steps of every run
/// @param slots the place of each value that is in memory
/// @param workspaces the place of the scratch memory that threads share in a step, where it has any
/// @param scratch the place of the scratch memory of the threads, an equal part for each
/// @param arenaBytes the size of the arena
public record Plan(
        Graph graph,
        List<Step> constants,
        List<Step> steps,
        Map<Node, Slot> slots,
        Map<Step, Slot.OfArena> workspaces,
        Slot.OfArena scratch,
        long arenaBytes) {
    /// The place of a value; a reshaped value lies where its source lies.
    public Slot slot(Node node) {
        Slot slot = slots.get(root(node));
        if (slot == null) {
            throw new Fault("plan", node + " has no place in memory");
        }
        return slot;
    }

    /// The node whose memory a node's value shares: itself, unless it is a reshape of another.
    public static Node root(Node node) {
        Node root = node;
        while (root.op() instanceof Reshape) {
            root = root.input(0);
        }
        return root;
    }

    /// The part of the arena that never holds a value, in bytes: where scratch memory lies among
    /// values it costs nothing.
    public long workspaceBytes() {
        List<Slot.OfArena> values =
                slots.values().stream()
                        .filter(Slot.OfArena.class::isInstance)
                        .map(Slot.OfArena.class::cast)
                        .sorted(Comparator.comparingLong(Slot.OfArena::offset))
                        .toList();
        long unused = arenaBytes;
        long end = 0;
        for (Slot.OfArena value : values) {
            long next = value.offset() + value.bytes();
            unused -= Math.max(0, next - Math.max(end, value.offset()));
            end = Math.max(end, next);
        }
        return unused;
    }

    /// The plan as text, a line for each step with the places of its results.
    public String text() {
        StringBuilder text = new StringBuilder("plan: arena " + arenaBytes + " bytes\n");
        constants.forEach(step -> text.append("  once  ").append(line(step)));
        steps.forEach(step -> text.append("  step  ").append(line(step)));
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }

    private String line(Step step) {
        StringBuilder line =
                new StringBuilder(
                        switch (step) {
                            case Step.Elementwise(_, List<Node> nodes, _) ->
                                    "elementwise ["
                                            + String.join(
                                                    ", ",
                                                    nodes.stream().map(this::operation).toList())
                                            + "]";
                            case Step.Single(Node node) -> operation(node);
                            case Step.Commit(Node value, String input) ->
                                    "copy " + name(value) + " to \"" + input + "\"";
                        });
        for (Node result : step.results()) {
            line.append("  -> ").append(result.type()).append(' ').append(place(slot(result)));
        }
        return line.append('\n').toString();
    }

    private String operation(Node node) {
        return name(node)
                + " = "
                + node.op().text()
                + node.inputs().stream().map(this::name).toList();
    }

    private String name(Node node) {
        return "%" + graph.index(node);
    }

    private static String place(Slot slot) {
        return switch (slot) {
            case Slot.OfInput(String name) -> "in place of \"" + name + "\"";
            case Slot.OfArena(long offset, long bytes) -> "at " + offset + " (" + bytes + " bytes)";
        };
    }
}
