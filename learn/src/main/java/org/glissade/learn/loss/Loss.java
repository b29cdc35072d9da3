package org.glissade.learn.loss;

import java.util.List;
import java.util.Optional;
import org.glissade.tensor.Tensor;

/// How wrong an output is, one number for each example. Losses never broadcast: `[n, 1]` against
/// `[n]` is an error.
///
/// Those with settings are records of this package. Every loss of the package has a text form, its
/// `toString()`, which [#parse] reads.
public interface Loss {
    /// The loss of each example, `[n]`, for outputs and targets whose first axis is the batch.
    ///
    /// @throws org.glissade.tensor.ShapeException if output and target do not belong together
    Tensor perExample(Tensor output, Tensor target);

    /// What each example counts in the [#mean], `[n]`, where that is not 1 for all: the weight of
    /// its class, 0 for an ignored label. [#perExample] has been multiplied by it already.
    default Optional<Tensor> weights(Tensor output, Tensor target) {
        return Optional.empty();
    }

    /// The mean over the batch, a scalar: the sum of [#perExample] over the sum of the
    /// [weights][#weights]. It is 0 where all weights are 0.
    default Tensor mean(Tensor output, Tensor target) {
        Tensor losses = perExample(output, target);
        return weights(output, target)
                .map(weights -> Weighted.mean(losses, weights))
                .orElseGet(losses::mean);
    }

    /// The mean over the batch where examples count differently, a scalar: Σ wᵢ · lossᵢ over the
    /// sum of w (times the [weights][#weights], if the loss has some). It is 0 where all weights
    /// are 0.
    ///
    /// @param sampleWeights one for each example, `[n]`, 0 or more, of the output's type
    default Tensor mean(Tensor output, Tensor target, Tensor sampleWeights) {
        Tensor losses = perExample(output, target);
        Operands.checkWeights(this, losses, sampleWeights);
        Tensor weights = weights(output, target).map(sampleWeights::times).orElse(sampleWeights);
        return Weighted.mean(losses.times(sampleWeights), weights);
    }

    /// The sum over the batch, a scalar.
    default Tensor sum(Tensor output, Tensor target) {
        return perExample(output, target).sum();
    }

    /// The sum Σ wᵢ · lossᵢ over the batch, a scalar.
    ///
    /// @param sampleWeights one for each example, `[n]`, of the output's type
    default Tensor sum(Tensor output, Tensor target, Tensor sampleWeights) {
        Tensor losses = perExample(output, target);
        Operands.checkWeights(this, losses, sampleWeights);
        return losses.times(sampleWeights).sum();
    }

    /// The mean of (output − target)² over each example's values; output and target `[n, …]`.
    static Loss meanSquaredError() {
        return ValueLoss.MEAN_SQUARED_ERROR;
    }

    /// The mean of |output − target| over each example's values; output and target `[n, …]`.
    static Loss meanAbsoluteError() {
        return ValueLoss.MEAN_ABSOLUTE_ERROR;
    }

    /// The mean of log cosh(output − target) over each example's values; output and target `[n,
    /// …]`.
    static Loss logCosh() {
        return ValueLoss.LOG_COSH;
    }

    /// exp(z) − t·z for the logarithm z of a rate and a count t, both `[n, …]`: −log of the Poisson
    /// distribution without the term log t!, which has no gradient.
    static Loss poisson() {
        return ValueLoss.POISSON;
    }

    /// Σ t · (log t − log softmax(z)) along the last axis for logits z and target distributions t,
    /// both `[n, …, classes]` (Kullback, Leibler 1951).
    static Loss klDivergence() {
        return ValueLoss.KL_DIVERGENCE;
    }

    /// 1 − cos of the angle between output and target, both `[n, …]`, each example as one vector.
    /// Norms below 1e-8 count as 1e-8.
    static Loss cosine() {
        return ValueLoss.COSINE;
    }

    /// −t·log σ(z) − (1 − t)·log(1 − σ(z)) for logits z and targets t in [0, 1], both `[n, …]`;
    /// computed as softplus(z) − t·z, which does not overflow.
    static Loss binaryCrossEntropy() {
        return BinaryCrossEntropy.PLAIN;
    }

    /// −log softmax(z) at the right class, for logits z `[n, classes]` and labels `[n]` (I32 or
    /// I64) in [0, classes).
    static Loss crossEntropy() {
        return CrossEntropy.PLAIN;
    }

    /// The names that a text may use: `mean-squared-error`, …
    static List<String> names() {
        return LossText.names();
    }

    /// The loss that a text describes, empty where it cannot be read.
    static Optional<Loss> named(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The loss that a text describes: a name, and settings in brackets where it has some, such as
    /// `huber(1.5)` or `cross-entropy(smoothing=0.1, ignore=-1)`.
    ///
    /// @throws IllegalArgumentException with what was expected
    static Loss parse(String text) {
        return LossText.parse(text);
    }
}
