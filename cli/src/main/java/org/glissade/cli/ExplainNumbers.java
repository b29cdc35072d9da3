package org.glissade.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;
import org.glissade.learn.explain.Worked;

/// The numbers of an explanation as text.
final class ExplainNumbers {
    private static final int DIGITS = 5;
    private static final double LEAST_FIXED = 1e-3;
    private static final double MOST_FIXED = 1e6;

    private ExplainNumbers() {}

    /// With five digits after the point, so that columns align at it; very small and very large
    /// numbers with an exponent.
    static String text(double number) {
        double size = Math.abs(number);
        if (size == 0) {
            return "0";
        }
        return size >= LEAST_FIXED && size < MOST_FIXED
                ? Numbers.fixed(number, DIGITS)
                : exponent(number, 4);
    }

    /// As a factor of a product: negative numbers in brackets.
    static String factor(double number) {
        return number < 0 ? "(" + text(number) + ")" : text(number);
    }

    /// With an exponent, and this many digits in all.
    static String exponent(double number, int digits) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        String text = new BigDecimal(number).round(new MathContext(digits)).toString();
        int at = text.indexOf('E');
        return at < 0 ? text : text.substring(0, at) + "e" + text.substring(at + 1);
    }

    /// `s1[0] = x[0]·w1[0,0] + b1[0]`, the symbols.
    static String symbols(Worked worked) {
        String terms =
                worked.terms().stream()
                        .map(term -> String.join("·", term.symbols()))
                        .collect(Collectors.joining(" + "));
        return worked.left()
                + " = "
                + (terms.isEmpty() ? "0" : terms)
                + more(worked, "(" + worked.more() + " more)");
    }

    /// `= 0.5·(-0.2) + 0.1 = 0`, the numbers.
    static String numbers(Worked worked) {
        if (worked.terms().isEmpty()) {
            return "= 0";
        }
        String terms =
                worked.terms().stream()
                        .map(term -> product(term.numbers()))
                        .collect(Collectors.joining(" + "));
        boolean single =
                worked.more() == 0
                        && worked.terms().size() == 1
                        && worked.terms().getFirst().numbers().size() == 1;
        return "= "
                + terms
                + more(worked, factor(worked.moreSum()))
                + (single ? "" : " = " + text(worked.value()));
    }

    static String product(List<Double> numbers) {
        return numbers.stream().map(ExplainNumbers::factor).collect(Collectors.joining("·"));
    }

    private static String more(Worked worked, String what) {
        return worked.more() == 0 ? "" : " + " + what;
    }
}
