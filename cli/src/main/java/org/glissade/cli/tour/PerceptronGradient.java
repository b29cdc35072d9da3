package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.layer.Network;
import org.glissade.learn.loss.BinaryHinge;
import org.glissade.learn.model.Model;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.Trainer;

/// Where a neuron's derivatives come from, how a step uses them, and the perceptron's rule.
final class PerceptronGradient implements Lesson {
    private static final String NETWORK = "dense(1)";
    private static final String WEIGHT = "0.dense/weight";
    private static final String BIAS = "0.dense/bias";
    static final long SEED = 3;
    private static final double RATE = 1;
    private static final List<Integer> SHOWN = List.of(0, 1, 2, 5, 10, 20, 50);

    /// What the lesson has found.
    ///
    /// @param data the points
    /// @param neuron with random weights
    /// @param one the point with the largest error
    /// @param look the neuron while it looks at that point
    /// @param tried the derivatives of that point's error towards w1, w2 and b, found by trying
    /// @param steps w1, w2, b and the error after each step
    /// @param mistakes of the perceptron's rule in each round
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(
            Dataset data,
            Model neuron,
            Dataset one,
            Inside look,
            double[] tried,
            List<double[]> steps,
            List<Integer> mistakes) {
        /// The derivatives that backpropagation gives.
        double[] derivatives() {
            double[] weights = look.derivative(WEIGHT);
            return new double[] {weights[0], weights[1], look.derivative(BIAS)[0]};
        }
    }

    static Outcome outcome() {
        Dataset data = Points.clouds(40, 0.7, 3);
        Model neuron = Start.of(Network.parse(NETWORK), data, SEED);
        Dataset one = data.select(worst(neuron, data));
        double[] tried = new double[3];
        try (ErrorOf error = new ErrorOf(neuron, one)) {
            tried[0] = error.slope(WEIGHT, 0);
            tried[1] = error.slope(WEIGHT, 1);
            tried[2] = error.slope(BIAS, 0);
        }
        return new Outcome(
                data,
                neuron,
                one,
                Inside.of(neuron, one),
                tried,
                steps(neuron, data),
                mistakes(data));
    }

    private static int worst(Model neuron, Dataset data) {
        double[] sure = Learning.sure(neuron, data.features());
        int worst = 0;
        double least = 1;
        for (int row = 0; row < sure.length; row++) {
            double right = Points.label(data, row) == 1 ? sure[row] : 1 - sure[row];
            if (right < least) {
                least = right;
                worst = row;
            }
        }
        return worst;
    }

    private static List<double[]> steps(Model neuron, Dataset data) {
        List<double[]> steps = new ArrayList<>();
        try (Descent descent = new Descent(neuron, data, data.rows(), RATE)) {
            for (int step = 0; step <= SHOWN.getLast(); step++) {
                double w1 = descent.weight(WEIGHT, 0);
                double w2 = descent.weight(WEIGHT, 1);
                double b = descent.weight(BIAS, 0);
                steps.add(new double[] {w1, w2, b, descent.step()});
            }
        }
        return steps;
    }

    /// One point after the other, by the rule of the perceptron.
    private static List<Integer> mistakes(Dataset data) {
        Trainer trainer =
                Trainer.of(NETWORK)
                        .seed(SEED)
                        .loss(new BinaryHinge(0, false))
                        .optimizer(new Sgd(RATE))
                        .batchSize(1)
                        .epochs(8);
        return Learning.of(trainer, data).accuracies().stream()
                .map(right -> (int) Math.round((1 - right) * data.rows()))
                .toList();
    }

    @Override
    public String title() {
        return "a perceptron's gradient";
    }

    @Override
    public void show(Page page) {
        Outcome outcome = outcome();
        Inside look = outcome.look;
        double[] weights = OneNeuron.weights(outcome.neuron);
        double x1 = Points.x(outcome.one, 0);
        double x2 = Points.y(outcome.one, 0);
        int target = Points.label(outcome.one, 0);
        double f = Learning.sure(outcome.neuron, outcome.one.features())[0];
        double delta = look.delta("0.dense")[0];
        page.text(
                "Which way must a weight go so that the error falls? Its derivative tells: by how much"
                        + " the error grows if the weight grows by a little, per unit. If it is above"
                        + " 0, make the weight smaller; if it is below 0, make it larger.");
        page.text(
                "Take the neuron of lesson 1 with its random weights, and of its points the one that"
                        + " it gets most wrong: x1 = %s, x2 = %s, kind %s, so the target is t = %s."
                                .formatted(
                                        Figures.fixed(x1, 3),
                                        Figures.fixed(x2, 3),
                                        Points.KINDS.get(target),
                                        target));
        page.lines(
                "forward    s = %s·%s + %s·%s + %s = %s"
                        .formatted(
                                bracket(weights[0]),
                                bracket(x1),
                                bracket(weights[1]),
                                bracket(x2),
                                bracket(weights[2]),
                                Figures.signed(look.output("0.dense")[0], 3)),
                "           f = %s      error = %s"
                        .formatted(Figures.fixed(f, 3), Figures.fixed(look.error(), 3)),
                "backward   delta = derivative of the error towards s",
                "                 = f - t = %s - %s = %s"
                        .formatted(Figures.fixed(f, 3), target, Figures.signed(delta, 3)));
        page.text(
                "The delta says how the error would change if the weighted sum s grew a little. For"
                        + " this error and the sigmoid it is simply output minus target. The rest is"
                        + " easy: if w1 grows by 1, s grows by x1. So the derivative of w1 is"
                        + " delta times x1, that of w2 is delta times x2, and that of the bias is"
                        + " delta itself. Together they are called the gradient.");
        List<List<String>> rows = new ArrayList<>();
        List<String> names = List.of("w1", "w2", "b");
        double[] inputs = {x1, x2, 1};
        double[] derivatives = outcome.derivatives();
        for (int i = 0; i < names.size(); i++) {
            rows.add(
                    List.of(
                            names.get(i),
                            Figures.signed(weights[i], 3),
                            bracket(delta) + "·" + bracket(inputs[i]),
                            Figures.signed(derivatives[i], 6),
                            Figures.signed(outcome.tried[i], 6)));
        }
        page.table(rows, "<", "value", "delta · input", "derivative", "by trying");
        page.text(
                "\"By trying\" is the check: move the weight up by %s and down by %s, compute the error"
                                .formatted(Figures.brief(ErrorOf.MOVE), Figures.brief(ErrorOf.MOVE))
                        + " both times, and divide the difference by the distance. It costs two runs of"
                        + " the network for each weight. One delta gives all derivatives at once.");
        page.text(
                "A step of learning goes against the gradient, the mean over all points: new weight ="
                        + " weight - rate · derivative. Here with rate %s, again and again (the last line is the neuron that lesson 1 ended with):"
                                .formatted(Figures.brief(RATE)));
        page.table(
                SHOWN.stream().map(step -> row(step, outcome.steps.get(step))).toList(),
                "step",
                "w1",
                "w2",
                "b",
                "error");
        page.lines(slope(outcome).lines());
        page.text(
                "The curve is the error for other values of w1, with w2 and b as they start. O marks"
                        + " the start. The dots are the straight line with the derivative as its"
                        + " slope: close to O it is as good as the curve, far away it is not. That is"
                        + " why learning takes many small steps rather than one large one.");
        page.text(
                "The oldest neuron, the perceptron, had a step as its activation: 1 if s > 0, else 0. A"
                        + " step is flat, its slope is 0 almost everywhere, so no derivative comes"
                        + " through. Its rule looks only at s: after each point on the wrong side add"
                        + " rate · input to the weights (for an o: subtract), after the others do"
                        + " nothing. That is descent, too, on the error \"how far on the wrong side\"."
                        + " Mistakes in each round through the points: %s."
                                .formatted(
                                        outcome.mistakes.stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(", "))));
        page.text(
                "To keep: delta = how the error changes with a neuron's weighted sum. Derivative of a"
                        + " weight = delta · its input. A step goes against the derivatives.");
    }

    private static List<String> row(int step, double[] values) {
        return List.of(
                Integer.toString(step),
                Figures.signed(values[0], 3),
                Figures.signed(values[1], 3),
                Figures.signed(values[2], 3),
                Figures.fixed(values[3], 4));
    }

    /// A number that may stand in a product.
    private static String bracket(double number) {
        String text = Figures.fixed(number, 3);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    /// The mean error along w1, and the tangent where the neuron starts.
    private static Canvas slope(Outcome outcome) {
        double start = OneNeuron.weights(outcome.neuron)[0];
        Span across = new Span(start - 4, start + 4);
        try (ErrorOf error = new ErrorOf(outcome.neuron, outcome.data)) {
            double here = error.value();
            double slope = error.slope(WEIGHT, 0);
            double most =
                    Math.max(
                            error.with(WEIGHT, 0, across.from()),
                            error.with(WEIGHT, 0, across.to()));
            return new Canvas(60, 12, across, new Span(0, most))
                    .titled("error for each w1")
                    .curve(w -> here + slope * (w - start), '·')
                    .curve(w -> error.with(WEIGHT, 0, w), '•')
                    .mark(start, here, 'O');
        }
    }
}
