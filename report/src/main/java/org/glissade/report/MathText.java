package org.glissade.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Formulas in a line of text as MathML: `∂E/∂w1[2,3]` becomes a fraction, `s1[j]` an s with the
/// layer above and the unit below.
final class MathText {
    private static final String SYMBOL = "[A-Za-zδ][A-Za-z-]*\\d*′*(?:\\[[^\\]]*])?";
    private static final Pattern TOKEN =
            Pattern.compile(
                    "∂(?<top>"
                            + SYMBOL
                            + ")/∂(?<bottom>"
                            + SYMBOL
                            + ")"
                            + "|(?<sum>Σ[ᵢₖ])"
                            + "|(?<symbol>"
                            + SYMBOL
                            + ")"
                            + "|(?<number>\\d+(?:\\.\\d+)?(?:e-?\\d+)?)"
                            + "|(?<operator>[^\\s])");
    private static final Pattern PARTS =
            Pattern.compile("([A-Za-zδ][A-Za-z-]*)(\\d*)(′*)(?:\\[([^\\]]*)])?");
    private static final Map<String, String> LETTERS = Map.of("Σᵢ", "i", "Σₖ", "k");

    private MathText() {}

    /// The formula as one `math` element.
    static String of(String formula) {
        StringBuilder math = new StringBuilder("<math>");
        Matcher token = TOKEN.matcher(formula);
        while (token.find()) {
            math.append(element(token));
        }
        return math.append("</math>").toString();
    }

    private static String element(Matcher token) {
        if (token.group("top") != null) {
            return "<mfrac><mrow><mo>∂</mo>"
                    + symbol(token.group("top"))
                    + "</mrow><mrow><mo>∂</mo>"
                    + symbol(token.group("bottom"))
                    + "</mrow></mfrac>";
        }
        if (token.group("sum") != null) {
            return "<munder><mo>Σ</mo><mi>"
                    + LETTERS.getOrDefault(token.group("sum"), "i")
                    + "</mi></munder>";
        }
        if (token.group("symbol") != null) {
            return symbol(token.group("symbol"));
        }
        if (token.group("number") != null) {
            return "<mn>" + token.group("number") + "</mn>";
        }
        return "<mo>" + Html.escaped(token.group("operator")) + "</mo>";
    }

    private static String symbol(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return "<mi>" + Html.escaped(text) + "</mi>";
        }
        String base = "<mi>" + parts.group(1) + "</mi>";
        String above =
                (parts.group(2).isEmpty() ? "" : "<mn>(" + parts.group(2) + ")</mn>")
                        + parts.group(3)
                                .chars()
                                .mapToObj(_ -> "<mo>′</mo>")
                                .reduce("", String::concat);
        String below =
                parts.group(4) == null ? "" : "<mtext>" + Html.escaped(parts.group(4)) + "</mtext>";
        if (above.isEmpty()) {
            return below.isEmpty() ? base : "<msub>" + base + "<mrow>" + below + "</mrow></msub>";
        }
        return below.isEmpty()
                ? "<msup>" + base + "<mrow>" + above + "</mrow></msup>"
                : "<msubsup>"
                        + base
                        + "<mrow>"
                        + below
                        + "</mrow><mrow>"
                        + above
                        + "</mrow></msubsup>";
    }
}
