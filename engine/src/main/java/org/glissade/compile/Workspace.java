package org.glissade.compile;

/// The scratch memory that a step needs besides its operands, in bytes.
///
/// @param shared used by all threads together while the step runs
/// @param own used by each thread for itself; a thread uses the same memory in every step
public record Workspace(long shared, long own) {
    /// No scratch memory at all.
    public static final Workspace NONE = new Workspace(0, 0);
}
