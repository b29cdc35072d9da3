package org.glissade.learn.optimize.schedule;

/// Half a cosine from 1 to `end`, over and over: `cosine-restarts(period=10,growth=1,end=0)`
/// (Loshchilov, Hutter 2017, equation 5: T₀ is the period, T_mult the growth).
///
/// @param period epochs until the first restart, above 0
/// @param growth by which each period is longer than the one before, from 1
/// @param end the factor at the end of a period, in [0, 1]
public record CosineRestarts(double period, double growth, double end) implements Schedule {
    /// Settings are checked.
    public CosineRestarts {
        Check.above0("period", period);
        Check.share("end", end);
        if (!(growth >= 1 && Double.isFinite(growth))) {
            throw new IllegalArgumentException("growth is at least 1, but got " + growth);
        }
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        double since = epoch;
        double length = period;
        if (growth == 1) {
            since -= Math.floor(since / length) * length;
        } else {
            while (since >= length) {
                since -= length;
                length *= growth;
            }
        }
        return Cosine.between(1, end, since / length);
    }

    @Override
    public String toString() {
        return "cosine-restarts(period=" + period + ",growth=" + growth + ",end=" + end + ")";
    }
}
