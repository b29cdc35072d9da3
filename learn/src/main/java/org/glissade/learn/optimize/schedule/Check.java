package org.glissade.learn.optimize.schedule;

/// The values that settings may take.
final class Check {
    private Check() {}

    static void atLeast(String setting, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    setting + " is at least " + least + ", but got " + value);
        }
    }

    static void above0(String setting, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    setting + " is above 0 and finite, but got " + value);
        }
    }

    static void share(String setting, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(setting + " is in [0, 1], but got " + value);
        }
    }

    /// How much of a training is behind, in [0, 1].
    static double progress(long step, long steps) {
        return Math.min(1, step / (double) steps);
    }
}
