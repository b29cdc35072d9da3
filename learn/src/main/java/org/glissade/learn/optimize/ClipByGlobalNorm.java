package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// Scales all gradients down together where the norm of all of them as one vector exceeds `maximum`
/// (Pascanu, Mikolov, Bengio 2013, algorithm 1), then applies another rule.
public record ClipByGlobalNorm(double maximum, Optimizer inner) implements Optimizer {
    /// The maximum is checked.
    public ClipByGlobalNorm {
        if (!(maximum > 0) || Double.isInfinite(maximum)) {
            throw new IllegalArgumentException(
                    "the greatest norm is above 0 and finite, but got " + maximum);
        }
    }

    @Override
    public List<Tensor> transform(List<Tensor> gradients) {
        Tensor squares = gradients.getFirst().square().sum();
        for (Tensor gradient : gradients.subList(1, gradients.size())) {
            squares = squares.plus(gradient.square().sum());
        }
        Tensor norm = squares.sqrt();
        Tensor factor =
                Tensor.select(
                        norm.greaterThan(maximum),
                        norm.reciprocal().times(maximum),
                        norm.onesLike());
        return inner.transform(gradients.stream().map(gradient -> gradient.times(factor)).toList());
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        return inner.update(slots, parameter, gradient);
    }

    @Override
    public double learningRate() {
        return inner.learningRate();
    }
}
