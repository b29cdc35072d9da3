package org.glissade.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.glissade.compile.Repetition;
import org.glissade.compile.Step;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;

/// How an elementwise step is cut into tiles that stay in the first-level cache, and which scratch
/// tile holds each intermediate value.
///
/// @param length elements of a tile
/// @param row where above 0, tiles end at multiples of it, so that no tile crosses from one
///   repetition to the next
/// @param tiles the scratch tile of each intermediate value and of each broadcast that may need to
///   be laid out
/// @param count how many scratch tiles there are
/// @param tileBytes the size of a scratch tile
record TilePlan(int length, int row, Map<Node, Integer> tiles, int count, long tileBytes) {
    private static final int TARGET = 1024;
    private static final int WHOLE_ROWS_FROM = 256;

    static TilePlan of(Step.Elementwise group) {
        long size = group.shape().size();
        long row = Long.MAX_VALUE;
        int width = 1;
        for (Node node : group.nodes()) {
            width = Math.max(width, node.dtype().bytes());
            if (node.op() instanceof Broadcast(Shape to)) {
                Repetition repetition = repetition(node, to);
                if (repetition.inner() > 1) {
                    row = Math.min(row, repetition.inner());
                } else if (repetition.run() != Repetition.UNBOUNDED) {
                    row = Math.min(row, repetition.run());
                }
            }
        }
        int length;
        int end = 0;
        if (row >= size) {
            length = (int) Math.min(size, TARGET);
        } else if (row >= WHOLE_ROWS_FROM) {
            long pieces = (row + TARGET - 1) / TARGET;
            length = (int) ((row + pieces - 1) / pieces);
            end = (int) row;
        } else {
            length = (int) Math.min(size, Math.max(1, TARGET / row) * row);
        }
        Map<Node, Integer> tiles = new HashMap<>();
        int count = assign(group, tiles);
        return new TilePlan(length, end, tiles, count, ((long) length * width + 63) / 64 * 64);
    }

    static Repetition repetition(Node node, Shape to) {
        return Objects.requireNonNull(Repetition.of(node.input(0).shape(), to));
    }

    /// Intermediate values take the first tile that no later node still reads; broadcasts keep
    /// theirs throughout, since what is laid out for one tile often serves the next.
    private static int assign(Step.Elementwise group, Map<Node, Integer> tiles) {
        Set<Node> results = new HashSet<>(group.results());
        Map<Node, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < group.nodes().size(); i++) {
            for (Node input : group.nodes().get(i).inputs()) {
                lastUse.put(input, i);
            }
        }
        int count = 0;
        for (Node node : group.nodes()) {
            if (node.op() instanceof Broadcast && !isSingle(node)) {
                tiles.put(node, count++);
            }
        }
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < group.nodes().size(); i++) {
            Node node = group.nodes().get(i);
            if (node.op() instanceof Broadcast) {
                continue;
            }
            if (!results.contains(node)) {
                tiles.put(node, free.isEmpty() ? count++ : free.removeFirst());
            }
            for (Node input : Set.copyOf(node.inputs())) {
                Integer tile = tiles.get(input);
                if (tile != null
                        && !(input.op() instanceof Broadcast)
                        && Objects.equals(lastUse.get(input), i)) {
                    free.add(tile);
                }
            }
        }
        return count;
    }

    /// Whether the broadcast repeats one single element.
    static boolean isSingle(Node broadcast) {
        return broadcast.input(0).shape().size() == 1;
    }

    /// The scratch memory of one thread.
    long bytes() {
        return count * tileBytes;
    }
}
