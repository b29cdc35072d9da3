package org.glissade.tables;

import java.util.regex.Pattern;

/// What the text of one cell may be taken for.
final class Cell {
    /// Whole numbers of so many digits, and powers of ten up to that, are exact as `double`.
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /// Apart, because most files need no patterns, and compiling them takes time at the start.
    private static final class Patterns {
        /// 2024-01-31, 31.1.2024, 1/31/24, each perhaps with a time and zone; 12:30, 12:30:00, 1:30
        /// pm; 31 Jan 2024; Jan 31, 2024.
        private static final Pattern DATE =
                Pattern.compile(
                        "(\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4}|\\d{2}))"
                                + "([T ]\\d{1,2}:\\d{2}.{0,20})?"
                                + "|\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?( ?[AaPp][Mm])?"
                                + "|\\d{1,2}[- ][A-Za-z]{3,9}[- ]\\d{2,4}"
                                + "|[A-Za-z]{3,9} \\d{1,2},? \\d{4}");

        private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d{1,20},\\d{1,20}");
    }

    private Cell() {}

    /// Whether the text stands for a missing value: empty, `?`, `-`, and in any case `NA`, `N/A`,
    /// `NaN`, `null`.
    static boolean isMissing(String text) {
        return switch (text.length()) {
            case 0 -> true;
            case 1 -> text.equals("?") || text.equals("-");
            case 2 -> text.equalsIgnoreCase("na");
            case 3 -> text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("n/a");
            case 4 -> text.equalsIgnoreCase("null");
            default -> false;
        };
    }

    /// The number, or NaN if the text is none. Decimal, with a point and perhaps an exponent.
    static double number(String text) {
        int length = text.length();
        boolean negative = length > 0 && text.charAt(0) == '-';
        int start = negative || (length > 0 && text.charAt(0) == '+') ? 1 : 0;
        long digits = 0;
        int point = -1;
        int at = start;
        while (at < length && (isDigit(text.charAt(at)) || (text.charAt(at) == '.' && point < 0))) {
            if (text.charAt(at) == '.') {
                point = at;
            } else {
                digits = 10 * digits + (text.charAt(at) - '0');
            }
            at++;
        }
        int places = point < 0 ? 0 : at - point - 1;
        int count = at - start - (point < 0 ? 0 : 1);
        if (count == 0) {
            return Double.NaN;
        }
        if (at == length && count <= EXACT_DIGITS) {
            // Both operands are exact, so the quotient is the nearest double, as the JDK's parser
            // finds it.
            double value = digits / POWERS_OF_TEN[places];
            return negative ? -value : value;
        }
        // The JDK's parser would also take 1f, 0x1p3, NaN and Infinity.
        return at == length || isExponent(text, at) ? Double.parseDouble(text) : Double.NaN;
    }

    private static boolean isExponent(String text, int from) {
        int length = text.length();
        if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
            return false;
        }
        int at = from + 1;
        if (at < length && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int digits = at;
        while (at < length && isDigit(text.charAt(at))) {
            at++;
        }
        return at == length && at > digits;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /// Whether the text is a date or a time in a common form.
    static boolean isDate(String text) {
        return text.length() <= 40 && Patterns.DATE.matcher(text).matches();
    }

    /// Whether the text is a number with a comma as in `1,5`.
    static boolean hasDecimalComma(String text) {
        return text.length() <= 42 && Patterns.DECIMAL_COMMA.matcher(text).matches();
    }
}
