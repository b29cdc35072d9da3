package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// Scales all gradients down together where the norm of all of them as one vector exceeds `maximum`
/// (Pascanu, Mikolov, Bengio 2013, algorithm 1), then applies another rule.
public record ClipByGlobalNorm(double maximum, Optimizer inner) implements Transform {
    /// The maximum is checked.
    public ClipByGlobalNorm {
        Range.above0("greatest norm").check(maximum);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        if (weights.isEmpty()) {
            return List.of();
        }
        Tensor norm = globalNorm(weights);
        Tensor factor = factor(norm, maximum);
        return inner.updateAll(
                weights.stream()
                        .map(weight -> weight.withGradient(weight.gradient().times(factor)))
                        .toList());
    }

    /// The norm of all gradients as one vector.
    static Tensor globalNorm(List<Weight> weights) {
        Tensor squares = weights.getFirst().gradient().square().sum();
        for (Weight weight : weights.subList(1, weights.size())) {
            squares = squares.plus(weight.gradient().square().sum());
        }
        return squares.sqrt();
    }

    /// What brings a norm down to a maximum.
    static Tensor factor(Tensor norm, double maximum) {
        return Tensor.select(
                norm.greaterThan(maximum), norm.reciprocal().times(maximum), norm.onesLike());
    }
}
