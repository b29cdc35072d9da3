package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glissade.backend.Memory;
import org.glissade.tensor.Concat;
import org.glissade.tensor.DType;
import org.glissade.tensor.Node;
import org.glissade.tensor.Pad;
import org.glissade.tensor.Reverse;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Slice;
import org.glissade.tensor.Transpose;

/// Moves elements between two layouts: transposes, broadcasts, slices, pads, reversals and
/// concatenations are all a block with strides on either side.
final class StridedWork implements Work {
    private static final int MAX_RANK = 8;

    private final Kernels kernels;
    private final int bytes;
    private final MemorySegment to;
    private final long toOffset;
    private final long[] toStrides;
    private final MemorySegment from;
    private final long fromOffset;
    private final long[] fromStrides;
    private final int[] dims;
    private final int[][] shareDims;

    StridedWork(
            Kernels kernels,
            int bytes,
            MemorySegment to,
            long toElement,
            long[] toStrides,
            MemorySegment from,
            long fromElement,
            long[] fromStrides,
            int[] dims) {
        this.kernels = kernels;
        this.bytes = bytes;
        this.to = to;
        this.toOffset = toElement * bytes;
        this.from = from;
        this.fromOffset = fromElement * bytes;
        // Axes that lie the same way on both sides are joined, axes of size 1 dropped.
        List<int[]> kept = new ArrayList<>();
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] == 1) {
                continue;
            }
            int[] last = kept.isEmpty() ? null : kept.getLast();
            if (last != null
                    && toStrides[last[0]] == toStrides[axis] * dims[axis]
                    && fromStrides[last[0]] == fromStrides[axis] * dims[axis]) {
                kept.set(kept.size() - 1, new int[] {axis, last[1] * dims[axis]});
            } else {
                kept.add(new int[] {axis, dims[axis]});
            }
        }
        if (kept.isEmpty() && dims.length > 0 && Arrays.stream(dims).anyMatch(d -> d == 0)) {
            kept.add(new int[] {0, 0});
        }
        if (kept.size() > MAX_RANK) {
            throw new IllegalArgumentException(
                    "tensors of more than "
                            + MAX_RANK
                            + " axes that cannot be joined are not supported by the cpu device; reshape the tensor first");
        }
        this.toStrides = kept.stream().mapToLong(k -> toStrides[k[0]]).toArray();
        this.fromStrides = kept.stream().mapToLong(k -> fromStrides[k[0]]).toArray();
        this.dims = kept.stream().mapToInt(k -> k[1]).toArray();
        this.shareDims = new int[64][];
    }

    @Override
    public String describe() {
        return "move " + Arrays.toString(dims) + " between layouts";
    }

    @Override
    public int pieces() {
        return dims.length == 0 ? 1 : dims[0];
    }

    @Override
    public void run(int member, int first, int last) {
        if (dims.length == 0) {
            kernels.copy(to, toOffset, from, fromOffset, bytes);
            return;
        }
        int[] share = shareDims[member % shareDims.length];
        if (share == null) {
            share = dims.clone();
            shareDims[member % shareDims.length] = share;
        }
        share[0] = last - first;
        kernels.copyStrided(
                bytes,
                to,
                toOffset + first * toStrides[0] * bytes,
                toStrides,
                from,
                fromOffset + first * fromStrides[0] * bytes,
                fromStrides,
                share);
    }

    @Override
    public List<Access> accesses() {
        if (dims.length == 0) {
            return List.of(Access.readPieces(from, 1), Access.writePieces(to, 1));
        }
        boolean dense =
                toOffset == 0
                        && toStrides[0] * dims[0] * bytes == to.byteSize()
                        && fromStrides[0] != 0;
        return List.of(
                Access.read(from), dense ? Access.writePieces(to, dims[0]) : Access.write(to));
    }

    @Override
    public long cost() {
        long cost = 2;
        for (int dim : dims) {
            cost *= dim;
        }
        return cost;
    }

    static Work transpose(Kernels kernels, Transpose transpose, Node node, Memory memory) {
        long[] source = node.input(0).shape().strides();
        long[] strides = transpose.permutation().stream().mapToLong(axis -> source[axis]).toArray();
        return from(kernels, node, memory, 0, strides);
    }

    static Work broadcast(Kernels kernels, Node node, Memory memory) {
        Shape source = node.input(0).shape();
        long[] dense = source.strides();
        int extra = node.shape().rank() - source.rank();
        long[] strides = new long[node.shape().rank()];
        for (int axis = 0; axis < source.rank(); axis++) {
            strides[axis + extra] = source.dim(axis) == 1 ? 0 : dense[axis];
        }
        return from(kernels, node, memory, 0, strides);
    }

    static Work slice(Kernels kernels, Slice slice, Node node, Memory memory) {
        long[] strides = node.input(0).shape().strides();
        long start = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            start += slice.start().get(axis) * strides[axis];
            strides[axis] *= slice.stride().get(axis);
        }
        return from(kernels, node, memory, node.shape().size() == 0 ? 0 : start, strides);
    }

    static Work reverse(Kernels kernels, Reverse reverse, Node node, Memory memory) {
        long[] strides = node.shape().strides();
        long start = 0;
        for (int axis : reverse.axes()) {
            start += strides[axis] * Math.max(0, node.shape().dim(axis) - 1);
            strides[axis] = -strides[axis];
        }
        return from(kernels, node, memory, node.shape().size() == 0 ? 0 : start, strides);
    }

    static List<Work> pad(Kernels kernels, Pad pad, Node node, Memory memory) {
        long[] strides = node.shape().strides();
        long start = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            start += pad.low().get(axis) * strides[axis];
            strides[axis] *= pad.interior().get(axis) + 1;
        }
        Shape source = node.input(0).shape();
        MemorySegment to = memory.of(node);
        Work copy =
                new StridedWork(
                        kernels,
                        node.dtype().bytes(),
                        to,
                        source.size() == 0 ? 0 : start,
                        strides,
                        memory.of(node.input(0)),
                        0,
                        source.strides(),
                        source.dims());
        long bits = bits(node.dtype(), pad.value());
        return List.of(
                new CpuSteps.OnceWork(
                        to,
                        () -> kernels.fill(node.dtype().bytes(), to, 0, node.shape().size(), bits)),
                copy);
    }

    static List<Work> concat(Kernels kernels, Concat concat, Node node, Memory memory) {
        long[] strides = node.shape().strides();
        List<Work> parts = new ArrayList<>();
        long start = 0;
        for (Node input : node.inputs()) {
            parts.add(
                    new StridedWork(
                            kernels,
                            node.dtype().bytes(),
                            memory.of(node),
                            input.shape().size() == 0 ? 0 : start * strides[concat.axis()],
                            strides,
                            memory.of(input),
                            0,
                            input.shape().strides(),
                            input.shape().dims()));
            start += input.shape().dim(concat.axis());
        }
        return parts;
    }

    private static Work from(
            Kernels kernels, Node node, Memory memory, long element, long[] strides) {
        return new StridedWork(
                kernels,
                node.dtype().bytes(),
                memory.of(node),
                0,
                node.shape().strides(),
                memory.of(node.input(0)),
                element,
                strides,
                node.shape().dims());
    }

    private static long bits(DType dtype, double value) {
        return switch (dtype) {
            case F32 -> Float.floatToRawIntBits((float) value);
            case F64 -> Double.doubleToRawLongBits(value);
            case I32, I64 -> (long) value;
            case BOOL -> value == 0 ? 0 : 1;
        };
    }
}
