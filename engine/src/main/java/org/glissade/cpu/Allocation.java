package org.glissade.cpu;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// What the current thread allocates, as far as the JVM says.
final class Allocation {
    private Allocation() {}

    /// Bytes allocated by the current thread so far; always 0 where the JVM does not say.
    static long bytes() {
        try {
            return Bean.bytes();
        } catch (NoClassDefFoundError withoutManagement) {
            return 0;
        }
    }

    /// Apart, because a JDK may come without this module.
    private static final class Bean {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        static long bytes() {
            return THREADS instanceof com.sun.management.ThreadMXBean threads
                    ? threads.getCurrentThreadAllocatedBytes()
                    : 0;
        }
    }
}
