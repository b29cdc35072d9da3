package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// Scales each gradient down by itself where its norm exceeds `maximum`: g ← g · min(1, maximum /
/// ‖g‖) (Pascanu, Mikolov, Bengio 2013, algorithm 1, parameter by parameter), then applies another
/// rule.
public record ClipByNorm(double maximum, Optimizer inner) implements Transform {
    /// The maximum is checked.
    public ClipByNorm {
        Range.above0("greatest norm").check(maximum);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        return inner.updateAll(weights.stream().map(this::clipped).toList());
    }

    private Weight clipped(Weight weight) {
        Tensor norm = weight.gradient().square().sum().sqrt();
        return weight.withGradient(weight.gradient().times(ClipByGlobalNorm.factor(norm, maximum)));
    }
}
