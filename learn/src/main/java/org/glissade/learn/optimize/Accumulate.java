package org.glissade.learn.optimize;

import java.util.ArrayList;
import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.Tensor;

/// Applies another rule once in so many steps, to the mean of their gradients: batches that are
/// `steps` times as large in the memory of one. The other rule counts its own steps; between them
/// parameters and memory stay as they are. What it computes in those steps is computed in all of
/// them and thrown away.
public record Accumulate(int steps, Optimizer inner) implements Transform {
    /// The number is checked.
    public Accumulate {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "gradients are accumulated over 1 or more steps, but got " + steps);
        }
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        if (weights.isEmpty() || steps == 1) {
            return inner.updateAll(weights);
        }
        // Whole numbers, exact: as F64 a count times 1/steps could round down.
        Tensor count = weights.getFirst().slots().step().cast(DType.I64);
        Tensor rounds = count.dividedBy(steps);
        Tensor open = rounds.times(steps).equalTo(count);
        List<Weight> means = new ArrayList<>();
        for (Weight weight : weights) {
            Slots slots = weight.slots();
            Tensor sum = slots.get("accumulated").plus(weight.gradient());
            slots.set("accumulated", Tensor.select(open, sum.zerosLike(), sum));
            means.add(
                    new Weight(
                            slots.where(open, rounds.cast(DType.F64)),
                            weight.value(),
                            sum.times(1.0 / steps)));
        }
        List<Tensor> values = inner.updateAll(means);
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            result.add(Tensor.select(open, values.get(i), weights.get(i).value()));
        }
        return result;
    }
}
