package org.glissade.learn.loss;

import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import org.glissade.tensor.DType;
import org.glissade.tensor.DTypeException;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;

/// The losses of [Loss], each one formula over checked operands.
enum StandardLoss implements Loss {
    MEAN_SQUARED_ERROR(false, (output, target) -> output.minus(target).square()),
    MEAN_ABSOLUTE_ERROR(false, (output, target) -> output.minus(target).abs()),
    BINARY_CROSS_ENTROPY(false, (logits, target) -> logits.softplus().minus(logits.times(target))),
    CROSS_ENTROPY(
            true,
            (logits, labels) ->
                    logits.logSoftmax(-1)
                            .times(labels.oneHot(logits.dim(-1), logits.dtype()))
                            .sum(-1)
                            .negate());

    private final boolean onLabels;
    private final BinaryOperator<Tensor> formula;

    StandardLoss(boolean onLabels, BinaryOperator<Tensor> formula) {
        this.onLabels = onLabels;
        this.formula = formula;
    }

    @Override
    public Tensor perExample(Tensor output, Tensor target) {
        if (onLabels) {
            checkLabels(output, target);
        } else {
            checkEqual(output, target);
        }
        Tensor values = formula.apply(output, target);
        return values.shape().rank() == 1 ? values : values.flatten(1).mean(1);
    }

    private void checkLabels(Tensor logits, Tensor labels) {
        if (!labels.dtype().isInteger()) {
            throw new DTypeException(
                    toString(),
                    "labels are integers, the numbers of the classes",
                    List.of(logits.type(), labels.type()),
                    logits.trace().here(),
                    "cast them with labels.cast(DType.I32); for targets in [0, 1] use binary-cross-entropy");
        }
        if (logits.shape().rank() != 2
                || labels.shape().rank() != 1
                || logits.dim(0) != labels.dim(0)) {
            throw shapes(
                    logits,
                    labels,
                    "takes logits [n, classes] and labels [n]",
                    labels.shape().rank() == 2 && labels.dim(1) == 1
                            ? "the labels have an axis too many: labels.squeeze(1)"
                            : "end the network with one output for each class");
        }
    }

    private void checkEqual(Tensor output, Tensor target) {
        if (output.dtype() != target.dtype() || !output.dtype().isFloating()) {
            throw new DTypeException(
                    toString(),
                    "output and target are of one floating-point type",
                    List.of(output.type(), target.type()),
                    output.trace().here(),
                    "cast the target with target.cast(DType."
                            + (output.dtype() == DType.F64 ? "F64" : "F32")
                            + ")");
        }
        if (output.shape().rank() == 0 || !output.shape().equals(target.shape())) {
            throw shapes(
                    output,
                    target,
                    "output and target have the same shape, the batch first; losses never broadcast",
                    output.shape().size() == target.shape().size() && target.shape().rank() == 1
                            ? "give the target its last axis: target.expandDims(-1)"
                            : "end the network with one output for each target");
        }
    }

    private ShapeException shapes(Tensor output, Tensor target, String rule, String hint) {
        return new ShapeException(
                toString(),
                rule,
                List.of(output.type(), target.type()),
                output.trace().here(),
                hint);
    }

    /// `mean-squared-error`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
