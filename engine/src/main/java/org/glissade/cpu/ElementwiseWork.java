package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.glissade.backend.Memory;
import org.glissade.compile.Repetition;
import org.glissade.compile.Step;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Compare;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Logic;
import org.glissade.tensor.LogicFunction;
import org.glissade.tensor.Node;
import org.glissade.tensor.Select;
import org.glissade.tensor.Shape;
import org.glissade.tensor.StopGradient;
import org.glissade.tensor.Unary;
import org.glissade.tensor.UnaryFunction;
import org.jspecify.annotations.Nullable;

/// A group of elementwise operations, run tile by tile: all operations on one tile, then the next,
/// so that intermediate values stay in the first-level cache.
final class ElementwiseWork implements Work {
    /// One operation on the current tile.
    interface Instruction {
        void run(int count);
    }

    /// What one member of the team works with: its own view of every operand, and its own scratch
    /// tiles.
    @SuppressWarnings("ArrayRecordComponent") // never compared, read in the hot loop
    private record Lane(
            Operand[] operands, Operand.LaidOut[] laidOut, Instruction[] instructions) {}

    private static final int WHOLE_FROM = 64;

    private final TilePlan plan;
    private final long size;
    private final int rows;
    private final long each;
    private final List<Access> accesses;
    private final int instructions;
    private final Lane[] lanes;
    private final @Nullable WholeLoop whole;
    private final @Nullable Fragment fragment;

    ElementwiseWork(Kernels kernels, Step.Elementwise group, Memory memory, int threads) {
        this.plan = TilePlan.of(group);
        this.size = group.shape().size();
        int outer = Work.rows(group.shape());
        this.instructions = group.nodes().size();
        this.whole =
                kernels instanceof WarmingKernels warming && outer > 0
                        ? WholeLoop.of(warming.loops(), group, memory, outer, threads)
                        : null;
        // Without vectors nothing is written, and what writes cannot even be loaded.
        Fragment number =
                kernels instanceof WarmingKernels ? NumberFragment.of(group, memory) : null;
        this.fragment = number == null && whole != null ? whole.fragment() : number;
        this.rows = whole == null ? outer : whole.pieces(outer, size);
        this.each = rows == 0 ? 0 : size / rows;
        this.accesses = accesses(group, memory, rows);
        this.lanes = new Lane[threads];
        MemorySegment scratch = memory.scratch();
        // Until the whole loop is compiled plain kernels do: no others are waited for.
        Kernels own = whole == null ? kernels : new ScalarKernels();
        for (int i = 0; i < threads; i++) {
            lanes[i] =
                    new Binder(own, memory, scratch, i * (scratch.byteSize() / threads))
                            .bind(group);
        }
    }

    @Override
    public String describe() {
        return whole != null
                ? instructions + " operations on " + size + " elements as " + whole
                : instructions
                        + " operations on "
                        + size
                        + " elements in tiles of "
                        + plan.length()
                        + ", since they are too many or too varied for one loop";
    }

    @Override
    public int pieces() {
        return rows;
    }

    @Override
    public void run(int member, int from, int to) {
        long end = to * each;
        if (whole != null && whole.run(member, from * each, end)) {
            return;
        }
        Lane lane = lanes[member];
        for (Operand.LaidOut operand : lane.laidOut()) {
            operand.forget();
        }
        int count;
        for (long start = from * each; start < end; start += count) {
            count = (int) Math.min(plan.length(), end - start);
            if (count > WHOLE_FROM) {
                // What no whole vector covers is left to a tile of its own.
                count -= count % WHOLE_FROM;
            }
            if (plan.row() > 0) {
                count = (int) Math.min(count, plan.row() - start % plan.row());
            }
            for (Operand operand : lane.operands()) {
                operand.moveTo(start, count);
            }
            for (Instruction instruction : lane.instructions()) {
                instruction.run(count);
            }
        }
    }

    @Override
    public @Nullable Fragment fragment() {
        return fragment;
    }

    private static List<Access> accesses(Step.Elementwise group, Memory memory, int rows) {
        List<Access> accesses = new ArrayList<>();
        for (Node read : group.reads()) {
            MemorySegment segment = memory.of(read);
            accesses.add(
                    isReadByPieces(group, read, rows)
                            ? Access.readPieces(segment, rows)
                            : Access.read(segment));
        }
        for (Node result : group.results()) {
            accesses.add(Access.writePieces(memory.of(result), rows));
        }
        return accesses;
    }

    /// Whether each piece of the result needs the same piece of an operand only: one of the same
    /// shape, or one whose elements are each repeated along a row.
    private static boolean isReadByPieces(Step.Elementwise group, Node read, int rows) {
        if (rows == 0) {
            return true;
        }
        long size = group.shape().size();
        for (Node node : group.nodes()) {
            if (!node.inputs().contains(read)) {
                continue;
            }
            if (node.op() instanceof Broadcast(Shape to)) {
                Repetition repetition = TilePlan.repetition(node, to);
                boolean alongRows =
                        repetition.inner() == 1
                                && repetition.run() * read.shape().size() == size
                                && size / rows % repetition.run() == 0;
                if (!alongRows) {
                    return false;
                }
            } else if (!read.shape().equals(group.shape())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Access> accesses() {
        return accesses;
    }

    @Override
    public long cost() {
        return size * instructions;
    }

    /// Binds a group's operations to one member's operands.
    private final class Binder {
        private final Kernels kernels;
        private final Memory memory;
        private final MemorySegment scratch;
        private final long scratchOffset;
        private final Map<Node, Operand> operands = new HashMap<>();
        private final List<Operand> moving = new ArrayList<>();
        private final List<Operand.LaidOut> laidOut = new ArrayList<>();

        Binder(Kernels kernels, Memory memory, MemorySegment scratch, long scratchOffset) {
            this.kernels = kernels;
            this.memory = memory;
            this.scratch = scratch;
            this.scratchOffset = scratchOffset;
        }

        Lane bind(Step.Elementwise group) {
            List<Instruction> bound = new ArrayList<>();
            List<Node> run = new ArrayList<>();
            List<Instruction> runSingle = new ArrayList<>();
            for (Node node : group.nodes()) {
                if (node.op() instanceof Broadcast(Shape to)) {
                    keep(node, broadcast(node, to));
                    continue;
                }
                node.inputs().forEach(this::operand);
                Integer tile = plan.tiles().get(node);
                keep(
                        node,
                        tile == null
                                ? dense(node)
                                : new Operand.Fixed(scratch, tileOffset(tile), 1));
                int weight = LoopShape.weight(node);
                int before = run.stream().mapToInt(LoopShape::weight).sum();
                if (weight == 0
                        || run.size() == LoopShape.MOST_OPERATIONS
                        || weight + before > LoopShape.MOST_WEIGHT) {
                    flush(group, run, runSingle, bound);
                }
                if (weight == 0) {
                    bound.add(instruction(node));
                } else {
                    run.add(node);
                    runSingle.add(instruction(node));
                }
            }
            flush(group, run, runSingle, bound);
            return new Lane(
                    moving.toArray(Operand[]::new),
                    laidOut.toArray(Operand.LaidOut[]::new),
                    bound.toArray(Instruction[]::new));
        }

        /// Ends a run of operations that one loop can do, and begins the next.
        private void flush(
                Step.Elementwise group,
                List<Node> run,
                List<Instruction> single,
                List<Instruction> bound) {
            LoopShape.Of loop = null;
            if (run.size() > 1 && kernels instanceof WarmingKernels) {
                loop =
                        LoopShape.of(
                                run,
                                stored(group, run),
                                node ->
                                        operand(node).step == 0
                                                ? LoopShape.Variation.NUMBER
                                                : LoopShape.Variation.DENSE,
                                Loops.fits(1));
            }
            if (loop != null && kernels instanceof WarmingKernels warming) {
                List<Operand> slots = new ArrayList<>();
                loop.operands().forEach(node -> slots.add(operand(node)));
                loop.results().forEach(node -> slots.add(operand(node)));
                List<Operand> inner = new ArrayList<>();
                List<Node> results = loop.results();
                run.stream()
                        .filter(node -> !results.contains(node))
                        .forEach(node -> inner.add(operand(node)));
                bound.add(
                        new FusedRun(
                                warming.loops().of(loop.shape()),
                                loop.shape().ragged(),
                                slots,
                                inner,
                                single));
            } else {
                bound.addAll(single);
            }
            run.clear();
            single.clear();
        }

        /// The nodes of a run that are read outside of it.
        private static Set<Node> stored(Step.Elementwise group, List<Node> run) {
            Set<Node> stored = new HashSet<>(group.results());
            for (Node node : group.nodes()) {
                if (!run.contains(node)) {
                    stored.addAll(node.inputs());
                }
            }
            return stored;
        }

        private void keep(Node node, Operand operand) {
            operands.put(node, operand);
            if (!(operand instanceof Operand.Fixed)) {
                moving.add(operand);
            }
            if (operand instanceof Operand.LaidOut laid) {
                laidOut.add(laid);
            }
        }

        private Operand operand(Node node) {
            Operand known = operands.get(node);
            if (known == null) {
                known = dense(node);
                keep(node, known);
            }
            return known;
        }

        private Operand dense(Node node) {
            return new Operand.Dense(memory.of(node), node.dtype().bytes());
        }

        private long tileOffset(int tile) {
            return scratchOffset + tile * plan.tileBytes();
        }

        private Operand broadcast(Node node, Shape to) {
            MemorySegment source = memory.of(node.input(0));
            int bytes = node.dtype().bytes();
            if (TilePlan.isSingle(node)) {
                return new Operand.Fixed(source, 0, 0);
            }
            Repetition repetition = TilePlan.repetition(node, to);
            boolean steps =
                    plan.row() > 0
                            && (repetition.inner() == 1
                                    ? repetition.run() % plan.row() == 0
                                    : repetition.inner() % plan.row() == 0);
            return steps
                    ? new Operand.Stepping(source, repetition, bytes)
                    : new Operand.LaidOut(
                            kernels,
                            scratch,
                            tileOffset(Objects.requireNonNull(plan.tiles().get(node))),
                            source,
                            repetition,
                            bytes);
        }

        private Instruction instruction(Node node) {
            Operand to = operand(node);
            Operand a = operand(node.input(0));
            DType type = node.input(0).dtype();
            return switch (node.op()) {
                case Unary(UnaryFunction function) -> unary(function, type, to, a);
                case Cast(DType as) -> cast(type, as, to, a);
                case StopGradient _ -> cast(type, type, to, a);
                case Binary(BinaryFunction function) -> {
                    Operand b = operand(node.input(1));
                    yield count ->
                            kernels.binary(
                                    function,
                                    type,
                                    to.segment,
                                    to.offset,
                                    a.segment,
                                    a.offset,
                                    a.step,
                                    b.segment,
                                    b.offset,
                                    b.step,
                                    count);
                }
                case Compare(CompareFunction function) -> {
                    Operand b = operand(node.input(1));
                    yield count ->
                            kernels.compare(
                                    function,
                                    type,
                                    to.segment,
                                    to.offset,
                                    a.segment,
                                    a.offset,
                                    a.step,
                                    b.segment,
                                    b.offset,
                                    b.step,
                                    count);
                }
                case Logic(LogicFunction function) -> {
                    Operand b = operand(node.input(1));
                    yield count ->
                            kernels.logic(
                                    function,
                                    to.segment,
                                    to.offset,
                                    a.segment,
                                    a.offset,
                                    a.step,
                                    b.segment,
                                    b.offset,
                                    b.step,
                                    count);
                }
                case Select _ -> {
                    Operand b = operand(node.input(1));
                    Operand c = operand(node.input(2));
                    yield count ->
                            kernels.select(
                                    node.dtype(),
                                    to.segment,
                                    to.offset,
                                    a.segment,
                                    a.offset,
                                    a.step,
                                    b.segment,
                                    b.offset,
                                    b.step,
                                    c.segment,
                                    c.offset,
                                    c.step,
                                    count);
                }
                default -> throw new Fault("cpu", node + " is not elementwise");
            };
        }

        private Instruction unary(UnaryFunction function, DType type, Operand to, Operand a) {
            return count -> {
                int elements = a.step == 0 ? 1 : count;
                kernels.unary(function, type, to.segment, to.offset, a.segment, a.offset, elements);
                spread(type, to, a, count);
            };
        }

        private Instruction cast(DType from, DType as, Operand to, Operand a) {
            return count -> {
                int elements = a.step == 0 ? 1 : count;
                if (from == as) {
                    kernels.copy(
                            to.segment,
                            to.offset,
                            a.segment,
                            a.offset,
                            (long) elements * as.bytes());
                } else {
                    kernels.cast(from, as, to.segment, to.offset, a.segment, a.offset, elements);
                }
                spread(as, to, a, count);
            };
        }

        /// Repeats the first element of a result whose operand was one element for all.
        private void spread(DType type, Operand to, Operand a, int count) {
            if (a.step == 0) {
                kernels.fill(type.bytes(), to.segment, to.offset, count, first(type, to));
            }
        }

        private long first(DType type, Operand to) {
            return switch (type.bytes()) {
                case 1 -> to.segment.get(ValueLayout.JAVA_BYTE, to.offset);
                case 4 -> to.segment.get(ValueLayout.JAVA_INT_UNALIGNED, to.offset);
                default -> to.segment.get(ValueLayout.JAVA_LONG_UNALIGNED, to.offset);
            };
        }
    }
}
