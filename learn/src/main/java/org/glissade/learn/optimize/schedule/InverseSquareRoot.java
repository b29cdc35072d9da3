package org.glissade.learn.optimize.schedule;

/// min(s / peak, √(peak / s)) with s = step + 1: `inverse-sqrt(peak=4000)`. The rate grows evenly
/// for `peak` steps and then falls with the root of the step (Vaswani and others 2017, equation 3,
/// times the constant that makes the greatest factor 1).
///
/// @param peak the step with the full rate, from 1
public record InverseSquareRoot(long peak) implements Schedule {
    /// The peak is checked.
    public InverseSquareRoot {
        Check.atLeast("peak", peak, 1);
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        double s = step + 1.0;
        return Math.min(s / peak, Math.sqrt(peak / s));
    }

    @Override
    public String toString() {
        return "inverse-sqrt(peak=" + peak + ")";
    }
}
