package org.glissade.learn.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.metric.ClassificationReport;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.metric.RegressionReport;
import org.glissade.runtime.Array;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;

/// What a network's raw outputs mean: how they are compared with targets, and how they become
/// predictions.
///
/// | task | output | loss unless asked otherwise | prediction |
/// | --- | --- | --- | --- |
/// | classification | `[n, classes]` logits | cross-entropy | softmax |
/// | classification of two classes | `[n, 1]` logit of the second | binary cross-entropy | 1 − sigmoid, sigmoid |
/// | regression | `[n, targets]` | mean squared error on scaled targets | in the targets' unit |
///
/// @param loss its loss on raw outputs
/// @param scaling of regression targets
public record Objective(Task task, Loss loss, TargetScaling scaling) {
    /// The parts must suit each other.
    public Objective {
        int scaled = scaling.means().size();
        boolean fits =
                switch (task) {
                    case Task.Classification _ -> scaled == 0;
                    case Task.Regression(List<String> targets) ->
                            scaled == 0 || scaled == targets.size();
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "a scaling of " + scaled + " targets does not suit " + task);
        }
    }

    /// The objective that suits training data and a network's number of outputs.
    public static Objective of(Dataset train, int outputs) {
        return new Objective(
                train.task(), defaultLoss(train.task(), outputs), TargetScaling.of(train));
    }

    /// The loss of the table above.
    public static Loss defaultLoss(Task task, int outputs) {
        return switch (task) {
            case Task.Classification _ when outputs == 1 -> Loss.binaryCrossEntropy();
            case Task.Classification _ -> Loss.crossEntropy();
            case Task.Regression _ -> Loss.meanSquaredError();
        };
    }

    /// A network written without its output layer, completed: unless it ends in a dense layer with
    /// the right number of outputs, one is added.
    ///
    /// @throws IllegalArgumentException if the network ends in softmax or sigmoid where the loss
    ///   takes logits
    public static Sequential complete(Sequential network, Task task) {
        return complete(network, task, Initializer.fanIn());
    }

    /// As [#complete(Sequential, Task)], with the first weights of a layer that is added.
    public static Sequential complete(Sequential network, Task task, Initializer initializer) {
        Layer last = network.layers().isEmpty() ? Activation.IDENTITY : network.layers().getLast();
        if (last == Activation.SOFTMAX
                || last == Activation.LOG_SOFTMAX
                || (last == Activation.SIGMOID && single(network, task))) {
            throw new IllegalArgumentException(
                    "the network ends in "
                            + last
                            + ", but the loss works on raw outputs and"
                            + " adds it itself"
                            + System.lineSeparator()
                            + "  hint  remove the last "
                            + last);
        }
        boolean complete =
                last instanceof Dense(int units, var _)
                        && (units == task.outputs() || (units == 1 && isBinary(task)));
        return complete ? network : network.then(new Dense(task.outputs(), initializer));
    }

    private static boolean single(Sequential network, Task task) {
        int size = network.layers().size();
        return task instanceof Task.Classification
                && size > 1
                && network.layers().get(size - 2) instanceof Dense(int units, var _)
                && (units == 1 || units == task.outputs());
    }

    private static boolean isBinary(Task task) {
        return task instanceof Task.Classification(List<String> classes) && classes.size() == 2;
    }

    /// The loss of each example, `[n]`.
    ///
    /// @param targets as in [Dataset]
    /// @throws ShapeException if the output does not suit the task
    public Tensor perExample(Tensor output, Tensor targets) {
        return loss.perExample(output, suited(output, targets));
    }

    /// The mean loss of a batch, a scalar, as the loss weighs examples.
    ///
    /// @param targets as in [Dataset]
    /// @throws ShapeException if the output does not suit the task
    public Tensor mean(Tensor output, Tensor targets) {
        return loss.mean(output, suited(output, targets));
    }

    /// What each example counts in the mean, `[n]`; empty where all count the same.
    ///
    /// @param targets as in [Dataset]
    /// @throws ShapeException if the output does not suit the task
    public Optional<Tensor> weights(Tensor output, Tensor targets) {
        return loss.weights(output, suited(output, targets));
    }

    /// Targets as the loss takes them.
    private Tensor suited(Tensor output, Tensor targets) {
        check(output);
        return switch (task) {
            case Task.Classification _ when output.dim(1) == 1 ->
                    targets.cast(output.dtype()).expandDims(-1);
            case Task.Classification _ -> targets;
            case Task.Regression _ -> scaling.scale(targets);
        };
    }

    /// Predictions, `[n, outputs of the task]`: probabilities of classes, or numbers in the
    /// targets' unit.
    ///
    /// @throws ShapeException if the output does not suit the task
    public Tensor prediction(Tensor output) {
        check(output);
        return switch (task) {
            case Task.Classification _ when output.dim(1) == 1 ->
                    Tensor.concat(1, output.negate().sigmoid(), output.sigmoid());
            case Task.Classification _ -> output.softmax(-1);
            case Task.Regression _ -> scaling.unscale(output);
        };
    }

    private void check(Tensor output) {
        boolean fits =
                output.shape().rank() == 2
                        && (output.dim(1) == task.outputs()
                                || (output.dim(1) == 1 && isBinary(task)));
        if (!fits) {
            throw new ShapeException(
                    "output",
                    "the network gives "
                            + output.shape()
                            + " where "
                            + task
                            + " needs [n, "
                            + task.outputs()
                            + "]",
                    List.of(output.type()),
                    output.node().origin(),
                    output.shape().rank() > 2
                            ? "start the network with flatten"
                            : "end the network with dense(" + task.outputs() + ")");
        }
    }

    /// The numbers shown for each epoch, without the loss: accuracy for classes, else rmse, mae and
    /// r2.
    public Map<String, Double> measures(Dataset data, Array predictions) {
        Map<String, Double> values = new LinkedHashMap<>();
        switch (task) {
            case Task.Classification(List<String> classes) -> {
                int right = 0;
                for (int row = 0; row < data.rows(); row++) {
                    long first = (long) row * classes.size();
                    int best = 0;
                    for (int type = 1; type < classes.size(); type++) {
                        if (predictions.getFlat(first + type) > predictions.getFlat(first + best)) {
                            best = type;
                        }
                    }
                    right += best == data.targets().getLong(row) ? 1 : 0;
                }
                values.put("accuracy", right / (double) data.rows());
            }
            case Task.Regression _ -> {
                values.putAll(report(data, predictions, 0).values());
                values.remove("loss");
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /// All measures of predictions on data.
    public Evaluation report(Dataset data, Array predictions, double meanLoss) {
        return switch (task) {
            case Task.Classification(List<String> classes) ->
                    ClassificationReport.of(
                            meanLoss, classes, data.targets().toInts(), predictions.toDoubles());
            case Task.Regression(List<String> targets) ->
                    RegressionReport.of(
                            meanLoss,
                            data.targets().toDoubles(),
                            predictions.toDoubles(),
                            targets.size());
        };
    }
}
