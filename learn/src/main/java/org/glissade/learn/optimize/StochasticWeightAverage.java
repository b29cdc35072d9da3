package org.glissade.learn.optimize;

import java.util.List;
import org.glissade.tensor.Tensor;

/// Another rule, whose weights at steps `from`, `from` + `every`, … are averaged equally for
/// evaluation (Izmailov and others 2018, algorithm 1); before, the weights themselves are
/// evaluated. Best with a constant or cyclical learning rate. Running statistics, where a network
/// has them, are those of training.
///
/// @param from the first step that counts, from 1
/// @param every steps from one that counts to the next
public record StochasticWeightAverage(long from, long every, Optimizer inner) implements Transform {
    /// Settings are checked.
    public StochasticWeightAverage {
        if (from < 1 || every < 1) {
            throw new IllegalArgumentException(
                    "weights are averaged from step 1 or later, every 1 or more steps, but got "
                            + from
                            + " and "
                            + every);
        }
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        List<Tensor> values = inner.updateAll(weights);
        for (int i = 0; i < values.size(); i++) {
            Slots slots = weights.get(i).slots();
            Tensor past = slots.step().minus(from);
            Tensor before = past.dividedBy(every).floor();
            Tensor counts = before.times(every).equalTo(past);
            Tensor kept =
                    Tensor.select(
                            past.lessThan(0),
                            past.zerosLike(),
                            Tensor.select(
                                    counts, before.dividedBy(before.plus(1)), past.onesLike()));
            slots.evaluate(MovingAverage.mixed(slots, kept, values.get(i)));
        }
        return values;
    }
}
