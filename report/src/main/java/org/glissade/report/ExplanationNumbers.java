package org.glissade.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;
import org.glissade.learn.explain.Worked;

/// The numbers of an [ExplanationPage] as text.
final class ExplanationNumbers {
    private ExplanationNumbers() {}

    /// A number worked out, symbols and numbers.
    static String told(Worked worked) {
        String symbols =
                worked.terms().stream()
                        .map(term -> String.join("·", term.symbols()))
                        .collect(Collectors.joining(" + "));
        String numbers =
                worked.terms().stream()
                        .map(term ->
                                term.numbers().stream()
                                        .map(value ->
                                                value < 0
                                                        ? "(" + number(value) + ")"
                                                        : number(value))
                                        .collect(Collectors.joining("·")))
                        .collect(Collectors.joining(" + "));
        if (worked.terms().isEmpty()) {
            return worked.left() + " = 0: nothing after it depends on it here";
        }
        String more = worked.more() == 0 ? "" : " + " + worked.more() + " smaller terms";
        return worked.left()
                + " = "
                + symbols
                + more
                + " = "
                + numbers
                + (more.isEmpty() ? "" : " + …");
    }

    /// Five digits.
    static String number(double value) {
        return rounded(value, 5);
    }

    /// Twelve digits, to compare by.
    static String exact(double value) {
        return rounded(value, 12);
    }

    private static String rounded(double value, int digits) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e-4 && size < 1e7
                ? rounded.toPlainString()
                : rounded.toString().replace("E", "e");
    }
}
