package org.glissade.learn.loss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.glissade.tensor.Tensor;

/// −Σ w_c · q_c · log softmax(z)_c over the classes c, for logits z `[n, classes]` and labels y
/// `[n]` (I32 or I64) in [0, classes), where q is 1 at the label and 0 elsewhere.
///
/// @param classWeights w, 0 or more for each class; empty where all classes count the same. The
///   mean divides by the sum of the labels' weights
/// @param smoothing ε in [0, 1): q is 1 − ε + ε/classes at the label and ε/classes elsewhere
///   (Szegedy and others 2016, section 7)
/// @param ignored a label whose examples count nothing, such as -1 for unknown
public record CrossEntropy(List<Double> classWeights, double smoothing, OptionalInt ignored)
        implements Loss {
    static final CrossEntropy PLAIN = new CrossEntropy(List.of(), 0, OptionalInt.empty());

    /// Settings are checked.
    public CrossEntropy {
        classWeights = Setting.weights("the class weights of cross-entropy", classWeights);
        Setting.share("the smoothing of cross-entropy", smoothing);
    }

    /// This loss with weights of classes.
    public CrossEntropy withClassWeights(double... weights) {
        return new CrossEntropy(
                java.util.Arrays.stream(weights).boxed().toList(), smoothing, ignored);
    }

    /// This loss with smoothed labels.
    public CrossEntropy withSmoothing(double share) {
        return new CrossEntropy(classWeights, share, ignored);
    }

    /// This loss without the examples of a label.
    public CrossEntropy ignoring(int label) {
        return new CrossEntropy(classWeights, smoothing, OptionalInt.of(label));
    }

    @Override
    public Tensor perExample(Tensor logits, Tensor labels) {
        Operands.checkLabels(this, logits, labels);
        Tensor logs = logits.logSoftmax(-1);
        Tensor share = labels.oneHot(logits.dim(-1), logits.dtype());
        if (smoothing > 0) {
            share = share.times(1 - smoothing).plus(smoothing / logits.dim(-1));
        }
        if (!classWeights.isEmpty()) {
            share = share.times(Operands.classWeights(this, logits, labels, classWeights));
        }
        Tensor losses = logs.times(share).sum(-1).negate();
        return counted(labels)
                .map(counted -> Tensor.select(counted, losses, losses.zerosLike()))
                .orElse(losses);
    }

    @Override
    public Optional<Tensor> weights(Tensor logits, Tensor labels) {
        if (classWeights.isEmpty()) {
            return counted(labels).map(counted -> counted.cast(logits.dtype()));
        }
        Tensor ofLabel =
                labels.oneHot(logits.dim(-1), logits.dtype())
                        .times(Operands.classWeights(this, logits, labels, classWeights))
                        .sum(-1);
        return Optional.of(
                counted(labels)
                        .map(counted -> Tensor.select(counted, ofLabel, ofLabel.zerosLike()))
                        .orElse(ofLabel));
    }

    private Optional<Tensor> counted(Tensor labels) {
        return ignored.isPresent()
                ? Optional.of(labels.notEqualTo(ignored.getAsInt()))
                : Optional.empty();
    }

    /// `cross-entropy` or `cross-entropy(weights=1.0:2.0, smoothing=0.1, ignore=-1)`.
    @Override
    public String toString() {
        return new LossText.Writer("cross-entropy")
                .with("weights", classWeights)
                .with("smoothing", smoothing, 0)
                .with("ignore", ignored)
                .toString();
    }
}
