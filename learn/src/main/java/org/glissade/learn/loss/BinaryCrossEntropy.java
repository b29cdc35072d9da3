package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// −p·t·log σ(z) − (1 − t)·log(1 − σ(z)) for logits z and targets t in [0, 1], both `[n, …]`, as
/// mean over each example's values.
///
/// @param positiveWeight p > 0, by which the positive class counts more; 1 counts both the same
/// @param smoothing ε in [0, 1): targets become t·(1 − ε) + ε/2 (Szegedy and others 2016, section
///   7)
public record BinaryCrossEntropy(double positiveWeight, double smoothing) implements Loss {
    static final BinaryCrossEntropy PLAIN = new BinaryCrossEntropy(1, 0);

    /// Settings are checked.
    public BinaryCrossEntropy {
        Setting.positive("the weight of binary-cross-entropy", positiveWeight);
        Setting.share("the smoothing of binary-cross-entropy", smoothing);
    }

    @Override
    public Tensor perExample(Tensor output, Tensor target) {
        Operands.checkValues(this, output, target);
        Tensor smooth = smoothing == 0 ? target : target.times(1 - smoothing).plus(smoothing / 2);
        return Operands.meanOfEach(
                positiveWeight == 1
                        ? output.softplus().minus(output.times(smooth))
                        : weighted(output, smooth));
    }

    private Tensor weighted(Tensor output, Tensor target) {
        Tensor missed = output.negate().softplus().times(target).times(positiveWeight);
        return missed.plus(output.softplus().times(target.negate().plus(1)));
    }

    /// `binary-cross-entropy` or `binary-cross-entropy(weight=2.0, smoothing=0.1)`.
    @Override
    public String toString() {
        return new LossText.Writer("binary-cross-entropy")
                .with("weight", positiveWeight, 1)
                .with("smoothing", smoothing, 0)
                .toString();
    }
}
