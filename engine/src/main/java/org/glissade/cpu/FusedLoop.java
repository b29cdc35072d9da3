package org.glissade.cpu;

/// Several elementwise operations on F32 in one nest of loops over rows and columns, with
/// intermediate values in registers.
interface FusedLoop {
    /// Runs over `rows` rows of `columns` elements. Nothing is checked.
    ///
    /// @param addresses where each operand, then each result begins
    void run(long[] addresses, int rows, int columns);
}
