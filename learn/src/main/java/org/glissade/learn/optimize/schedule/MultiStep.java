package org.glissade.learn.optimize.schedule;

import java.util.List;
import java.util.stream.Collectors;

/// factor^(how many of the epochs in a list have been reached): `multi-step(at=30:60,factor=0.1)`.
///
/// @param at epochs that have been gone through, in growing order
/// @param factor above 0
public record MultiStep(List<Integer> at, double factor) implements Schedule {
    /// Settings are checked, the list is copied.
    public MultiStep {
        at = List.copyOf(at);
        Check.above0("factor", factor);
        for (int i = 0; i < at.size(); i++) {
            Check.atLeast("at", at.get(i), i == 0 ? 1 : at.get(i - 1) + 1);
        }
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        int reached = 0;
        while (reached < at.size() && at.get(reached) <= epoch) {
            reached++;
        }
        return Math.pow(factor, reached);
    }

    @Override
    public String toString() {
        return "multi-step(at="
                + at.stream().map(String::valueOf).collect(Collectors.joining(":"))
                + ",factor="
                + factor
                + ")";
    }
}
