package org.glissade.benchmarks.probe;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// How fast one thread copies memory, counting what is read and what is written.
public final class CopyProbe {
    private CopyProbe() {}

    /// The best of the copies that fit into the time, in GB/s.
    ///
    /// @param bytes in each of the two blocks: beyond the caches for memory, small for a cache
    /// @param milliseconds to measure
    public static double gigabytesPerSecond(long bytes, int milliseconds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocate(bytes, 64);
            MemorySegment target = arena.allocate(bytes, 64);
            source.fill((byte) 1);
            target.fill((byte) 2);
            int copies = (int) Math.max(1, (8L << 20) / bytes);
            long best = Long.MAX_VALUE;
            long end = System.nanoTime() + milliseconds * 1_000_000L;
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                for (int i = 0; i < copies; i++) {
                    target.copyFrom(source);
                }
                best = Math.min(best, System.nanoTime() - start);
            }
            return 2.0 * bytes * copies / best;
        }
    }
}
