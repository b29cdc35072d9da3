package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// ½e² for |e| ≤ δ, else δ·(|e| − ½δ), of e = output − target, as mean over each example's values
/// (Huber 1964).
///
/// @param delta δ > 0, where squares turn into straight lines
public record Huber(double delta) implements Loss {
    /// δ is checked.
    public Huber {
        Setting.positive("the delta of huber", delta);
    }

    /// δ = 1.
    public Huber() {
        this(1);
    }

    @Override
    public Tensor perExample(Tensor output, Tensor target) {
        Operands.checkValues(this, output, target);
        return Operands.meanOfEach(curve(output.minus(target), delta));
    }

    /// With q = min(|e|, δ) both pieces are ½q² + δ·(|e| − q).
    static Tensor curve(Tensor error, double delta) {
        Tensor size = error.abs();
        Tensor near = size.minimum(delta);
        return near.square().times(0.5).plus(size.minus(near).times(delta));
    }

    /// `huber(1.0)`.
    @Override
    public String toString() {
        return "huber(" + delta + ")";
    }
}
