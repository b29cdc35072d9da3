package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The formulas of an explanation: for whole stages with the indices i (before), j (here) and k
/// (after), and worked out for single elements.
public final class Formulas {
    private final Explanation explanation;

    /// The formulas of an explanation.
    public Formulas(Explanation explanation) {
        this.explanation = explanation;
    }

    private Stage stage(int index) {
        return explanation.stages().get(index);
    }

    /// How a stage is computed: `s1[j] = Σᵢ x[i]·w1[i,j] + b1[j]`, `f1[j] = tanh(s1[j])`. Empty for
    /// the input.
    public String forward(Stage stage) {
        List<String> parents = stage.parents().stream().map(i -> stage(i).symbol()).toList();
        return switch (stage.role()) {
            case INPUT -> "";
            case WEIGHTED_SUM -> stage.symbol() + "[j] = " + sum(stage, parents);
            case ACTIVITY ->
                    stage.isElementwise()
                            ? stage.symbol()
                                    + "[j] = "
                                    + stage.function()
                                    + "("
                                    + parents.getFirst()
                                    + "[j])"
                            : stage.symbol()
                                    + " = "
                                    + stage.function()
                                    + "("
                                    + String.join(", ", parents)
                                    + ")";
            case SKIP_SUM ->
                    stage.symbol()
                            + "[j] = "
                            + parents.stream()
                                    .map(parent -> parent + "[j]")
                                    .collect(Collectors.joining(" + "));
            case ERROR ->
                    "E = "
                            + explanation.model().objective().loss()
                            + "("
                            + String.join(", ", parents)
                            + ", target)";
        };
    }

    private String sum(Stage stage, List<String> parents) {
        if (stage.product().isEmpty()) {
            return "Σᵢ " + parents.getFirst() + "[i]·w[i,j]";
        }
        Stage.Product product = stage.product().get();
        return "Σᵢ "
                + parents.getFirst()
                + "[i]·"
                + explanation.parameter(product.weight()).symbol()
                + "[i,j]"
                + product.bias()
                        .map(bias -> " + " + explanation.parameter(bias).symbol() + "[j]")
                        .orElse("");
    }

    /// How the derivatives of the error towards a stage follow from those of the stages after it:
    /// `δ1[j] = tanh′(s1[j])·∂E/∂f1[j]`, `∂E/∂f1[j] = Σₖ w2[j,k]·δ2[k]`.
    public String backward(Stage stage) {
        return stage.derivative()
                + "[j] = "
                + stage.children().stream()
                        .map(child -> backward(stage, stage(child)))
                        .collect(Collectors.joining(" + "));
    }

    /// What one stage after another adds to its derivatives: `Σₖ w2[j,k]·δ2[k]`.
    public String backward(Stage stage, Stage child) {
        if (child.product().isPresent()) {
            String weight = explanation.parameter(child.product().get().weight()).symbol();
            return "Σₖ " + weight + "[j,k]·" + child.derivative() + "[k]";
        }
        if (child.isElementwise()) {
            return child.function() + "′(" + stage.symbol() + "[j])·" + child.derivative() + "[j]";
        }
        return switch (child.role()) {
            case SKIP_SUM -> child.derivative() + "[j]";
            case ERROR -> "∂E/∂" + stage.symbol() + "[j]";
            case INPUT, WEIGHTED_SUM, ACTIVITY ->
                    "Σₖ "
                            + child.derivative()
                            + "[k]·∂"
                            + child.symbol()
                            + "[k]/∂"
                            + stage.symbol()
                            + "[j]";
        };
    }

    /// Why the topmost derivatives are what they are, where that has a short answer that holds for
    /// these numbers: `δ2 = prediction − target`.
    public Optional<String> top() {
        return TopDelta.explain(explanation);
    }

    /// What the error is made of, where that has a short answer that holds for these numbers.
    public Optional<String> error() {
        return TopDelta.error(explanation);
    }

    /// A weighted sum worked out.
    ///
    /// @param most how many terms are named
    /// @throws IllegalArgumentException if the stage is not a plain weighted sum
    public Worked forward(Stage stage, int element, int most) {
        Stage.Product product =
                stage.product()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        stage.symbol() + " is not a plain weighted sum"));
        Explanation.Parameter weight = explanation.parameter(product.weight());
        Stage before = stage(stage.parents().getFirst());
        int in = weight.shape().dim(0);
        int units = weight.shape().dim(1);
        int unit = element % units;
        List<Worked.Term> terms = new ArrayList<>();
        for (int i = 0; i < in; i++) {
            int source = element / units * in + i;
            terms.add(
                    new Worked.Term(
                            List.of(
                                    before.element(source),
                                    explanation.symbol(weight.path(), i * units + unit)),
                            List.of(
                                    before.values().getFlat(source),
                                    weight.values().getFlat((long) i * units + unit))));
        }
        product.bias()
                .map(explanation::parameter)
                .ifPresent(bias ->
                        terms.add(
                                new Worked.Term(
                                        List.of(explanation.symbol(bias.path(), unit)),
                                        List.of(bias.values().getFlat(unit)))));
        return Worked.of(stage.element(element), terms, most, stage.values().getFlat(element));
    }

    /// The derivative of the error towards an element worked out from those of the stages after it.
    ///
    /// @param most how many terms are named
    public Worked backward(Stage stage, int element, int most) {
        List<Worked.Term> terms = new ArrayList<>();
        for (Chain.Part part : explanation.steps(stage, element)) {
            terms.add(
                    part.above().value() == 1 && part.element().equals("E")
                            ? new Worked.Term(List.of(part.own().of()), List.of(part.own().value()))
                            : new Worked.Term(
                                    List.of(part.own().is(), part.above().is()),
                                    List.of(part.own().value(), part.above().value())));
        }
        return Worked.of(
                stage.derivative(element), terms, most, stage.derivatives().getFlat(element));
    }

    /// The derivative of the error towards one number of a parameter worked out: what comes in
    /// times what comes back, for each place where the number is used.
    ///
    /// @param most how many terms are named
    public Worked derivative(Explanation.Parameter parameter, int position, int most) {
        List<Worked.Term> terms = new ArrayList<>();
        for (Chain.Part part : explanation.parts(parameter.path(), position)) {
            terms.add(
                    new Worked.Term(
                            List.of(part.own().is(), part.above().is()),
                            List.of(part.own().value(), part.above().value())));
        }
        return Worked.of(
                "∂E/∂" + explanation.symbol(parameter.path(), position),
                terms,
                most,
                parameter.derivatives().getFlat(position));
    }
}
