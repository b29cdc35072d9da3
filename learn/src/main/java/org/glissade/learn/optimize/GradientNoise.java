package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Tensor;

/// Adds normal noise that dies away to the gradients, then applies another rule: variance `scale` /
/// (1 + t)^`decay` at step t, counted from 0 (Neelakantan and others 2015, equation 1, with decay
/// 0.55 and a scale of 0.01, 0.3 or 1). Equal seeds give equal noise.
public record GradientNoise(double scale, double decay, Optimizer inner) implements Transform {
    /// Settings are checked.
    public GradientNoise {
        Range.notNegative("scale of the noise").check(scale);
        Range.notNegative("decay of the noise").check(decay);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        return inner.updateAll(weights.stream().map(this::noisy).toList());
    }

    private Weight noisy(Weight weight) {
        Slots slots = weight.slots();
        Tensor g = weight.gradient();
        Tensor deviation = slots.scalar(slots.step().power(-decay).times(scale).sqrt());
        Tensor noise =
                g.trace()
                        .normal(
                                slots.randomCounter(),
                                key(slots, "radius"),
                                key(slots, "angle"),
                                g.dtype(),
                                g.shape());
        return weight.withGradient(g.plus(noise.times(deviation)));
    }

    private static long key(Slots slots, String what) {
        return RandomStream.key("@noise-" + what + "/" + slots.path());
    }
}
