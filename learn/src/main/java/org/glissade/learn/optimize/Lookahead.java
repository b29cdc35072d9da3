package org.glissade.learn.optimize;

import java.util.ArrayList;
import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.Tensor;

/// Lets another rule run ahead for `steps` steps, then moves slow weights a share of the way and
/// starts again from there: φ ← φ + α(w − φ), w ← φ (Zhang, Lucas, Ba, Hinton 2019, algorithm 1;
/// steps 5, α 0.5).
public record Lookahead(int steps, double alpha, Optimizer inner) implements Transform {
    /// Settings are checked.
    public Lookahead {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "lookahead runs ahead for 1 or more steps, but got " + steps);
        }
        Range.upTo1("lookahead's share").check(alpha);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        List<Tensor> fast = inner.updateAll(weights);
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < fast.size(); i++) {
            Slots slots = weights.get(i).slots();
            Tensor count = slots.step().cast(DType.I64);
            Tensor turn = count.dividedBy(steps).times(steps).equalTo(count);
            Tensor slow = slots.getCopy("slow");
            Tensor moved = slow.plus(fast.get(i).minus(slow).times(alpha));
            slots.set("slow", Tensor.select(turn, moved, slow));
            result.add(Tensor.select(turn, moved, fast.get(i)));
        }
        return result;
    }
}
