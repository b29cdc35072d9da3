package org.glissade.learn.train;

/// Says after which steps to look at the clock: about a thousand times a second. Reading it takes a
/// tenth of the time of the smallest steps.
final class Watch {
    private static final long BETWEEN = 1_000_000;

    private final boolean isAlways;
    private long lookedAt = System.nanoTime();
    private int steps = 1;
    private int left = 1;

    /// A watch that starts now.
    ///
    /// @param isAlways whether to look after every step
    Watch(boolean isAlways) {
        this.isAlways = isAlways;
    }

    /// Whether to look now; asked once after each step.
    boolean isTime() {
        if (isAlways) {
            return true;
        }
        if (--left > 0) {
            return false;
        }
        long now = System.nanoTime();
        long each = Math.max(1, (now - lookedAt) / steps);
        lookedAt = now;
        // After a pause, such as a validation, it finds its pace again.
        steps = Math.clamp(BETWEEN / each, 1, 2 * steps);
        left = steps;
        return true;
    }
}
