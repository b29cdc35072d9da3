package org.glissade.cpu;

import java.util.List;

/// A run of elementwise operations on the current tile: one loop once that is compiled, until then,
/// and for what the loop leaves over at the end of a tile, one kernel after the other.
final class FusedRun implements ElementwiseWork.Instruction {
    private final Loops.Loop loop;
    private final boolean ragged;
    private final Operand[] operands;
    private final Operand[] inner;
    private final long[] addresses;
    private final ElementwiseWork.Instruction[] single;

    /// @param operands what the loop reads, then what it writes
    /// @param inner the intermediate values, which only single operations put into memory
    /// @param single the same operations one by one
    FusedRun(
            Loops.Loop loop,
            boolean ragged,
            List<Operand> operands,
            List<Operand> inner,
            List<ElementwiseWork.Instruction> single) {
        this.loop = loop;
        this.ragged = ragged;
        this.operands = operands.toArray(Operand[]::new);
        this.inner = inner.toArray(Operand[]::new);
        this.addresses = new long[this.operands.length];
        this.single = single.toArray(ElementwiseWork.Instruction[]::new);
    }

    @Override
    public void run(int count) {
        int done = 0;
        if (loop.isReady()) {
            done = ragged ? count : count - count % Lanes.FLOATS.length();
        }
        if (done > 0) {
            for (int i = 0; i < operands.length; i++) {
                Operand operand = operands[i];
                addresses[i] =
                        NativeMemory.address(
                                operand.segment,
                                operand.offset,
                                Float.BYTES * (operand.step == 0 ? 1L : done));
            }
            loop.run(addresses, 1, done);
        }
        if (done < count) {
            shift(done);
            for (ElementwiseWork.Instruction instruction : single) {
                instruction.run(count - done);
            }
            shift(-done);
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
