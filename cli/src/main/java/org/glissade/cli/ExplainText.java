package org.glissade.cli;

import static org.glissade.cli.ExplainNumbers.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.glissade.learn.explain.Explanation;
import org.glissade.learn.explain.Formulas;
import org.glissade.learn.explain.Path;
import org.glissade.learn.explain.Role;
import org.glissade.learn.explain.Stage;
import org.glissade.learn.explain.Worked;

/// A whole explanation as text: forward, the error, backward, the derivatives of the weights.
final class ExplainText {
    private static final int TERMS = 3;
    private static final int WIDEST = 7;

    private final Explanation explanation;
    private final Formulas formulas;
    private final Ink ink;
    private final int most;
    private final StringBuilder text = new StringBuilder();

    private ExplainText(Explanation explanation, Ink ink, int most) {
        this.explanation = explanation;
        this.formulas = new Formulas(explanation);
        this.ink = ink;
        this.most = most;
    }

    /// @param most how many units, derivatives and paths are shown of each layer
    static String of(Explanation explanation, Ink ink, int most) {
        return new ExplainText(explanation, ink, most).whole();
    }

    private String whole() {
        words();
        heading(
                "1  forward",
                "from the input to the output: each layer's sums and what it passes on");
        List<Stage> stages = explanation.stages();
        for (Stage stage : stages) {
            if (stage.role() != Role.ERROR && !isShownWithItsSum(stage)) {
                forward(stage);
            }
        }
        heading("2  the error", "how wrong the output is, and the topmost derivatives");
        error();
        heading(
                "3  backward",
                "the deltas of each layer from those above it and the slope of its activation");
        List<Stage> hidden =
                stages.reversed().stream()
                        .filter(stage ->
                                stage.role() != Role.ERROR
                                        && stage.role() != Role.INPUT
                                        && !isOutput(stage)
                                        && !isShownWithItsSum(stage))
                        .toList();
        hidden.forEach(this::backward);
        if (hidden.isEmpty()) {
            line("  There is no layer below the output.");
        }
        heading(
                "4  the derivatives of the weights",
                "what comes in times what comes back: ∂E/∂w[i,j] = f[i]·δ[j], and ∂E/∂b[j] = δ[j]");
        explanation
                .parameters()
                .forEach(parameter ->
                        text.append(ExplainDerivatives.of(explanation, parameter, ink, most)));
        return text.toString();
    }

    private void words() {
        line(ink.bold("words") + "  (all indices count from 0)");
        line("  x   input      what the network is given: one example, prepared as for training");
        line(
                "  w   weight     a number that training changes; b is a bias, a weight of the constant 1");
        line("  s   sum        what a unit adds up: s[j] = Σᵢ f[i]·w[i,j] + b[j]");
        line("  f   activity   what the unit passes on: its activation function of s");
        line(
                "  f′  slope      how steep the activation function is at this s: how much f changes with s");
        line("  E   error      how wrong the output is: one number, the smaller the better");
        line("  δ   delta      by how much E changes when a unit's s grows a little: δ = ∂E/∂s.");
        line("                 A delta of 2 means: s up by 0.001, E up by about 0.002.");
    }

    private boolean isOutput(Stage stage) {
        return stage.index() == explanation.output().index();
    }

    /// An activity stands in the table of its sum, if it is one function of it and of nothing else.
    private boolean isShownWithItsSum(Stage stage) {
        return stage.isElementwise()
                && explanation.stages().get(stage.parents().getFirst()).role() == Role.WEIGHTED_SUM
                && explanation.stages().get(stage.parents().getFirst()).children().size() == 1
                && !isOutput(stage);
    }

    private Optional<Stage> activity(Stage sum) {
        return sum.children().stream()
                .map(explanation.stages()::get)
                .filter(this::isShownWithItsSum)
                .findFirst();
    }

    private void forward(Stage stage) {
        line("");
        if (stage.role() == Role.INPUT) {
            line(title(stage, "the input x"));
            List<String> names = explanation.inputNames();
            List<String[]> rows = new ArrayList<>();
            for (int i : shown(stage)) {
                rows.add(
                        new String[] {
                            "",
                            stage.element(i),
                            text(stage.values().getFlat(i)),
                            names.isEmpty() ? "" : names.get(i)
                        });
            }
            table(rows, "", "input", "#value", names.isEmpty() ? "" : "of");
            rest(stage);
            return;
        }
        Optional<Stage> activity = activity(stage);
        line(title(stage, what(stage) + "   " + ink.blue(formulas.forward(stage))));
        activity.ifPresent(
                f -> line("  passed on by " + f.layer() + "   " + ink.blue(formulas.forward(f))));
        List<String[]> rows = new ArrayList<>();
        for (int i : shown(stage)) {
            List<String> row = new ArrayList<>(List.of("", stage.element(i)));
            row.add(text(stage.values().getFlat(i)));
            activity.ifPresent(f -> row.add(text(f.values().getFlat(i))));
            rows.add(row.toArray(String[]::new));
        }
        if (activity.isPresent()) {
            table(rows, "", "unit", "#sum s", "#activity f");
        } else {
            table(rows, "", "unit", stage.role() == Role.WEIGHTED_SUM ? "#sum s" : "#value");
        }
        rest(stage);
        if (stage.product().isPresent()) {
            example(formulas.forward(stage, strongest(stage), TERMS));
        }
    }

    private void error() {
        Stage output = explanation.output();
        line("");
        line(
                "  E = "
                        + ink.bold(text(explanation.error()))
                        + "   by the loss "
                        + explanation.model().objective().loss()
                        + " of this one example");
        formulas.error().ifPresent(words -> line("  " + ink.dim(words)));
        double[] prediction = explanation.prediction();
        double[] target = explanation.target();
        List<String> names = explanation.outputNames();
        boolean single = output.size() == prediction.length;
        List<String[]> rows = new ArrayList<>();
        int[] outputs =
                single
                        ? shown(output)
                        : IntStream.range(0, prediction.length).limit(most).toArray();
        for (int k : outputs) {
            List<String> row = new ArrayList<>(List.of("", names.get(k)));
            row.add(text(prediction[k]));
            row.add(text(target[k]));
            if (single) {
                row.add(output.element(k));
                row.add(text(output.values().getFlat(k)));
                row.add(text(output.derivatives().getFlat(k)));
            }
            rows.add(row.toArray(String[]::new));
        }
        if (single) {
            table(
                    rows,
                    "",
                    "output",
                    "#prediction",
                    "#target",
                    "unit",
                    "#value",
                    "#" + output.derivative());
        } else {
            table(rows, "", "output", "#prediction", "#target");
            for (int k = 0; k < output.size(); k++) {
                line(
                        "  "
                                + output.element(k)
                                + " = "
                                + text(output.values().getFlat(k))
                                + "   "
                                + output.derivative(k)
                                + " = "
                                + text(output.derivatives().getFlat(k)));
            }
        }
        rest(output);
        formulas.top().ifPresent(words -> line("  " + ink.dim(words)));
    }

    private void backward(Stage stage) {
        line("");
        Optional<Stage> activity = activity(stage);
        String above =
                activity.map(f ->
                                formulas.backward(stage)
                                                .substring(0, formulas.backward(stage).indexOf('='))
                                        + "= "
                                        + f.function()
                                        + "′("
                                        + stage.symbol()
                                        + "[j]) · ("
                                        + f.children().stream()
                                                .map(child ->
                                                        formulas.backward(
                                                                f, explanation.stages().get(child)))
                                                .collect(Collectors.joining(" + "))
                                        + ")")
                        .orElse(formulas.backward(stage));
        line(
                title(
                        stage,
                        (stage.role() == Role.WEIGHTED_SUM ? "deltas   " : "")
                                + ink.yellow(above)));
        List<String[]> rows = new ArrayList<>();
        for (int i : shown(stage)) {
            List<String> row = new ArrayList<>(List.of("", stage.element(i)));
            activity.ifPresent(f -> {
                row.add(text(f.derivatives().getFlat(i)));
                row.add(text(f.slopes().map(slopes -> slopes.getFlat(i)).orElse(Double.NaN)));
            });
            row.add(text(stage.derivatives().getFlat(i)));
            rows.add(row.toArray(String[]::new));
        }
        String last = "#" + stage.derivative();
        if (activity.isPresent()) {
            Stage f = activity.get();
            table(
                    rows,
                    "",
                    "unit",
                    "#from above " + f.derivative(),
                    "#slope " + f.function() + "′",
                    last);
        } else {
            table(rows, "", "unit", last);
        }
        rest(stage);
        int example = strongest(stage);
        activity.ifPresent(f -> example(formulas.backward(f, example, TERMS)));
        example(formulas.backward(stage, example, TERMS));
        if (stage.size() > most) {
            line(
                    "  the strongest paths from here to the error, each with its share of "
                            + stage.derivative()
                            + ":");
            for (Path path : explanation.strongestPaths(stage, Math.min(most, WIDEST))) {
                line("    " + text(path.product()) + "  " + path);
            }
        }
    }

    private void example(Worked worked) {
        line("  " + ink.dim("so ") + ExplainNumbers.symbols(worked));
        line(" ".repeat(worked.left().length() + 6) + ExplainNumbers.numbers(worked));
    }

    /// The elements that are shown: all, or those whose derivatives of the error are the greatest.
    private int[] shown(Stage stage) {
        return Explanation.greatest(stage.derivatives(), most);
    }

    private static int strongest(Stage stage) {
        return Explanation.greatest(stage.derivatives(), 1)[0];
    }

    private void rest(Stage stage) {
        int more = stage.size() - most;
        if (more > 0) {
            line(
                    "  "
                            + ink.dim(
                                    "… and "
                                            + Numbers.count(more)
                                            + " more, on which E depends less; --most shows more"));
        }
    }

    private String title(Stage stage, String words) {
        return ink.bold(stage.layer()) + (stage.layer().isEmpty() ? "" : "  ") + words;
    }

    private static String what(Stage stage) {
        return switch (stage.role()) {
            case WEIGHTED_SUM -> "sums";
            case SKIP_SUM -> "the skip connection ends";
            case ACTIVITY, INPUT, ERROR -> "";
        };
    }

    private void heading(String name, String meaning) {
        line("");
        line(ink.bold(name) + "  " + ink.dim(meaning));
    }

    private void table(List<String[]> rows, String... header) {
        text.append(TextTable.of(rows, header));
    }

    private void line(String content) {
        text.append(content.stripTrailing()).append(System.lineSeparator());
    }
}
