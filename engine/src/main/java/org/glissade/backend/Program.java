package org.glissade.backend;

/// A loaded plan. Runs on the calling thread and as many others as it was loaded for; not to be run
/// concurrently.
public interface Program extends AutoCloseable {
    /// Runs every step once. Allocates nothing on the heap after warm-up.
    ///
    /// @throws IndexOutOfBoundsException if a gather or scatter index lies outside of its axis
    void run();

    /// How the program is done, a line for each part of it, and why so.
    String describe();

    /// Releases what the program holds besides its memory, such as threads.
    @Override
    void close();
}
