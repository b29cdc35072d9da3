package org.glissade.learn.optimize.schedule;

/// end + (1 − end)·(1 + cos(π·step/steps))/2: `cosine(end=0)` (Loshchilov, Hutter 2017, equation 5,
/// without restarts).
///
/// @param end the factor at the end, in [0, 1]
public record Cosine(double end) implements Schedule {
    /// The end is checked.
    public Cosine {
        Check.share("end", end);
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        return between(1, end, Check.progress(step, steps));
    }

    /// From one value to another along half a cosine.
    static double between(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }

    @Override
    public String toString() {
        return "cosine(end=" + end + ")";
    }
}
