package org.glissade.cli;

import static org.glissade.cli.ExplainNumbers.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.explain.Explanation;
import org.glissade.learn.explain.Stage;

/// The derivatives of one parameter as text: small matrices whole, between the activities and the
/// deltas that they are the products of; large ones by their greatest.
final class ExplainDerivatives {
    private static final int MOST_COLUMNS = 6;

    private ExplainDerivatives() {}

    static String of(Explanation explanation, Explanation.Parameter parameter, Ink ink, int most) {
        String title =
                System.lineSeparator()
                        + ink.bold(parameter.path())
                        + "  "
                        + parameter.symbol()
                        + "  "
                        + parameter.shape();
        Optional<Stage> user = user(explanation, parameter, false);
        if (user.isPresent()
                && parameter.shape().dim(0) <= most
                && parameter.shape().dim(1) <= Math.min(most, MOST_COLUMNS)) {
            return title
                    + "   ∂E/∂"
                    + parameter.symbol()
                    + "[i,j] = "
                    + explanation.stages().get(user.get().parents().getFirst()).symbol()
                    + "[i]·"
                    + user.get().derivative()
                    + "[j]"
                    + System.lineSeparator()
                    + matrix(explanation, parameter, user.get());
        }
        String meaning =
                user(explanation, parameter, true)
                        .map(stage ->
                                "   ∂E/∂"
                                        + parameter.symbol()
                                        + "[j] = "
                                        + stage.derivative()
                                        + "[j]")
                        .orElse("");
        return title + meaning + System.lineSeparator() + list(parameter, explanation, ink, most);
    }

    /// The one stage that uses a parameter as its weight, or bias; nothing if there are several, or
    /// the sum is taken at several places.
    private static Optional<Stage> user(
            Explanation explanation, Explanation.Parameter parameter, boolean asBias) {
        List<Stage> users =
                explanation.stages().stream()
                        .filter(stage -> stage.parameters().contains(parameter.path()))
                        .toList();
        return users.size() == 1
                ? Optional.of(users.getFirst())
                        .filter(stage -> stage.shape().rank() == 1)
                        .filter(stage ->
                                stage.product()
                                        .filter(product ->
                                                asBias
                                                        ? product.bias()
                                                                .filter(parameter.path()::equals)
                                                                .isPresent()
                                                        : product.weight().equals(parameter.path()))
                                        .isPresent())
                : Optional.empty();
    }

    private static String matrix(
            Explanation explanation, Explanation.Parameter parameter, Stage user) {
        Stage before = explanation.stages().get(user.parents().getFirst());
        int in = parameter.shape().dim(0);
        int units = parameter.shape().dim(1);
        List<String> header = new ArrayList<>(List.of("", "", "#"));
        List<String> deltas = new ArrayList<>(List.of("", "", ""));
        for (int j = 0; j < units; j++) {
            header.add("#" + user.derivative(j));
            deltas.add(text(user.derivatives().getFlat(j)));
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(deltas.toArray(String[]::new));
        for (int i = 0; i < in; i++) {
            List<String> row =
                    new ArrayList<>(
                            List.of("", before.element(i), text(before.values().getFlat(i))));
            for (int j = 0; j < units; j++) {
                row.add(text(parameter.derivatives().getFlat((long) i * units + j)));
            }
            rows.add(row.toArray(String[]::new));
        }
        return TextTable.of(rows, header.toArray(String[]::new));
    }

    private static String list(
            Explanation.Parameter parameter, Explanation explanation, Ink ink, int most) {
        List<String[]> rows = new ArrayList<>();
        for (int i : Explanation.greatest(parameter.derivatives(), most)) {
            String symbol = explanation.symbol(parameter.path(), i);
            rows.add(
                    new String[] {
                        "",
                        symbol,
                        text(parameter.values().getFlat(i)),
                        text(parameter.derivatives().getFlat(i))
                    });
        }
        long more = parameter.values().size() - most;
        return TextTable.of(rows, "", "", "#value", "#∂E/∂" + parameter.symbol())
                + (more > 0
                        ? "  "
                                + ink.dim(
                                        "… and "
                                                + Numbers.count(more)
                                                + " more, all smaller in size")
                                + System.lineSeparator()
                        : "");
    }
}
