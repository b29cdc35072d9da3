package org.glissade.learn.explain;

import java.util.List;
import java.util.Optional;
import org.glissade.learn.data.Task;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.model.TargetScaling;

/// Why the topmost deltas are what they are, where that has a short answer. The answer is looked
/// for in the numbers, so it is never said where it does not hold.
final class TopDelta {
    private static final double EXACT = 1e-12;

    private TopDelta() {}

    static Optional<String> explain(Explanation explanation) {
        Stage output = explanation.output();
        double[] derivatives = output.derivatives().toDoubles();
        double[] prediction = explanation.prediction();
        double[] target = explanation.target();
        String name = output.derivative();
        if (output.role() == Role.WEIGHTED_SUM
                && explanation.model().task() instanceof Task.Classification) {
            if (equal(derivatives, prediction, target, 1)) {
                return Optional.of(
                        name
                                + " = prediction − target: what is too much is positive, what is too little negative"
                                + " (softmax and cross-entropy together)");
            }
            boolean second = derivatives.length == 1 && prediction.length == 2;
            if (second && Math.abs(derivatives[0] - (prediction[1] - target[1])) < EXACT) {
                return Optional.of(
                        name
                                + " = prediction − target of the second class (sigmoid and cross-entropy together)");
            }
        }
        if (explanation.model().objective().loss().equals(Loss.meanSquaredError())) {
            double[] learned = learned(target, explanation.model().objective().scaling());
            double[] values = output.values().toDoubles();
            if (values.length == learned.length
                    && equal(derivatives, values, learned, 2.0 / values.length)) {
                String factor = values.length == 1 ? "2" : "2/" + values.length;
                boolean scaled = !explanation.model().objective().scaling().means().isEmpty();
                return Optional.of(
                        name
                                + " = "
                                + factor
                                + " · (value − target): the derivative of the squared distance"
                                + (scaled
                                        ? "; the network learns the target as (target − mean) / deviation = "
                                                + (float) learned[0]
                                        : ""));
            }
        }
        return Optional.empty();
    }

    /// What the error is made of.
    static Optional<String> error(Explanation explanation) {
        double[] prediction = explanation.prediction();
        double[] target = explanation.target();
        if (explanation.model().task() instanceof Task.Classification(List<String> classes)) {
            int right = 0;
            while (target[right] == 0) {
                right++;
            }
            boolean holds = Math.abs(explanation.error() + Math.log(prediction[right])) < EXACT;
            return holds
                    ? Optional.of(
                            "E = −log("
                                    + (float) prediction[right]
                                    + "), where that is the prediction for "
                                    + classes.get(right)
                                    + ", which is right; E would be 0 if it were 1")
                    : Optional.empty();
        }
        double[] values = explanation.output().values().toDoubles();
        double[] learned = learned(target, explanation.model().objective().scaling());
        boolean single = values.length == 1 && learned.length == 1;
        double distance = single ? values[0] - learned[0] : Double.NaN;
        return Math.abs(explanation.error() - distance * distance) < EXACT
                ? Optional.of(
                        "E = (value − target)² = "
                                + (float) distance
                                + "², both on the scale that the network learns")
                : Optional.empty();
    }

    private static double[] learned(double[] target, TargetScaling scaling) {
        double[] learned = target.clone();
        List<Double> means = scaling.means();
        for (int i = 0; i < means.size(); i++) {
            learned[i] = (target[i] - means.get(i)) / scaling.deviations().get(i);
        }
        return learned;
    }

    private static boolean equal(double[] derivatives, double[] a, double[] b, double factor) {
        if (derivatives.length != a.length || a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(derivatives[i] - factor * (a[i] - b[i])) < EXACT)) {
                return false;
            }
        }
        return true;
    }
}
