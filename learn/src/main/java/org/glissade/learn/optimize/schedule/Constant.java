package org.glissade.learn.optimize.schedule;

/// The same rate throughout: `constant`.
public record Constant() implements Schedule {
    @Override
    public double factor(long step, long steps, double epoch) {
        return 1;
    }

    @Override
    public String toString() {
        return "constant";
    }
}
