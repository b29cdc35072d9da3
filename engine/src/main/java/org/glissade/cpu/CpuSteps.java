package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.glissade.backend.Elements;
import org.glissade.backend.Memory;
import org.glissade.compile.Step;
import org.glissade.compile.Workspace;
import org.glissade.tensor.ArgReduce;
import org.glissade.tensor.Binary;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Call;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Compare;
import org.glissade.tensor.Concat;
import org.glissade.tensor.Constant;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Gather;
import org.glissade.tensor.Input;
import org.glissade.tensor.Iota;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Logic;
import org.glissade.tensor.Node;
import org.glissade.tensor.Pad;
import org.glissade.tensor.RandomBits;
import org.glissade.tensor.Reduce;
import org.glissade.tensor.Reshape;
import org.glissade.tensor.Reverse;
import org.glissade.tensor.ScatterAdd;
import org.glissade.tensor.Select;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Slice;
import org.glissade.tensor.StopGradient;
import org.glissade.tensor.Transpose;
import org.glissade.tensor.Unary;

/// Chooses the work for each step of a plan and binds it to memory.
record CpuSteps(Kernels kernels, int threads) {
    /// The scratch memory that a step's work needs.
    static Workspace workspace(Kernels kernels, Step step) {
        return switch (step) {
            case Step.Elementwise group -> new Workspace(0, TilePlan.of(group).bytes());
            case Step.Single(Node node) ->
                    switch (node.op()) {
                        case Dot _ -> MatrixLayout.of(node).workspace(kernels);
                        case Reduce reduce ->
                                new Workspace(
                                        ReduceLayout.of(reduce, node.input(0).shape())
                                                .workspace(node.input(0).type()),
                                        0);
                        default -> Workspace.NONE; // all others go from operand to result
                    };
            case Step.Commit _ -> Workspace.NONE;
        };
    }

    /// The works of a step on its memory, in order.
    List<Work> bind(Step step, Memory memory) {
        return switch (step) {
            case Step.Elementwise group ->
                    List.of(new ElementwiseWork(kernels, group, memory, threads));
            case Step.Single(Node node) -> single(node, memory, memory.workspace(step));
            case Step.Commit(Node value, String input) ->
                    List.of(new CopyWork(kernels, memory.input(input), memory.of(value)));
        };
    }

    private List<Work> single(Node node, Memory memory, MemorySegment scratch) {
        MemorySegment to = memory.of(node);
        return switch (node.op()) {
            case Constant(Literal value) ->
                    List.of(new OnceWork(to, () -> Elements.write(to, value)));
            case Iota(_, int axis) -> List.of(new OnceWork(to, () -> iota(node, axis, to)));
            case RandomBits random ->
                    List.of(
                            new RandomWork(
                                    random,
                                    Math.toIntExact(node.input(0).shape().size()),
                                    memory.of(node.input(0)),
                                    to));
            case Transpose transpose ->
                    List.of(StridedWork.transpose(kernels, transpose, node, memory));
            case Broadcast _ -> List.of(StridedWork.broadcast(kernels, node, memory));
            case Slice slice -> List.of(StridedWork.slice(kernels, slice, node, memory));
            case Reverse reverse -> List.of(StridedWork.reverse(kernels, reverse, node, memory));
            case Pad pad -> StridedWork.pad(kernels, pad, node, memory);
            case Concat concat -> StridedWork.concat(kernels, concat, node, memory);
            case Reduce reduce -> ReduceWork.of(kernels, reduce, node, memory, scratch);
            case ArgReduce argument -> List.of(new ArgReduceWork(argument, node, memory));
            case Dot _ -> DotWork.of(kernels, node, memory, scratch, threads);
            case Gather(int axis) -> List.of(IndexWork.gather(kernels, axis, node, memory));
            case ScatterAdd(int axis) -> List.of(IndexWork.scatterAdd(kernels, axis, node, memory));
            case Input _,
                    Reshape _,
                    Call _,
                    Unary _,
                    Binary _,
                    Compare _,
                    Logic _,
                    Select _,
                    Cast _,
                    StopGradient _ ->
                    throw new Fault("cpu", node + " is not a step of its own");
        };
    }

    private static void iota(Node node, int axis, MemorySegment to) {
        Shape shape = node.shape();
        long stride = shape.strides()[axis];
        for (long i = 0; i < shape.size(); i++) {
            Elements.setLong(to, node.dtype(), i, i / stride % shape.dim(axis));
        }
    }

    /// Writes one value; one member does it.
    record OnceWork(MemorySegment to, Runnable action) implements Work {
        @Override
        public String describe() {
            return "write " + to.byteSize() + " bytes";
        }

        @Override
        public int pieces() {
            return 1;
        }

        @Override
        public void run(int member, int from, int to) {
            action.run();
        }

        @Override
        public List<Access> accesses() {
            return List.of(Access.writePieces(to, 1));
        }

        @Override
        public long cost() {
            return 0;
        }
    }

    /// A copy of neighbouring bytes; one member does it.
    record CopyWork(Kernels kernels, MemorySegment to, MemorySegment from) implements Work {
        @Override
        public String describe() {
            return "copy " + to.byteSize() + " bytes, which could not be computed in place";
        }

        @Override
        public int pieces() {
            return 1;
        }

        @Override
        public void run(int member, int first, int last) {
            kernels.copy(to, 0, from, 0, to.byteSize());
        }

        @Override
        public List<Access> accesses() {
            return List.of(Access.readPieces(from, 1), Access.writePieces(to, 1));
        }

        @Override
        public long cost() {
            return to.byteSize() / 8;
        }
    }
}
