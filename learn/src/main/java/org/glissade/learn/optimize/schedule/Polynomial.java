package org.glissade.learn.optimize.schedule;

/// end + (1 − end)·(1 − step/steps)^power: `polynomial(power=1,end=0)`, a straight line down.
///
/// @param power above 0
/// @param end the factor at the end, in [0, 1]
public record Polynomial(double power, double end) implements Schedule {
    /// Settings are checked.
    public Polynomial {
        Check.above0("power", power);
        Check.share("end", end);
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        return end + (1 - end) * Math.pow(1 - Check.progress(step, steps), power);
    }

    @Override
    public String toString() {
        return "polynomial(power=" + power + ",end=" + end + ")";
    }
}
