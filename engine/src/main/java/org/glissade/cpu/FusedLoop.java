package org.glissade.cpu;

import java.lang.foreign.MemorySegment;

/// Several elementwise operations on F32 in one loop, with intermediate values in registers.
interface FusedLoop {
    /// Runs over `count` elements, a multiple of the lane count.
    ///
    /// @param segments the memory of each operand, then of each result
    /// @param offsets where each of them begins, in bytes
    void run(MemorySegment[] segments, long[] offsets, int count);
}
