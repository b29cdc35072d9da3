package org.glissade.learn.optimize.schedule;

import java.util.Optional;

/// A rate that grows evenly over the first steps, (step + 1)/warmup (Goyal and others 2017, section
/// 2.2), before another schedule, which then counts its steps from there: its name with the setting
/// `warmup`, as in `cosine(end=0,warmup=100)`.
///
/// @param warmup steps, from 1
public record WarmUp(long warmup, Schedule then) implements Schedule {
    /// The steps are checked.
    public WarmUp {
        Check.atLeast("warmup", warmup, 1);
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        long left = Math.max(1, steps - warmup);
        return step < warmup
                ? (step + 1.0) / warmup * then.factor(0, left, 0)
                : then.factor(step - warmup, left, epoch);
    }

    @Override
    public Optional<ReduceOnPlateau> plateau() {
        return then.plateau();
    }

    @Override
    public String toString() {
        String inner = then.toString();
        return inner.endsWith(")")
                ? inner.substring(0, inner.length() - 1) + ",warmup=" + warmup + ")"
                : inner + "(warmup=" + warmup + ")";
    }
}
