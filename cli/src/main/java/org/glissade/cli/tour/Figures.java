package org.glissade.cli.tour;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as text for people, the same in every locale.
final class Figures {
    private static final double LEAST_FIXED = 1e-3;
    private static final double MOST_FIXED = 1e6;
    private static final double LEAST_SHOWN = 1e-6;

    private Figures() {}

    /// With so many digits after the point, such as `-0.25`; there is no `-0.00`.
    static String fixed(double number, int digits) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP).toPlainString()
                : Double.toString(number);
    }

    /// As [#fixed], and numbers above 0 have their sign, too.
    static String signed(double number, int digits) {
        String text = fixed(number, digits);
        return text.startsWith("-") ? text : "+" + text;
    }

    /// Four digits after the point, or a power of ten where these would tell too little or too
    /// much.
    static String plain(double number) {
        double size = Math.abs(number);
        return size == 0 || (size >= LEAST_FIXED && size < MOST_FIXED)
                ? fixed(number, 4)
                : power(number);
    }

    /// Three digits and a power of ten, such as `1.23e-05`.
    static String power(double number) {
        return String.format(Locale.ROOT, "%.2e", number);
    }

    /// Three digits that matter and no zeros after them: `2`, `-0.5`, `3.14`.
    static String brief(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /// A share as whole percent.
    static String percent(double share) {
        return fixed(100 * share, 0) + "%";
    }

    /// A bar for a share of a width; what is not next to nothing shows at least a little.
    static String bar(double share, int width) {
        int full = (int) Math.round(Math.clamp(share, 0.0, 1.0) * width);
        return full == 0 && share > LEAST_SHOWN ? "▏" : "█".repeat(full);
    }
}
