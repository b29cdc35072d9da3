package org.glissade.learn.loss;

import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.DTypeException;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;

/// An output and its target, checked to belong together on behalf of a loss.
///
/// @param loss what errors call the loss
record Operands(Object loss, Tensor output, Tensor target) {
    /// Both of one floating-point type and shape, the batch first.
    static void checkValues(Object loss, Tensor output, Tensor target) {
        new Operands(loss, output, target).checkValues();
    }

    /// Logits `[n, classes]` and integers `[n]`.
    static void checkLabels(Object loss, Tensor logits, Tensor labels) {
        new Operands(loss, logits, labels).checkLabels();
    }

    /// Values of one example, `[n, …]`, as their mean `[n]`.
    static Tensor meanOfEach(Tensor values) {
        return values.shape().rank() == 1 ? values : values.flatten(1).mean(1);
    }

    private void checkLabels() {
        checkIntegers(
                "labels are integers, the numbers of the classes",
                "cast them with labels.cast(DType.I32); for targets in [0, 1] use binary-cross-entropy");
        if (output.shape().rank() != 2
                || target.shape().rank() != 1
                || output.dim(0) != target.dim(0)) {
            throw shapes(
                    "takes logits [n, classes] and labels [n]",
                    target.shape().rank() == 2 && target.dim(1) == 1
                            ? "the labels have an axis too many: labels.squeeze(1)"
                            : "end the network with one output for each class");
        }
    }

    void checkIntegers(String rule, String hint) {
        if (!target.dtype().isInteger()) {
            throw new DTypeException(
                    loss.toString(),
                    rule,
                    List.of(output.type(), target.type()),
                    output.trace().here(),
                    hint);
        }
    }

    private void checkValues() {
        if (output.dtype() != target.dtype() || !output.dtype().isFloating()) {
            throw new DTypeException(
                    loss.toString(),
                    "output and target are of one floating-point type",
                    List.of(output.type(), target.type()),
                    output.trace().here(),
                    target.dtype().isInteger() && output.shape().rank() == 2
                            ? "labels of classes need a loss such as cross-entropy, or one output: end the network with dense(1)"
                            : "cast the target with target.cast(DType."
                                    + (output.dtype() == DType.F64 ? "F64" : "F32")
                                    + ")");
        }
        if (output.shape().rank() == 0 || !output.shape().equals(target.shape())) {
            throw shapes(
                    "output and target have the same shape, the batch first; losses never broadcast",
                    output.shape().size() == target.shape().size() && target.shape().rank() == 1
                            ? "give the target its last axis: target.expandDims(-1)"
                            : "end the network with one output for each target");
        }
    }

    /// Weights of examples, `[n]`, of the losses' type.
    static void checkWeights(Object loss, Tensor losses, Tensor weights) {
        if (!weights.type().equals(losses.type())) {
            throw new Operands(loss, losses, weights)
                    .shapes(
                            "weights of examples have the type and shape of the losses",
                            "give one weight for each example: " + losses.type());
        }
    }

    /// Weights of classes as a row `[1, classes]`, one for each column of the logits.
    static Tensor classWeights(Object loss, Tensor logits, Tensor labels, List<Double> weights) {
        if (weights.size() != logits.dim(1)) {
            throw new Operands(loss, logits, labels)
                    .shapes(
                            "has "
                                    + weights.size()
                                    + " class weights for "
                                    + logits.dim(1)
                                    + " classes",
                            "give one weight for each class, in the order of the classes");
        }
        double[] values = weights.stream().mapToDouble(Double::doubleValue).toArray();
        TensorType row = new TensorType(logits.dtype(), Shape.of(1, values.length));
        return logits.trace().constant(Literal.of(row, values));
    }

    ShapeException shapes(String rule, String hint) {
        return new ShapeException(
                loss.toString(),
                rule,
                List.of(output.type(), target.type()),
                output.trace().here(),
                hint);
    }
}
