package org.glissade.learn.optimize.schedule;

/// Up and down on straight lines: `cyclical(period=2000,low=0.1,shrink=1)` (Smith 2017, section
/// 3.1). In the middle of each period the factor is 1, or low + (1 − low)·shrinkᶜ in period c from
/// 0; `shrink=0.5` is the paper's triangular2.
///
/// @param period steps up and down again, from 2
/// @param low the factor at either end, in [0, 1]
/// @param shrink in [0, 1]
public record Cyclical(long period, double low, double shrink) implements Schedule {
    /// Settings are checked.
    public Cyclical {
        Check.atLeast("period", period, 2);
        Check.share("low", low);
        Check.share("shrink", shrink);
    }

    @Override
    public double factor(long step, long steps, double epoch) {
        double place = step % period / (double) period;
        double height = 1 - Math.abs(2 * place - 1);
        long cycle = step / period;
        return low + (1 - low) * Math.pow(shrink, cycle) * height;
    }

    @Override
    public String toString() {
        return "cyclical(period=" + period + ",low=" + low + ",shrink=" + shrink + ")";
    }
}
