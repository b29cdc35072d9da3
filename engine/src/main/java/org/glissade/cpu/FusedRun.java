package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A run of elementwise operations on the current tile: one loop once that is compiled, until then,
/// and for what is left over at the end of a tile, one kernel after the other.
final class FusedRun implements ElementwiseWork.Instruction {
    private final Loops.Loop loop;
    private final Operand[] operands;
    private final Operand[] inner;
    private final MemorySegment[] segments;
    private final long[] offsets;
    private final ElementwiseWork.Instruction[] single;

    /// @param operands what the loop reads, then what it writes
    /// @param inner the intermediate values, which only single operations put into memory
    /// @param single the same operations one by one
    FusedRun(
            Loops.Loop loop,
            List<Operand> operands,
            List<Operand> inner,
            List<ElementwiseWork.Instruction> single) {
        this.loop = loop;
        this.operands = operands.toArray(Operand[]::new);
        this.inner = inner.toArray(Operand[]::new);
        this.segments =
                operands.stream().map(operand -> operand.segment).toArray(MemorySegment[]::new);
        this.offsets = new long[this.operands.length];
        this.single = single.toArray(ElementwiseWork.Instruction[]::new);
    }

    /// Whether tiles gain nothing any more, because no intermediate value leaves the registers.
    boolean isReady() {
        return loop.isReady();
    }

    @Override
    public void run(int count) {
        int whole = loop.isReady() ? count - count % loop.lanes() : 0;
        if (whole > 0) {
            for (int i = 0; i < operands.length; i++) {
                offsets[i] = operands[i].offset;
            }
            loop.run(segments, offsets, whole);
        }
        if (whole < count) {
            shift(whole);
            for (ElementwiseWork.Instruction instruction : single) {
                instruction.run(count - whole);
            }
            shift(-whole);
        }
    }

    /// Moves on to the elements that the loop has left over. Intermediate values move as well,
    /// truth values as far as numbers: they may share a scratch tile with a result that the loop
    /// has put there.
    private void shift(int elements) {
        for (Operand operand : operands) {
            operand.offset += (long) operand.step * elements * Float.BYTES;
        }
        for (Operand operand : inner) {
            operand.offset += (long) elements * Float.BYTES;
        }
    }
}
