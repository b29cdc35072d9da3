package org.glissade.compile;

/// Where a value lies in memory.
public sealed interface Slot {
    /// In the array of the input of this name.
    record OfInput(String name) implements Slot {}

    /// In the plan's arena.
    ///
    /// @param offset in bytes, a multiple of 64
    /// @param bytes the size of the value
    record OfArena(long offset, long bytes) implements Slot {}
}
