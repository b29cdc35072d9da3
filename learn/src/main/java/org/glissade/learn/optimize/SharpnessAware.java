package org.glissade.learn.optimize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.glissade.tensor.Tensor;

/// Applies another rule to the gradients at w + ρ·g/‖g‖, where the loss is about as high as it gets
/// within a distance of ρ (Foret, Kleiner, Mobahi, Neyshabur 2021, algorithm 1; ρ 0.05). ‖g‖ is the
/// norm of all gradients as one vector. The loss is computed twice in a step, with the same random
/// numbers.
public record SharpnessAware(double rho, Optimizer inner) implements Transform {
    private static final double TINY = 1e-12;

    /// The distance is checked.
    public SharpnessAware {
        Range.above0("distance").check(rho);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        if (weights.isEmpty()) {
            return List.of();
        }
        Tensor scale = ClipByGlobalNorm.globalNorm(weights).plus(TINY).reciprocal().times(rho);
        Map<String, Tensor> uphill = new LinkedHashMap<>();
        for (Weight weight : weights) {
            uphill.put(weight.slots().path(), weight.value().plus(weight.gradient().times(scale)));
        }
        List<Tensor> gradients = weights.getFirst().slots().gradientsAt(uphill);
        return inner.updateAll(
                IntStream.range(0, weights.size())
                        .mapToObj(i -> weights.get(i).withGradient(gradients.get(i)))
                        .toList());
    }
}
