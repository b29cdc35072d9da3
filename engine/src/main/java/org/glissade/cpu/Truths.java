package org.glissade.cpu;

import java.lang.foreign.MemorySegment;

/// Truth values between memory, one byte each, and the low bits of a long, the first in the lowest.
final class Truths {
    /// One bit in every byte.
    private static final long ONES = 0x0101010101010101L;

    /// Multiplied with seven bits it puts bit j at 8j (and elsewhere).
    private static final long SPREAD = 0x0002040810204081L;

    /// Multiplied with [#ONES] bits it gathers them in the highest byte.
    private static final long GATHER = 0x0102040810204080L;

    private Truths() {}

    /// Stores the lowest `count` bits; `count` is 2, 4, or a multiple of 8.
    static void store(long bits, int count, MemorySegment segment, long offset) {
        if (count == 4) {
            Memory.i32(segment, offset, (int) spread(bits));
            return;
        }
        if (count == 2) {
            Memory.i8(segment, offset, (byte) (bits & 1));
            Memory.i8(segment, offset + 1, (byte) (bits >> 1 & 1));
            return;
        }
        for (int i = 0; i < count; i += 8) {
            Memory.i64(segment, offset + i, spread(bits >>> i));
        }
    }

    /// Loads `count` truth values; `count` is 2, 4, or a multiple of 8.
    static long load(int count, MemorySegment segment, long offset) {
        if (count == 4) {
            return gather(Memory.i32(segment, offset));
        }
        if (count == 2) {
            return Memory.i8(segment, offset) | Memory.i8(segment, offset + 1) << 1;
        }
        long bits = 0;
        for (int i = 0; i < count; i += 8) {
            bits |= gather(Memory.i64(segment, offset + i)) << i;
        }
        return bits;
    }

    private static long spread(long bits) {
        return ((bits & 0x7F) * SPREAD | (bits & 0x80) << 49) & ONES;
    }

    private static long gather(long bytes) {
        return (bytes & ONES) * GATHER >>> 56;
    }
}
