package org.glissade.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.glissade.learn.explain.Chain;
import org.glissade.learn.explain.Explanation;
import org.glissade.learn.explain.Factor;
import org.glissade.learn.explain.Formulas;
import org.glissade.learn.explain.Path;
import org.glissade.learn.explain.Role;
import org.glissade.learn.explain.Stage;
import org.glissade.learn.explain.Worked;

/// The page of an [Explanation]: forward, the error, backward, the derivatives of all weights, and
/// one derivative as a chain of factors. Formulas are MathML. Every number tells where it comes
/// from when it is pointed at, tapped or reached by the keyboard.
public final class ExplanationPage {
    private static final int TERMS = 4;
    private static final int MOST_CELLS = 4096;

    private static final String STYLE =
            """
            math{font-size:1.05em}mfrac{font-size:1.2em}
            .cell{cursor:help;border-bottom:1px dotted var(--faint)}
            .cell:focus,.cell:hover{background:var(--panel)}
            th.s,td.s{position:sticky;left:0;background:var(--paper)}
            .forward{color:var(--series-0)}.back{color:var(--series-1)}.result{color:var(--series-2)}
            .path{margin:0 0 16px;padding:10px 12px;background:var(--panel);overflow-x:auto}
            .factors{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;margin:8px 0 0}
            .factor{text-align:center;cursor:help}
            .factor span{display:block;font-variant-numeric:tabular-nums}
            #origin{position:fixed;left:0;right:0;bottom:0;margin:0;max-height:40vh;overflow:auto;padding:8px 12px;background:var(--panel);max-width:none;
            border-top:2px solid var(--accent);font-variant-numeric:tabular-nums;min-height:2.6em}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px}dt{font-weight:600}dd{margin:0}
            @media (max-width:520px){dl{grid-template-columns:1fr}dd{margin:0 0 6px 12px}}
            """;

    private static final String SCRIPT =
            """
            (()=>{const say=document.getElementById('origin');
            const show=e=>{const at=e.target.closest&&e.target.closest('[title]');if(at)say.textContent=at.title};
            for(const kind of['mouseover','focusin','click'])document.addEventListener(kind,show)})();
            """;

    private final Explanation explanation;
    private final Formulas formulas;
    private final int most;

    private ExplanationPage(Explanation explanation, int most) {
        this.explanation = explanation;
        this.formulas = new Formulas(explanation);
        this.most = most;
    }

    /// The page.
    ///
    /// @param chain one derivative taken apart
    /// @param about what was explained, in a line: network, data, row
    /// @param most how many units, derivatives and paths are shown of larger layers
    public static Page of(Explanation explanation, Chain chain, String about, int most) {
        ExplanationPage page = new ExplanationPage(explanation, most);
        return new Page("Backpropagation of one example", about)
                .style(STYLE)
                .script(SCRIPT)
                .opening(page.words())
                .section("forward", "1 Forward", page.forward())
                .section("error", "2 The error", page.error())
                .section("backward", "3 Backward", page.backward())
                .section("derivatives", "4 Derivatives of the weights", page.derivatives())
                .section("chain", "5 One derivative as a chain", page.chain(chain));
    }

    private String words() {
        return "<dl>"
                + word(
                        "x",
                        "input",
                        "what the network is given: one example, prepared as for training")
                + word(
                        "w[i,j]",
                        "weight",
                        "a number that training changes; b is a bias, added to a sum")
                + word(
                        "s[j]",
                        "weighted sum",
                        "what a unit adds up: inputs times weights, plus the bias")
                + word("f[j]", "activity", "what the unit passes on: its activation function of s")
                + word(
                        "f′",
                        "slope",
                        "how steep the activation function is at this s: how much f changes with s")
                + word("E", "error", "how wrong the output is: one number, the smaller the better")
                + word(
                        "δ[j]",
                        "delta",
                        "by how much E changes when the unit’s s grows a little. A delta of 2 means: s up by 0.001,"
                                + " E up by about 0.002.")
                + "</dl><p class=\"note\">The number above a letter is the layer, the numbers below it count units from 0."
                + " Point at a number, tap it or reach it with the Tab key: the line at the bottom says where it comes"
                + " from.</p>";
    }

    private static String word(String symbol, String name, String meaning) {
        return "<dt>"
                + MathText.of(symbol)
                + " "
                + name
                + "</dt><dd>"
                + Html.escaped(meaning)
                + "</dd>";
    }

    private String forward() {
        StringBuilder html = new StringBuilder();
        for (Stage stage : explanation.stages()) {
            if (stage.role() == Role.ERROR) {
                continue;
            }
            html.append(title(stage, formulas.forward(stage), "forward"));
            html.append(
                    "<div class=\"wide\"><table><thead><tr><th class=\"s\">element</th><th class=\"n\">value</th>");
            html.append(names(stage) ? "<th>of</th>" : "").append("</tr></thead><tbody>");
            for (int i : Explanation.greatest(stage.derivatives(), most)) {
                html.append("<tr><th class=\"s\" scope=\"row\">")
                        .append(MathText.of(stage.element(i)))
                        .append("</th><td class=\"n\">")
                        .append(cell(stage.values().getFlat(i), forwardOrigin(stage, i)))
                        .append("</td>")
                        .append(
                                names(stage)
                                        ? "<td>"
                                                + Html.escaped(explanation.inputNames().get(i))
                                                + "</td>"
                                        : "")
                        .append("</tr>");
            }
            html.append("</tbody></table></div>").append(rest(stage.size()));
        }
        return html.toString();
    }

    private boolean names(Stage stage) {
        return stage.role() == Role.INPUT && !explanation.inputNames().isEmpty();
    }

    private String forwardOrigin(Stage stage, int element) {
        if (stage.role() == Role.INPUT) {
            return stage.element(element) + ": an input";
        }
        if (stage.product().isPresent()) {
            return ExplanationNumbers.told(formulas.forward(stage, element, TERMS));
        }
        if (stage.isElementwise()) {
            Stage before = explanation.stages().get(stage.parents().getFirst());
            return stage.element(element)
                    + " = "
                    + stage.function()
                    + "("
                    + before.element(element)
                    + ") = "
                    + stage.function()
                    + "("
                    + ExplanationNumbers.number(before.values().getFlat(element))
                    + ")";
        }
        return stage.element(element) + ", by " + formulas.forward(stage);
    }

    private String error() {
        Stage output = explanation.output();
        double[] prediction = explanation.prediction();
        double[] target = explanation.target();
        boolean single = output.size() == prediction.length;
        StringBuilder html = new StringBuilder("<p>");
        html.append(MathText.of("E = " + ExplanationNumbers.number(explanation.error())))
                .append(", by the loss ")
                .append(Html.escaped(explanation.model().objective().loss().toString()))
                .append(" of this one example. ")
                .append(Html.escaped(formulas.error().orElse("")))
                .append("</p>")
                .append("<div class=\"wide\"><table><thead><tr><th class=\"s\">output</th>")
                .append("<th class=\"n\">prediction</th><th class=\"n\">target</th>");
        if (single) {
            html.append("<th class=\"n\">value</th><th class=\"n\">")
                    .append(MathText.of(output.derivative()))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        int[] shown =
                single
                        ? Explanation.greatest(output.derivatives(), most)
                        : IntStream.range(0, prediction.length).limit(most).toArray();
        for (int k : shown) {
            html.append("<tr><th class=\"s\" scope=\"row\">")
                    .append(Html.escaped(explanation.outputNames().get(k)))
                    .append("</th><td class=\"n\">")
                    .append(ExplanationNumbers.number(prediction[k]))
                    .append("</td><td class=\"n\">")
                    .append(ExplanationNumbers.number(target[k]))
                    .append("</td>");
            if (single) {
                html.append("<td class=\"n\">")
                        .append(cell(output.values().getFlat(k), forwardOrigin(output, k)))
                        .append("</td><td class=\"n\">")
                        .append(cell(output.derivatives().getFlat(k), top(output, k)))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table></div>").append(rest(prediction.length));
        formulas.top().ifPresent(words -> html.append(Page.paragraph(words)));
        return html.toString();
    }

    private String top(Stage output, int element) {
        return output.derivative(element)
                + " = ∂E/∂"
                + output.element(element)
                + formulas.top().map(words -> ": " + words).orElse("");
    }

    private String backward() {
        StringBuilder html = new StringBuilder();
        for (Stage stage : explanation.stages().reversed()) {
            if (stage.role() == Role.ERROR
                    || stage.role() == Role.INPUT
                    || stage.index() == explanation.output().index()) {
                continue;
            }
            html.append(title(stage, formulas.backward(stage), "back"));
            Optional<Stage> after =
                    stage.children().stream()
                            .map(explanation.stages()::get)
                            .filter(Stage::isElementwise)
                            .findFirst()
                            .filter(_ -> stage.children().size() == 1);
            html.append("<div class=\"wide\"><table><thead><tr><th class=\"s\">element</th>");
            after.ifPresent(f ->
                    html.append("<th class=\"n\">")
                            .append(MathText.of(f.derivative()))
                            .append("</th><th class=\"n\">slope ")
                            .append(MathText.of(f.function() + "′"))
                            .append("</th>"));
            html.append("<th class=\"n\">")
                    .append(MathText.of(stage.derivative()))
                    .append("</th></tr></thead><tbody>");
            for (int i : Explanation.greatest(stage.derivatives(), most)) {
                html.append("<tr><th class=\"s\" scope=\"row\">")
                        .append(MathText.of(stage.element(i)))
                        .append("</th>");
                after.ifPresent(f ->
                        html.append("<td class=\"n\">")
                                .append(
                                        cell(
                                                f.derivatives().getFlat(i),
                                                ExplanationNumbers.told(
                                                        formulas.backward(f, i, TERMS))))
                                .append("</td><td class=\"n\">")
                                .append(slope(stage, f, i))
                                .append("</td>"));
                html.append("<td class=\"n\">")
                        .append(
                                cell(
                                        stage.derivatives().getFlat(i),
                                        ExplanationNumbers.told(
                                                formulas.backward(stage, i, TERMS))))
                        .append("</td></tr>");
            }
            html.append("</tbody></table></div>").append(rest(stage.size()));
            if (stage.size() > most) {
                html.append("<p>The strongest paths from here to the error:</p>");
                explanation
                        .strongestPaths(stage, Math.min(most, TERMS + 1))
                        .forEach(path -> html.append(path(path)));
            }
        }
        return html.isEmpty()
                ? Page.paragraph("There is no layer below the output.")
                : html.toString();
    }

    private static String slope(Stage stage, Stage f, int element) {
        double slope = f.slopes().map(slopes -> slopes.getFlat(element)).orElse(Double.NaN);
        return cell(
                slope,
                "the slope of "
                        + f.function()
                        + " at "
                        + stage.element(element)
                        + " = "
                        + ExplanationNumbers.number(stage.values().getFlat(element)));
    }

    private String derivatives() {
        StringBuilder html =
                new StringBuilder(
                        Page.paragraph(
                                "What comes in times what comes back: the derivative of a weight is the activity that it"
                                        + " multiplies times the delta of the unit that it leads to; that of a bias is the"
                                        + " delta itself."));
        for (Explanation.Parameter parameter : explanation.parameters()) {
            html.append("<h3>")
                    .append(MathText.of(parameter.symbol()))
                    .append(" <code>")
                    .append(Html.escaped(parameter.path()))
                    .append("</code> ")
                    .append(Html.escaped(parameter.shape().toString()))
                    .append("</h3>");
            boolean isMatrix =
                    parameter.shape().rank() == 2
                            && parameter.shape().dim(0) <= most
                            && parameter.shape().dim(1) <= most
                            && parameter.values().size() <= MOST_CELLS;
            html.append(isMatrix ? matrix(parameter) : list(parameter));
        }
        return html.toString();
    }

    private String matrix(Explanation.Parameter parameter) {
        int rows = parameter.shape().dim(0);
        int columns = parameter.shape().dim(1);
        StringBuilder html =
                new StringBuilder("<div class=\"wide\"><table><thead><tr><th class=\"s\"></th>");
        for (int j = 0; j < columns; j++) {
            html.append("<th class=\"n\">").append(MathText.of("j = " + j)).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int i = 0; i < rows; i++) {
            html.append("<tr><th class=\"s\" scope=\"row\">")
                    .append(MathText.of("i = " + i))
                    .append("</th>");
            for (int j = 0; j < columns; j++) {
                html.append("<td class=\"n\">")
                        .append(derivative(parameter, i * columns + j))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private String list(Explanation.Parameter parameter) {
        StringBuilder html =
                new StringBuilder("<div class=\"wide\"><table><thead><tr><th class=\"s\"></th>");
        html.append("<th class=\"n\">value</th><th class=\"n\">")
                .append(MathText.of("∂E/∂" + parameter.symbol()))
                .append("</th></tr></thead><tbody>");
        for (int i : Explanation.greatest(parameter.derivatives(), most)) {
            html.append("<tr><th class=\"s\" scope=\"row\">")
                    .append(MathText.of(explanation.symbol(parameter.path(), i)))
                    .append("</th><td class=\"n\">")
                    .append(ExplanationNumbers.number(parameter.values().getFlat(i)))
                    .append("</td><td class=\"n\">")
                    .append(derivative(parameter, i))
                    .append("</td></tr>");
        }
        return html.append("</tbody></table></div>")
                .append(rest(Math.toIntExact(parameter.values().size())))
                .toString();
    }

    private String derivative(Explanation.Parameter parameter, int position) {
        Worked worked = formulas.derivative(parameter, position, TERMS);
        return cell(parameter.derivatives().getFlat(position), ExplanationNumbers.told(worked));
    }

    private String chain(Chain chain) {
        StringBuilder html = new StringBuilder("<p>");
        html.append(MathText.of("∂E/∂" + chain.symbol()))
                .append(" with ")
                .append(
                        MathText.of(
                                chain.symbol() + " = " + ExplanationNumbers.number(chain.value())))
                .append(", which is <code>")
                .append(Html.escaped(chain.weight().toString()))
                .append(
                        "</code>. Follow every path from the weight to the error, multiply how much each step changes")
                .append(" the next, and add up the paths.</p>");
        chain.paths().forEach(path -> html.append(path(path)));
        double more = chain.pathCount() - chain.paths().size();
        if (more > 0) {
            html.append(
                    Page.paragraph(
                            "… and "
                                    + BigDecimal.valueOf(more)
                                            .round(new MathContext(6))
                                            .toPlainString()
                                    + " weaker paths, together "
                                    + ExplanationNumbers.number(chain.rest())));
        }
        html.append(
                "<p>What comes after the first step is the same for all weights that lead there. Backpropagation works it out once: ");
        html.append(
                chain.parts().stream()
                        .map(part -> MathText.of(part.own().is() + " · " + part.above().is()))
                        .collect(Collectors.joining(" + ")));
        html.append("</p><div class=\"wide\"><table><tbody>");
        witness(html, "sum of all paths", chain.pathSum(), "the products of all paths, added up");
        witness(html, "backpropagation", chain.derivative(), "one pass back through the graph");
        witness(
                html,
                "finite difference",
                chain.finiteDifference().value(),
                "E with the weight a little greater, less E with it a little smaller, over the distance: it knows nothing"
                        + " of the chain rule");
        return html.append(
                        "</tbody></table></div><p id=\"origin\" role=\"status\">Point at a number.</p>")
                .toString();
    }

    private static void witness(StringBuilder html, String name, double value, String origin) {
        html.append("<tr><th class=\"s\" scope=\"row\">")
                .append(name)
                .append("</th><td class=\"n result\"><span class=\"cell\" tabindex=\"0\" title=\"")
                .append(Html.escaped(origin))
                .append("\">")
                .append(ExplanationNumbers.exact(value))
                .append("</span></td></tr>");
    }

    private static String path(Path path) {
        StringBuilder html = new StringBuilder("<div class=\"path\">");
        html.append(path.elements().stream().map(MathText::of).collect(Collectors.joining(" → ")));
        html.append("<div class=\"factors\">");
        String separator = "";
        for (Factor factor : path.factors()) {
            html.append(separator)
                    .append("<div class=\"factor\" tabindex=\"0\" title=\"")
                    .append(Html.escaped(factor.of() + ": " + factor.origin()))
                    .append("\"><span>")
                    .append(MathText.of(factor.of()))
                    .append("</span><span>")
                    .append(factor.is().equals(factor.of()) ? "" : MathText.of(factor.is()))
                    .append("</span><span>")
                    .append(ExplanationNumbers.number(factor.value()))
                    .append("</span></div>");
            separator = "<span aria-hidden=\"true\">·</span>";
        }
        return html.append("<strong class=\"result\">= ")
                .append(ExplanationNumbers.number(path.product()))
                .append("</strong></div></div>")
                .toString();
    }

    private static String title(Stage stage, String formula, String kind) {
        return "<h3>"
                + Html.escaped(stage.layer().isEmpty() ? "input" : stage.layer())
                + " <span class=\""
                + kind
                + "\">"
                + (formula.isEmpty() ? "" : MathText.of(formula))
                + "</span></h3>";
    }

    private String rest(int size) {
        int more = size - most;
        return more > 0
                ? "<p class=\"note\">… and " + more + " more, on which E depends less</p>"
                : "";
    }

    private static String cell(double value, String origin) {
        return "<span class=\"cell\" tabindex=\"0\" title=\""
                + Html.escaped(origin)
                + "\">"
                + ExplanationNumbers.number(value)
                + "</span>";
    }
}
