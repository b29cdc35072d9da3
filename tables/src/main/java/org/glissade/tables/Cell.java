package org.glissade.tables;

import java.util.regex.Pattern;

/// What the text of one cell may be taken for.
final class Cell {
    private static final Pattern DATE =
            Pattern.compile(
                    "(\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4}|\\d{2}))" // 2024-01-31, 31.1.2024, 1/31/24
                            + "([T ]\\d{1,2}:\\d{2}.{0,20})?" // 12:30:00.000+01:00
                            + "|\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?( ?[AaPp][Mm])?" // 12:30,
                            // 12:30:00, 1:30 pm
                            + "|\\d{1,2}[- ][A-Za-z]{3,9}[- ]\\d{2,4}|[A-Za-z]{3,9} \\d{1,2},? \\d{4}"); // 31 Jan 2024, Jan 31, 2024

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d{1,20},\\d{1,20}");

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
        if (!looksNumeric(text)) {
            return Double.NaN;
        }
        return Double.parseDouble(text);
    }

    /// Java's own parser would also take `1f`, `0x1p3`, `NaN` and `Infinity`.
    private static boolean looksNumeric(String text) {
        int length = text.length();
        int at = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int start = at;
        int points = 0;
        while (at < length && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            points += text.charAt(at) == '.' ? 1 : 0;
            at++;
        }
        if (points > 1 || at - start - points == 0) {
            return false;
        }
        if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            at += at < length && (text.charAt(at) == '-' || text.charAt(at) == '+') ? 1 : 0;
            if (at == length) {
                return false;
            }
            while (at < length && isDigit(text.charAt(at))) {
                at++;
            }
        }
        return at == length;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /// Whether the text is a date or a time in a common form.
    static boolean isDate(String text) {
        return text.length() <= 40 && DATE.matcher(text).matches();
    }

    /// Whether the text is a number with a comma as in `1,5`.
    static boolean hasDecimalComma(String text) {
        return text.length() <= 42 && DECIMAL_COMMA.matcher(text).matches();
    }
}
