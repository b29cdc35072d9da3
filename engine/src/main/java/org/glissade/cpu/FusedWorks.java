package org.glissade.cpu;

/// Neighbouring works of a small program as one piece of code, each for exactly its sizes.
interface FusedWorks {
    /// Runs all of them. Nothing is checked.
    ///
    /// @param addresses where each operand of each work lies
    void run(long[] addresses);
}
