package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// Adds the gradient of the penalty l₁·Σ|w| + ½·l₂·Σw² to that of the loss, g ← g + l₁·sign(w) +
/// l₂·w, then applies another rule: L2 regularisation (Hoerl, Kennard 1970), the lasso's penalty
/// (Tibshirani 1996), or both, the elastic net (Zou, Hastie 2005).
public record WeightPenalty(double l1, double l2, Optimizer inner) implements Transform {
    /// Settings are checked.
    public WeightPenalty {
        Range.notNegative("L1 penalty").check(l1);
        Range.notNegative("L2 penalty").check(l2);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        return inner.updateAll(weights.stream().map(this::penalised).toList());
    }

    private Weight penalised(Weight weight) {
        Tensor w = weight.value();
        Tensor g = l2(l2, w, weight.gradient());
        return weight.withGradient(l1 == 0 ? g : g.plus(w.sign().times(l1)));
    }

    /// The gradient of the loss and of ½·l₂·w².
    static Tensor l2(double l2, Tensor parameter, Tensor gradient) {
        return l2 == 0 ? gradient : gradient.plus(parameter.times(l2));
    }
}
