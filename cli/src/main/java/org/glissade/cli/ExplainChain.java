package org.glissade.cli;

import static org.glissade.cli.ExplainNumbers.exponent;
import static org.glissade.cli.ExplainNumbers.product;
import static org.glissade.cli.ExplainNumbers.text;

import java.util.List;
import java.util.stream.Collectors;
import org.glissade.learn.explain.Chain;
import org.glissade.learn.explain.Factor;
import org.glissade.learn.explain.Path;

/// One derivative as text: its paths, each a chain of factors, their sum, and the two witnesses.
final class ExplainChain {
    private static final int DIGITS = 12;

    private final Chain chain;
    private final Ink ink;
    private final StringBuilder text = new StringBuilder();

    private ExplainChain(Chain chain, Ink ink) {
        this.chain = chain;
        this.ink = ink;
    }

    static String of(Chain chain, Ink ink) {
        return new ExplainChain(chain, ink).whole();
    }

    private String whole() {
        String derivative = "∂E/∂" + chain.symbol();
        line(
                ink.bold("the chain of one derivative: " + derivative)
                        + "   "
                        + chain.symbol()
                        + " is "
                        + chain.weight()
                        + " = "
                        + text(chain.value()));
        line(
                ink.dim(
                        "  By how much does the error E change if this weight grows a little? Follow every path"
                                + " from the weight"));
        line(
                ink.dim(
                        "  to E, multiply how much each step changes the next (a factor), and add up the paths."));
        line("");
        paths();
        line("");
        parts(derivative);
        witnesses(derivative);
        return text.toString();
    }

    private void paths() {
        if (chain.paths().isEmpty()) {
            line(
                    "  No path reaches the error: on each of them a factor is 0 (a unit that is off, or an input of 0).");
            line("  sum of all paths = 0");
            return;
        }
        for (Path path : chain.paths()) {
            line("  " + ink.blue(path.toString()));
            List<Factor> factors = path.factors();
            line(
                    ink.dim("      ∂  ")
                            + factors.stream().map(Factor::of).collect(Collectors.joining(" · ")));
            line(
                    ink.dim("      is ")
                            + factors.stream().map(Factor::is).collect(Collectors.joining(" · ")));
            line(
                    ink.dim("      =  ")
                            + product(factors.stream().map(Factor::value).toList())
                                    .replace("·", " · ")
                            + " = "
                            + ink.green(text(path.product())));
        }
        double more = chain.pathCount() - chain.paths().size();
        if (more > 0) {
            line(
                    "  … and "
                            + (more < 1e15 ? Numbers.count((long) more) : exponent(more, 4))
                            + " weaker paths, together "
                            + text(chain.rest()));
        }
        line("  sum of all paths = " + ink.green(exponent(chain.pathSum(), DIGITS)));
    }

    private void parts(String derivative) {
        if (chain.parts().isEmpty()) {
            return;
        }
        line(
                ink.dim(
                        "  What comes after the first step is the same for all weights that lead there. Backpropagation works it out once:"));
        for (Chain.Part part : chain.parts()) {
            line(
                    "  "
                            + part.own().is()
                            + " · "
                            + part.above().is()
                            + " = "
                            + product(List.of(part.own().value(), part.above().value()))
                                    .replace("·", " · ")
                            + " = "
                            + text(part.own().value() * part.above().value()));
        }
        line("");
        line("  " + derivative);
    }

    private void witnesses(String derivative) {
        line("    sum of paths       " + padded(chain.pathSum()));
        line("    backpropagation    " + padded(chain.derivative()));
        line(
                "    finite difference  "
                        + padded(chain.finiteDifference().value())
                        + ink.dim(
                                "   E with the weight a little greater, less E with it a little smaller,"));
        line(
                " ".repeat(24 + DIGITS + 4)
                        + ink.dim("over the distance: knows nothing of the chain rule"));
        double least = Math.max(Math.abs(chain.derivative()), Double.MIN_NORMAL);
        line(
                ink.dim(
                        "    the last two differ by "
                                + exponent(
                                        Math.abs(
                                                chain.derivative()
                                                        - chain.finiteDifference().value()),
                                        2)
                                + (chain.derivative() == 0
                                        ? ""
                                        : ", " + share(least) + " of the derivative")));
        String effect = chain.derivative() > 0 ? "lowers" : "raises";
        if (chain.derivative() != 0) {
            line(
                    "  "
                            + derivative
                            + " is "
                            + (chain.derivative() > 0 ? "positive" : "negative")
                            + ": a greater weight means a "
                            + (chain.derivative() > 0 ? "greater" : "smaller")
                            + " error, so a step of gradient descent "
                            + effect
                            + " it.");
        }
    }

    private String share(double size) {
        return exponent(Math.abs(chain.derivative() - chain.finiteDifference().value()) / size, 2);
    }

    private static String padded(double number) {
        String shown = exponent(number, DIGITS);
        return (number < 0 ? "" : " ")
                + shown
                + " ".repeat(Math.max(0, DIGITS + 4 - shown.length()));
    }

    private void line(String content) {
        text.append(content.stripTrailing()).append(System.lineSeparator());
    }
}
