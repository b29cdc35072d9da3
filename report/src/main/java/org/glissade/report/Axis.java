package org.glissade.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One direction of a chart: from which number to which it goes, and what is written along it.
///
/// @param title with the unit; may be empty
/// @param from a finite number; above 0 if logarithmic
/// @param to above from
/// @param logarithmic whether equal steps are equal factors
record Axis(String title, double from, double to, boolean logarithmic) {
    /// A place with a label.
    record Tick(double value, String label) {}

    Axis {
        if (!(from < to) || !Double.isFinite(to - from) || (logarithmic && !(from > 0))) {
            throw new IllegalArgumentException(
                    "an axis goes from a number to a greater one, but got " + from + " and " + to);
        }
    }

    /// An axis with room for all of these numbers; those that are not finite do not count.
    static Axis around(String title, boolean logarithmic, double... values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value) && (!logarithmic || value > 0)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        if (!(least <= most)) {
            return new Axis(title, logarithmic ? 0.1 : 0, 1, logarithmic);
        }
        if (logarithmic) {
            double factor = most / least < 1.5 ? 1.5 : Math.pow(most / least, 0.04);
            return new Axis(title, least / factor, most * factor, true);
        }
        double margin = most > least ? 0.04 * (most - least) : Math.max(1e-9, Math.abs(most) * 0.1);
        return new Axis(title, least - margin, most + margin, false);
    }

    /// Where a number lies between the beginning (0) and the end (1).
    double at(double value) {
        return logarithmic
                ? Math.log(value / from) / Math.log(to / from)
                : (value - from) / (to - from);
    }

    /// About so many round numbers.
    List<Tick> ticks(int wanted) {
        List<Tick> ticks = new ArrayList<>();
        if (logarithmic) {
            int first = (int) Math.ceil(Math.log10(from) - 1e-9);
            int last = (int) Math.floor(Math.log10(to) + 1e-9);
            if (last - first >= 1) {
                int every = Math.max(1, (last - first + wanted) / wanted);
                for (int power = first; power <= last; power += every) {
                    ticks.add(new Tick(Math.pow(10, power), label(Math.pow(10, power))));
                }
                return ticks;
            }
        }
        double raw = (to - from) / wanted;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                power
                        * (raw / power < 1.5
                                ? 1
                                : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) {
            // Rounded, so that 3 × 0.1 is written as 0.3.
            double value = Math.round(i * step / step) * step;
            if (!logarithmic || value > 0) {
                ticks.add(new Tick(value, label(value)));
            }
        }
        return ticks;
    }

    /// A number in a few characters.
    static String label(double value) {
        if (value == 0) {
            return "0";
        }
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        if (size >= 1e6 || size < 1e-3) {
            String text = String.format(Locale.ROOT, "%.1e", value);
            return text.replace(".0e", "e").replaceAll("e([+-])0?", "e$1").replace("e+", "e");
        }
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        int decimals = Math.clamp(3 - (long) Math.floor(Math.log10(size)), 0, 6);
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
