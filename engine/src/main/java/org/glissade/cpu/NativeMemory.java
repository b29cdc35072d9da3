package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// All of the process's memory as one segment whose offsets are addresses.
///
/// The innermost loops go through it: a segment that is a constant costs the JIT a fraction of what
/// one of unknown size does, and with several of those it sometimes gives up and leaves vectors as
/// objects, dozens of times slower. Nothing here is checked, so every caller first has its
/// operands' extents checked by [#address].
final class NativeMemory {
    /// From address 0 on.
    @SuppressWarnings("restricted")
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private NativeMemory() {}

    /// The address of a stretch of a segment; the segment must be kept reachable while it is used.
    static long address(MemorySegment segment, long offset, long bytes) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("kernels work on native memory, not " + segment);
        }
        if (bytes == 0) {
            return segment.address(); // where nothing is read, any offset will do
        }
        Objects.checkFromIndexSize(offset, bytes, segment.byteSize());
        return segment.address() + offset;
    }
}
