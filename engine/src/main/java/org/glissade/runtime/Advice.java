package org.glissade.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import org.glissade.backend.Backend;

/// Says once in a process, in one line on the error stream, what would make computations faster.
///
/// Turn it off with the system property `glissade.advice=off`.
final class Advice {
    /// The one switch of the whole process: the line is for the person who started it.
    private static final AtomicBoolean SAID =
            new AtomicBoolean("off".equals(System.getProperty("glissade.advice")));

    private Advice() {}

    static void printOnce(Backend backend) {
        backend.advice()
                .ifPresent(advice -> {
                    if (!SAID.getAndSet(true)) {
                        System.err.println("glissade: " + advice);
                    }
                });
    }
}
