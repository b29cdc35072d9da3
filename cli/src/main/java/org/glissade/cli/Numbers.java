package org.glissade.cli;

/// Numbers as text for people, the same in every locale. Written by hand because the JDK's
/// formatter costs the start of the command more than all of its other output.
final class Numbers {
    private static final double MOST_DIGITS = 1e15;

    private Numbers() {}

    /// `1,797`.
    static String count(long number) {
        String digits = Long.toString(Math.abs(number));
        StringBuilder text = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return number < 0 ? "-" + text : text.toString();
    }

    /// With exactly this many digits after the point: `0.9722`. Numbers too large for that, or not
    /// finite, are written as Java does.
    static String fixed(double number, int digits) {
        double scale = Math.pow(10, digits);
        if (!(Math.abs(number) * scale < MOST_DIGITS)) {
            return Double.toString(number);
        }
        long scaled = Math.round(Math.abs(number) * scale);
        String whole = Long.toString(scaled / (long) scale);
        String sign = number < 0 && scaled != 0 ? "-" : "";
        if (digits == 0) {
            return sign + whole;
        }
        String fraction = Long.toString(scaled % (long) scale);
        return sign + whole + "." + "0".repeat(digits - fraction.length()) + fraction;
    }

    /// With about four digits that matter: `0.0312`, `3.142`, `151.6`.
    static String significant(double number) {
        double size = Math.abs(number);
        if (size != 0 && size < 1e-3) {
            return shortest(number);
        }
        int digits = 4;
        for (double limit = 1; digits > 0 && size >= limit; limit *= 10) {
            digits--;
        }
        return fixed(number, digits);
    }

    private static String shortest(double number) {
        String text = Float.toString((float) number);
        int exponent = text.indexOf('E');
        return exponent < 0
                ? text
                : text.substring(0, Math.min(exponent, number < 0 ? 6 : 5))
                        + text.substring(exponent);
    }

    /// A duration: `0.4 s`, `12 s`, `3:07`, `1:02:03`.
    static String duration(double seconds) {
        if (seconds < 9.95) {
            return fixed(seconds, 1) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        String minutes = whole % 3600 / 60 + ":" + two(whole % 60);
        return whole < 3600
                ? minutes
                : whole / 3600 + ":" + two(whole % 3600 / 60) + ":" + two(whole % 60);
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
