package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.glissade.backend.Memory;
import org.glissade.compile.Repetition;
import org.glissade.compile.Step;
import org.glissade.cpu.LoopShape.Variation;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// A whole group of elementwise operations as one written loop, without tiles: broadcasts are read
/// where they lie.
final class WholeLoop {
    private static final int LONGEST = 1 << 24;

    private final LoopShape shape;
    private final Loops.Loop loop;
    private final Variation[] variations;
    private final List<MemorySegment> segments;
    private final long[] bases;
    private final long[][] addresses;
    private final long size;
    private final int allRows;
    private final int allColumns;
    private final long columns;
    private final boolean byRows;

    private WholeLoop(
            LoopShape shape,
            Loops.Loop loop,
            List<Variation> variations,
            List<MemorySegment> segments,
            Rows rows,
            long size,
            int threads) {
        this.shape = shape;
        this.loop = loop;
        this.variations = variations.toArray(Variation[]::new);
        this.segments = segments;
        this.columns = rows.columns();
        this.byRows = rows.needed();
        this.bases = new long[segments.size()];
        for (int i = 0; i < bases.length; i++) {
            long elements =
                    switch (variations.get(i)) {
                        case DENSE -> size;
                        case BY_COLUMN -> columns;
                        case BY_ROW -> size / Math.max(1, columns);
                        case NUMBER -> 1;
                    };
            bases[i] = NativeMemory.address(segments.get(i), 0, elements * Float.BYTES);
        }
        this.addresses = new long[threads][bases.length];
        this.size = size;
        this.allRows = byRows ? Math.toIntExact(size / columns) : 1;
        this.allColumns = (int) Math.min(LONGEST, columns);
    }

    /// The rows that a group's broadcasts ask for.
    ///
    /// @param needed false where all broadcasts are of one number, so that any cut will do
    private record Rows(long columns, boolean needed, Map<Node, Variation> variations) {
        static @Nullable Rows of(Step.Elementwise group) {
            long size = group.shape().size();
            long columns = size;
            boolean needed = false;
            Map<Node, Variation> variations = new HashMap<>();
            for (Node node : group.nodes()) {
                if (!(node.op() instanceof Broadcast(Shape to))) {
                    continue;
                }
                Repetition repetition = TilePlan.repetition(node, to);
                boolean bounded = repetition.run() != Repetition.UNBOUNDED;
                Variation variation;
                long width;
                if (TilePlan.isSingle(node)) {
                    variations.put(node, Variation.NUMBER);
                    continue;
                } else if (!bounded && repetition.inner() > 1) {
                    variation = Variation.BY_COLUMN;
                    width = repetition.inner();
                } else if (bounded
                        && repetition.inner() == 1
                        && repetition.run() * node.input(0).shape().size() == size) {
                    variation = Variation.BY_ROW;
                    width = repetition.run();
                } else {
                    return null;
                }
                if (needed && width != columns) {
                    return null;
                }
                needed = true;
                columns = width;
                variations.put(node, variation);
            }
            return new Rows(columns, needed, variations);
        }
    }

    /// The loop of a group, or null where it cannot be one.
    static @Nullable WholeLoop of(
            Loops loops, Step.Elementwise group, Memory memory, int pieces, int threads) {
        Rows rows = Rows.of(group);
        List<Node> run =
                group.nodes().stream().filter(node -> !(node.op() instanceof Broadcast)).toList();
        boolean possible =
                group.shape().size() > 0
                        && run.stream().allMatch(LoopShape::takes)
                        && run.stream().mapToInt(LoopShape::weight).sum() <= LoopShape.MOST_WEIGHT;
        if (rows == null || !possible) {
            return null;
        }
        long cut = rows.needed() ? rows.columns() : group.shape().size() / pieces;
        boolean ragged = Loops.isRagged(cut);
        // With masks each operation is more code: what the JVM's first compiler gives up on, its
        // second never sees.
        if (ragged && run.size() > LoopShape.MOST_OPERATIONS) {
            return null;
        }
        LoopShape.Of of =
                LoopShape.of(
                        run,
                        new HashSet<>(group.results()),
                        node -> rows.variations().getOrDefault(node, Variation.DENSE),
                        ragged);
        if (of == null || !Loops.fits(cut)) {
            return null;
        }
        List<Variation> variations = new ArrayList<>();
        List<MemorySegment> segments = new ArrayList<>();
        for (Node node : of.operands()) {
            variations.add(rows.variations().getOrDefault(node, Variation.DENSE));
            // A broadcast may also be a step of its own, whose value lies in memory.
            segments.add(memory.of(rows.variations().containsKey(node) ? node.input(0) : node));
        }
        for (Node node : of.results()) {
            variations.add(Variation.DENSE);
            segments.add(memory.of(node));
        }
        return new WholeLoop(
                of.shape(),
                loops.of(of.shape()),
                variations,
                segments,
                rows,
                group.shape().size(),
                threads);
    }

    /// The loop for exactly its rows and columns, or null where those are too many.
    @Nullable Fragment fragment() {
        return size == (long) allRows * allColumns && Loops.fits(allColumns)
                ? new LoopFragment(shape, segments, allRows, allColumns)
                : null;
    }

    /// Into how many pieces the elements are cut: as many as proposed, unless that would cut rows.
    int pieces(int proposed, long size) {
        return byRows && size / proposed % columns != 0
                ? Math.toIntExact(size / columns)
                : proposed;
    }

    /// Does the elements from `start` up to `end`, if the JVM has compiled the loop and they are
    /// whole rows; else returns false.
    boolean run(int member, long start, long end) {
        if (!loop.isReady()) {
            return false;
        }
        if (start == 0 && end == size && size == (long) allRows * allColumns) {
            loop.run(bases, allRows, allColumns);
            return true;
        }
        if (byRows) {
            if (start % columns != 0 || end % columns != 0) {
                return false;
            }
            run(member, start, Math.toIntExact((end - start) / columns), (int) columns);
            return true;
        }
        for (long at = start; at < end; at += LONGEST) {
            run(member, at, 1, (int) Math.min(LONGEST, end - at));
        }
        return true;
    }

    private void run(int member, long start, int rows, int width) {
        long[] mine = addresses[member];
        for (int i = 0; i < mine.length; i++) {
            long elements =
                    switch (variations[i]) {
                        case DENSE -> start;
                        case BY_ROW -> start / columns;
                        case BY_COLUMN, NUMBER -> 0;
                    };
            mine[i] = bases[i] + elements * Float.BYTES;
        }
        loop.run(mine, rows, width);
    }

    @Override
    public String toString() {
        return "one loop over " + segments.size() + " operands";
    }
}
