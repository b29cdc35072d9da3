package org.glissade.learn.optimize.schedule;

/// factor^⌊epoch / every⌋: `step(every=10,factor=0.1)`.
///
/// @param every epochs from one fall to the next, from 1
/// @param factor above 0
public record StepDecay(int every, double factor) implements Schedule {
    /// Settings are checked.
    public StepDecay {
        Check.atLeast("every", every, 1);
        Check.above0("factor", factor);
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        return Math.pow(factor, Math.floor(epoch / every));
    }

    @Override
    public String toString() {
        return "step(every=" + every + ",factor=" + factor + ")";
    }
}
