package org.glissade.learn.optimize.schedule;

/// factor^⌊epoch⌋: `exponential(factor=0.95)`.
///
/// @param factor above 0
public record Exponential(double factor) implements Schedule {
    /// The factor is checked.
    public Exponential {
        Check.above0("factor", factor);
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        return Math.pow(factor, Math.floor(epoch));
    }

    @Override
    public String toString() {
        return "exponential(factor=" + factor + ")";
    }
}
