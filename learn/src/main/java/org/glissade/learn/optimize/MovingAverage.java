package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// Another rule, whose weights are averaged exponentially for evaluation (Polyak, Juditsky 1992;
/// Tarvainen, Valpola 2017): a ← decay·a + (1 − decay)·w after each step, with a = w after the
/// first. Training goes on from w; measures and the saved model have a.
public record MovingAverage(double decay, Optimizer inner) implements Transform {
    /// The decay is checked.
    public MovingAverage {
        Range.share("decay of the average").check(decay);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        List<Tensor> values = inner.updateAll(weights);
        for (int i = 0; i < values.size(); i++) {
            Slots slots = weights.get(i).slots();
            Tensor step = slots.step();
            Tensor kept =
                    Tensor.select(
                            step.greaterThan(1), step.onesLike().times(decay), step.zerosLike());
            slots.evaluate(mixed(slots, kept, values.get(i)));
        }
        return values;
    }

    /// The average before the step times `kept`, plus the new weights times the rest.
    static Tensor mixed(Slots slots, Tensor kept, Tensor weights) {
        return slots.evaluated()
                .times(slots.scalar(kept))
                .plus(weights.times(slots.scalar(kept.negate().plus(1))));
    }
}
