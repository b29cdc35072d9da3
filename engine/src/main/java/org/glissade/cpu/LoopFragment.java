package org.glissade.cpu;

import java.lang.classfile.CodeBuilder;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A written loop for one number of rows and columns.
record LoopFragment(LoopShape shape, List<MemorySegment> operands, int rows, int columns)
        implements Fragment {
    @Override
    public void write(CodeBuilder code, Constants constants, int[] addresses) {
        LoopWriter.write(code, constants, shape, addresses, rows, columns);
    }
}
