package org.glissade.learn.optimize;

import java.util.List;
import java.util.Set;
import org.glissade.tensor.Tensor;

/// An optimizer around another one: it changes what the inner one is given, what becomes of its
/// result, or both. Transforms chain; the outermost sees the gradients first and the result last.
public interface Transform extends Optimizer {
    /// The optimizer inside.
    Optimizer inner();

    @Override
    List<Tensor> updateAll(List<Weight> weights);

    @Override
    default Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        return updateAll(List.of(new Weight(slots, parameter, gradient))).getFirst();
    }

    @Override
    default Set<String> frozenAmong(Set<String> paths) {
        return inner().frozenAmong(paths);
    }

    @Override
    default double learningRate() {
        return inner().learningRate();
    }
}
