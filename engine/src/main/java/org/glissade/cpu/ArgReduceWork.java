package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.glissade.backend.Elements;
import org.glissade.backend.Memory;
import org.glissade.tensor.ArgReduce;
import org.glissade.tensor.DType;
import org.glissade.tensor.Node;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.Shape;

/// The index of the greatest or least element along an axis.
final class ArgReduceWork implements Work {
    private final DType dtype;
    private final boolean greatest;
    private final int outer;
    private final int length;
    private final int inner;
    private final MemorySegment from;
    private final MemorySegment to;

    ArgReduceWork(ArgReduce argument, Node node, Memory memory) {
        Shape shape = node.input(0).shape();
        this.dtype = node.input(0).dtype();
        this.greatest = argument.function() == ReduceFunction.MAX;
        this.outer = (int) shape.slice(0, argument.axis()).size();
        this.length = shape.dim(argument.axis());
        this.inner = (int) shape.slice(argument.axis() + 1, shape.rank()).size();
        this.from = memory.of(node.input(0));
        this.to = memory.of(node);
    }

    @Override
    public String describe() {
        return "position of the " + (greatest ? "greatest" : "least") + " of " + length;
    }

    @Override
    public int pieces() {
        return outer * inner;
    }

    @Override
    public void run(int member, int first, int last) {
        for (int i = first; i < last; i++) {
            long start = (long) (i / inner) * length * inner + i % inner;
            to.setAtIndex(
                    ValueLayout.JAVA_INT_UNALIGNED,
                    i,
                    dtype.isFloating() ? floating(start) : integer(start));
        }
    }

    private int floating(long start) {
        double best = Elements.get(from, dtype, start);
        int index = 0;
        for (int k = 1; k < length && !Double.isNaN(best); k++) {
            double x = Elements.get(from, dtype, start + (long) k * inner);
            if (Double.isNaN(x) || (greatest ? x > best : x < best)) {
                best = x;
                index = k;
            }
        }
        return index;
    }

    private int integer(long start) {
        long best = Elements.getLong(from, dtype, start);
        int index = 0;
        for (int k = 1; k < length; k++) {
            long x = Elements.getLong(from, dtype, start + (long) k * inner);
            if (greatest ? x > best : x < best) {
                best = x;
                index = k;
            }
        }
        return index;
    }

    @Override
    public List<Access> accesses() {
        Access read = inner == 1 ? Access.readPieces(from, outer) : Access.read(from);
        return List.of(read, Access.writePieces(to, outer * inner));
    }

    @Override
    public long cost() {
        return 2L * outer * length * inner;
    }
}
