package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.model.Model;

/// Backpropagation with every number on the table.
final class ByHand implements Lesson {
    @Override
    public String title() {
        return "backpropagation by hand";
    }

    @Override
    public void show(Page page) {
        TwoTwoOne outcome = TwoTwoOne.computed();
        page.text(
                "Lesson 2 found the derivatives of one neuron's weights from its delta. In a network the hidden"
                        + " neurons have deltas, too. Backpropagation finds them, from the top down. Here it is with every"
                        + " number: two inputs, two hidden neurons h1 and h2, one output. All use the sigmoid. To keep it short"
                        + " the biases start at 0. The weights are random, rounded to one digit.");
        page.text(
                "Forward. Each neuron: weighted sum s of what comes in, then f = sigmoid(s). In brackets are the weights:");
        page.lines(
                net(
                        outcome,
                        "h1 = " + Figures.fixed(outcome.f(0), 4),
                        "h2 = " + Figures.fixed(outcome.f(1), 4),
                        "out = " + Figures.fixed(outcome.out(), 4)));
        page.lines(forward(outcome));
        page.text(
                "The target is t = %s. The error is E = (out - t)² = (%s - %s)² = %s."
                        .formatted(
                                Figures.brief(TwoTwoOne.TARGET),
                                Figures.fixed(outcome.out(), 4),
                                Figures.brief(TwoTwoOne.TARGET),
                                Figures.fixed(outcome.look().error(), 6)));
        page.text(
                "Backward. The delta of a neuron: how E changes if its weighted sum s grows a little. To get from s to E"
                        + " one passes the neuron's activation, so each delta has the slope of the activation as a"
                        + " factor. The slope of the sigmoid is f·(1-f). The output first, then each hidden neuron from the delta above"
                        + " it, through the weight between them:");
        page.lines(backward(outcome));
        page.lines(
                net(
                        outcome,
                        "δ1 = " + Figures.signed(outcome.delta(0), 4),
                        "δ2 = " + Figures.signed(outcome.delta(1), 4),
                        "δ = " + Figures.signed(outcome.topDelta(), 4)));
        page.text(
                "Now every derivative is one product: the delta of the neuron that the weight leads to, times"
                        + " the number that comes in through it. (For a bias that number is 1, so its derivative is the delta.)");
        page.table(
                derivatives(outcome),
                "<weight",
                "value",
                "delta · input",
                "derivative",
                "by trying");
        page.text(chain(outcome));
        page.text(
                "One step with rate %s, every weight and bias minus its derivative: the error falls from %s to %s."
                        .formatted(
                                Figures.brief(TwoTwoOne.RATE),
                                Figures.fixed(outcome.look().error(), 6),
                                Figures.fixed(outcome.after(), 6)));
        page.text(
                "Why must weights start random and different? Start all of them at %s: both hidden neurons compute"
                                .formatted(Figures.brief(TwoTwoOne.EQUAL))
                        + " the same f, so they get the same delta, %s and %s, and the same step. They stay twins."
                                .formatted(
                                        Figures.signed(TwoTwoOne.deltas(outcome.twins())[0], 6),
                                        Figures.signed(TwoTwoOne.deltas(outcome.twins())[1], 6))
                        + " Such twins (here with tanh) trained on XOR, %s rounds later, and two that started random:"
                                .formatted(TwoTwoOne.ROUNDS));
        page.table(
                List.of(twins("equal", outcome.trained()), twins("random", outcome.different())),
                "<start",
                "weights of h1",
                "weights of h2",
                "right");
        page.text(
                "Two equal neurons are one neuron, and that cannot do XOR (lesson 3). Zero is worse still: the"
                        + " delta of a hidden neuron has the weight above it as a factor, so here the deltas are %s and %s,"
                                .formatted(
                                        Figures.fixed(TwoTwoOne.deltas(outcome.zeros())[0], 4),
                                        Figures.fixed(TwoTwoOne.deltas(outcome.zeros())[1], 4))
                        + " and the hidden weights do not move at all. Random numbers make every neuron different from the first step on.");
        page.text(
                "To keep: delta of a neuron = slope of its activation times the sum of the deltas above, each times the"
                        + " weight between. Derivative of a weight = delta above times input below.");
        page.text("The same for your own models: glissade explain MODEL DATA --row N.");
    }

    /// The network with something written at its neurons.
    private static List<String> net(TwoTwoOne outcome, String h1, String h2, String out) {
        String first =
                "x1 = %s ──(%s)──▶ "
                        .formatted(
                                Figures.fixed(TwoTwoOne.INPUTS[0], 2),
                                weight(outcome.weight(0, 0)));
        String last =
                "x2 = %s ──(%s)──▶ "
                        .formatted(
                                Figures.fixed(TwoTwoOne.INPUTS[1], 2),
                                weight(outcome.weight(1, 1)));
        String down = "     ╲─────(%s)──▶ h2".formatted(weight(outcome.weight(0, 1)));
        String up = "     ╱─────(%s)──▶ h1".formatted(weight(outcome.weight(1, 0)));
        int corner = first.length() + 24;
        return List.of(
                joined(first, h1, outcome.weight(0), "┐"),
                down + " ".repeat(corner - down.length()) + "├──▶ " + out,
                up + " ".repeat(corner - up.length()) + "│",
                joined(last, h2, outcome.weight(1), "┘"));
    }

    private static String joined(String before, String neuron, double weight, String corner) {
        return before
                + neuron
                + " ".repeat(Math.max(0, 13 - neuron.length()))
                + "──("
                + weight(weight)
                + ")───"
                + corner;
    }

    private static String weight(double number) {
        return Figures.signed(number, 1);
    }

    private static List<String> forward(TwoTwoOne outcome) {
        List<String> lines = new ArrayList<>();
        for (int hidden = 0; hidden < 2; hidden++) {
            lines.add(
                    "h%s    s = %s·%s + %s·%s = %s    f = %s"
                            .formatted(
                                    hidden + 1,
                                    bracket(outcome.weight(0, hidden)),
                                    Figures.fixed(TwoTwoOne.INPUTS[0], 2),
                                    bracket(outcome.weight(1, hidden)),
                                    Figures.fixed(TwoTwoOne.INPUTS[1], 2),
                                    Figures.signed(outcome.s(hidden), 4),
                                    Figures.fixed(outcome.f(hidden), 4)));
        }
        lines.add(
                "out   s = %s·%s + %s·%s = %s    f = %s"
                        .formatted(
                                bracket(outcome.weight(0)),
                                Figures.fixed(outcome.f(0), 4),
                                bracket(outcome.weight(1)),
                                Figures.fixed(outcome.f(1), 4),
                                Figures.signed(outcome.topSum(), 4),
                                Figures.fixed(outcome.out(), 4)));
        return lines;
    }

    private static List<String> backward(TwoTwoOne outcome) {
        List<String> lines = new ArrayList<>();
        double out = outcome.out();
        lines.add(
                "out   δ  = 2·(out - t) · f·(1 - f) = %s · %s = %s"
                        .formatted(
                                bracket4(2 * (out - TwoTwoOne.TARGET)),
                                Figures.fixed(out * (1 - out), 4),
                                Figures.signed(outcome.topDelta(), 6)));
        for (int hidden = 0; hidden < 2; hidden++) {
            double f = outcome.f(hidden);
            lines.add(
                    "h%s    δ%s = δ · weight · f·(1 - f)  = %s · %s · %s = %s"
                            .formatted(
                                    hidden + 1,
                                    hidden + 1,
                                    bracket4(outcome.topDelta()),
                                    bracket(outcome.weight(hidden)),
                                    Figures.fixed(f * (1 - f), 4),
                                    Figures.signed(outcome.delta(hidden), 6)));
        }
        return lines;
    }

    private static List<List<String>> derivatives(TwoTwoOne outcome) {
        List<List<String>> rows = new ArrayList<>();
        double[] below = outcome.look().derivative(TwoTwoOne.BELOW);
        for (int input = 0; input < 2; input++) {
            for (int hidden = 0; hidden < 2; hidden++) {
                int at = 2 * input + hidden;
                rows.add(
                        row(
                                "x%s to h%s".formatted(input + 1, hidden + 1),
                                outcome.weight(input, hidden),
                                outcome.delta(hidden),
                                TwoTwoOne.INPUTS[input],
                                below[at],
                                outcome.tried()[at]));
            }
        }
        double[] above = outcome.look().derivative(TwoTwoOne.ABOVE);
        for (int hidden = 0; hidden < 2; hidden++) {
            rows.add(
                    row(
                            "h%s to out".formatted(hidden + 1),
                            outcome.weight(hidden),
                            outcome.topDelta(),
                            outcome.f(hidden),
                            above[hidden],
                            outcome.tried()[4 + hidden]));
        }
        return rows;
    }

    private static List<String> row(
            String name,
            double weight,
            double delta,
            double input,
            double derivative,
            double tried) {
        return List.of(
                name,
                weight(weight),
                bracket4(delta) + " · " + Figures.fixed(input, 4),
                Figures.signed(derivative, 8),
                Figures.signed(tried, 8));
    }

    private static String chain(TwoTwoOne outcome) {
        double[] factors = outcome.factors();
        double product = Arrays.stream(factors).reduce(1, (a, b) -> a * b);
        return "Written out, the derivative of the first weight is a chain: from E to out, through the output's activation,"
                + " over the weight to h1, through h1's activation, to the weight. %s · %s · %s · %s · %s = %s."
                        .formatted(
                                bracket4(factors[0]),
                                bracket4(factors[1]),
                                bracket(factors[2]),
                                bracket4(factors[3]),
                                Figures.brief(factors[4]),
                                Figures.signed(product, 8))
                + " Mathematicians call it the chain rule. By trying (weight up and down by %s) it is %s."
                        .formatted(
                                Figures.brief(ErrorOf.MOVE), Figures.signed(outcome.tried()[0], 8))
                + " Deltas save the work: the first factors of all these chains are the same, and are computed once.";
    }

    private static List<String> twins(String start, Model model) {
        double[] weights = Start.values(model, TwoTwoOne.BELOW);
        Dataset data = Points.exclusiveOr();
        return List.of(
                start,
                Figures.signed(weights[0], 4) + " " + Figures.signed(weights[2], 4),
                Figures.signed(weights[1], 4) + " " + Figures.signed(weights[3], 4),
                Learning.right(model, data) + " of " + data.rows());
    }

    private static String bracket(double number) {
        String text = Figures.fixed(number, 1);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    private static String bracket4(double number) {
        String text = Figures.fixed(number, 4);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }
}
