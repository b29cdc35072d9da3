package org.glissade.learn.optimize.schedule;

/// One rise and one long fall, along half cosines: from `start` to 1 in the first `rise` of the
/// steps, then down to `end`: `one-cycle(rise=0.3,start=0.04,end=4e-6)` (Smith, Topin 2018, with
/// the form and numbers of PyTorch). The learning rate is the greatest one.
///
/// @param rise in (0, 1)
/// @param start the first factor, in [0, 1]
/// @param end the last factor, in [0, 1]
public record OneCycle(double rise, double start, double end) implements Schedule {
    /// Settings are checked.
    public OneCycle {
        Check.share("rise", rise);
        Check.share("start", start);
        Check.share("end", end);
        if (rise == 0 || rise == 1) {
            throw new IllegalArgumentException("rise is above 0 and below 1, but got " + rise);
        }
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        double peak = rise * steps - 1;
        return step <= peak
                ? Cosine.between(start, 1, step / peak)
                : Cosine.between(1, end, Math.min(1, (step - peak) / (steps - 1 - peak)));
    }

    @Override
    public String toString() {
        return "one-cycle(rise=" + rise + ",start=" + start + ",end=" + end + ")";
    }
}
