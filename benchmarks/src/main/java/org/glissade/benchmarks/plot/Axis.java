package org.glissade.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;

/// A logarithmic axis between two powers of its base.
///
/// @param label what it shows, with its unit
/// @param base 2 or 10: where the ticks are
/// @param least first tick
/// @param most last tick
record Axis(String label, double base, double least, double most) {
    /// The shortest axis that holds all values, one tick long at least.
    ///
    /// @param values more than 0
    static Axis over(String label, double base, List<Double> values) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double value : values) {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        label + " has the value " + value + ", which no logarithmic axis shows");
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        // The margin keeps 1,000 at 10³ although its logarithm is rounded.
        double low = Math.floor(log(least, base) + 1e-9);
        double high = Math.max(low + 1, Math.ceil(log(most, base) - 1e-9));
        return new Axis(label, base, Math.pow(base, low), Math.pow(base, high));
    }

    private static double log(double value, double base) {
        return Math.log(value) / Math.log(base);
    }

    /// Where a value lies, from 0 at the first tick to 1 at the last.
    double position(double value) {
        return Math.log(value / least) / Math.log(most / least);
    }

    /// All powers of the base from the first to the last.
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        int count = (int) Math.round(log(most / least, base));
        for (int i = 0; i <= count; i++) {
            ticks.add(least * Math.pow(base, i));
        }
        return ticks;
    }
}
