package org.glissade.learn.loss;

import java.util.List;
import org.glissade.tensor.Tensor;

/// −w_y · (1 − p)^γ · log p with p = softmax(z) at the label y, for logits z `[n, classes]` and
/// labels `[n]`: examples that are recognised well count less (Lin and others 2017, equation 5).
/// The mean divides by the number of examples, not by their weights.
///
/// @param gamma γ ≥ 0; 0 gives cross-entropy, 2 is usual
/// @param classWeights α, one for each class; empty where all classes count the same
public record Focal(double gamma, List<Double> classWeights) implements Loss {
    /// Settings are checked.
    public Focal {
        Setting.notNegative("the gamma of focal", gamma);
        classWeights = Setting.weights("the class weights of focal", classWeights);
    }

    /// All classes count the same.
    public Focal(double gamma) {
        this(gamma, List.of());
    }

    @Override
    public Tensor perExample(Tensor logits, Tensor labels) {
        Operands.checkLabels(this, logits, labels);
        Tensor label = labels.oneHot(logits.dim(-1), logits.dtype());
        Tensor logs = logits.logSoftmax(-1);
        Tensor log = logs.times(label).sum(-1);
        Tensor loss = log.negate();
        if (gamma != 0) {
            // 1 − p; at p = 1 a small power would have an infinite slope.
            Tensor rest = log.expm1().negate().maximum(1e-30);
            loss = loss.times(rest.power(gamma));
        }
        return classWeights.isEmpty() ? loss : loss.times(weight(logits, labels, label));
    }

    private Tensor weight(Tensor logits, Tensor labels, Tensor label) {
        return label.times(Operands.classWeights(this, logits, labels, classWeights)).sum(-1);
    }

    /// `focal(2.0)` or `focal(2.0, weights=1.0:2.0)`.
    @Override
    public String toString() {
        return new LossText.Writer("focal").with(gamma).with("weights", classWeights).toString();
    }
}
