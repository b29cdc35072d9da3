package org.glissade.learn.optimize;

import java.util.List;
import java.util.stream.IntStream;
import org.glissade.tensor.Tensor;

/// Subtracts from the gradient of each output's weights their mean, then applies another rule:
/// gradient centralization (Yong, Huang, Hua, Zhang 2020, equation 1). Outputs lie along the last
/// axis; vectors and numbers are left alone.
public record Centralize(Optimizer inner) implements Transform {
    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        return inner.updateAll(weights.stream().map(Centralize::centred).toList());
    }

    private static Weight centred(Weight weight) {
        Tensor g = weight.gradient();
        int last = g.shape().rank() - 1;
        return last < 1
                ? weight
                : weight.withGradient(g.minus(g.mean(IntStream.range(0, last).toArray())));
    }
}
