package org.glissade.learn.loss;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.glissade.tensor.Tensor;

/// How wrong an output is, one number for each example. Losses never broadcast: `[n, 1]` against
/// `[n]` is an error.
public interface Loss {
    /// The loss of each example, `[n]`, for outputs and targets whose first axis is the batch.
    ///
    /// @throws org.glissade.tensor.ShapeException if output and target do not belong together
    Tensor perExample(Tensor output, Tensor target);

    /// The mean over the batch, a scalar.
    default Tensor mean(Tensor output, Tensor target) {
        return perExample(output, target).mean();
    }

    /// The mean of (output − target)² over each example's values; output and target `[n, …]`.
    static Loss meanSquaredError() {
        return StandardLoss.MEAN_SQUARED_ERROR;
    }

    /// The mean of |output − target| over each example's values; output and target `[n, …]`.
    static Loss meanAbsoluteError() {
        return StandardLoss.MEAN_ABSOLUTE_ERROR;
    }

    /// −t·log σ(z) − (1 − t)·log(1 − σ(z)) for logits z and targets t in [0, 1], both `[n, …]`;
    /// computed as softplus(z) − t·z, which does not overflow.
    static Loss binaryCrossEntropy() {
        return StandardLoss.BINARY_CROSS_ENTROPY;
    }

    /// −log softmax(z) at the right class, for logits z `[n, classes]` and labels `[n]` (I32 or
    /// I64) in [0, classes).
    static Loss crossEntropy() {
        return StandardLoss.CROSS_ENTROPY;
    }

    /// The names of the losses above: `mean-squared-error`, …
    static List<String> names() {
        return Stream.of(StandardLoss.values()).map(StandardLoss::toString).toList();
    }

    /// The loss of one of the [#names].
    static Optional<Loss> named(String name) {
        return Stream.of(StandardLoss.values())
                .filter(loss -> loss.toString().equals(name))
                .map(Loss.class::cast)
                .findFirst();
    }
}
