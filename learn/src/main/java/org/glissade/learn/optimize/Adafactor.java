package org.glissade.learn.optimize;

import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;

/// Adam's second moment in the memory of one row and one column (Shazeer, Stern 2018, algorithms 4
/// and 5), without a first moment. With s = g² + ε₁ and β = 1 − t^(−decay): row sums R ← βR + (1 −
/// β)·Σ s, column sums likewise, v = R·C / Σ R (for vectors v itself is kept); u = g/√v, divided by
/// max(1, RMS(u)/clip); w ← w − max(ε₂, RMS(w)) · min(rate, 1/√t) · u. Of more than two axes the
/// last two are factored.
///
/// @param learningRate the greatest rate relative to the size of the weights
/// @param clip the greatest root mean square of a step before the rate
public record Adafactor(
        double learningRate, double decay, double epsilon1, double epsilon2, double clip)
        implements Optimizer {
    /// Settings are checked.
    public Adafactor {
        Range.notNegative("learning rate").check(learningRate);
        Range.above0("decay").check(decay);
        Range.notNegative("epsilon 1").check(epsilon1);
        Range.notNegative("epsilon 2").check(epsilon2);
        Range.above0("clip").check(clip);
    }

    /// With decay 0.8, ε₁ = 1e-30, ε₂ = 0.001 and clip 1.
    public Adafactor(double learningRate) {
        this(learningRate, 0.8, 1e-30, 1e-3, 1);
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        Tensor fresh = slots.step().power(-decay);
        // F32 ends at 1e-45, so the smallest sums are still above 0.
        Tensor squares = gradient.square().plus(epsilon1);
        Tensor step = gradient.dividedBy(secondMoment(slots, squares, fresh).sqrt());
        Tensor tooLong = rootMeanSquare(step).times(1 / clip).maximum(1);
        Tensor rate = slots.learningRate().minimum(slots.step().sqrt().reciprocal());
        Tensor size = rootMeanSquare(parameter).maximum(epsilon2);
        return parameter.minus(step.times(size.times(slots.scalar(rate)).dividedBy(tooLong)));
    }

    private static Tensor secondMoment(Slots slots, Tensor squares, Tensor fresh) {
        int rank = squares.shape().rank();
        if (rank < 2) {
            return average(slots, "second-moment", squares, fresh);
        }
        Tensor rows = average(slots, "rows", squares.mean(rank - 1), fresh);
        Tensor columns = average(slots, "columns", squares.mean(rank - 2), fresh);
        Tensor share = rows.dividedBy(rows.mean(rank - 2).expandDims(rank - 2));
        return share.expandDims(rank - 1).times(columns.expandDims(rank - 2));
    }

    private static Tensor average(Slots slots, String slot, Tensor value, Tensor fresh) {
        Shape shape = value.shape();
        Tensor before = slots.get(slot, new TensorType(value.dtype(), shape), 0);
        Tensor kept = fresh.negate().plus(1);
        return slots.set(
                slot, before.times(slots.scalar(kept)).plus(value.times(slots.scalar(fresh))));
    }

    private static Tensor rootMeanSquare(Tensor x) {
        return x.square().mean().sqrt();
    }
}
