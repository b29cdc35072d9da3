package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// Σ max(0, m − z_y + z_c)^p / classes over the classes c other than the label y, for scores z `[n,
/// classes]` and labels `[n]` (Weston, Watkins 1999).
///
/// @param margin m ≥ 0, by which the right score should lead
/// @param squared whether p is 2 rather than 1
public record Hinge(double margin, boolean squared) implements Loss {
    /// The margin is checked.
    public Hinge {
        Setting.notNegative("the margin of hinge", margin);
    }

    @Override
    public Tensor perExample(Tensor scores, Tensor labels) {
        Operands.checkLabels(this, scores, labels);
        Tensor label = labels.oneHot(scores.dim(-1), scores.dtype());
        Tensor right = scores.times(label).sum(-1).expandDims(-1);
        Tensor behind = scores.minus(right).plus(margin).relu();
        Tensor others = Tensor.select(label.equalTo(0), behind, behind.zerosLike());
        return (squared ? others.square() : others).mean(-1);
    }

    /// `hinge(1.0)` or `squared-hinge(1.0)`.
    @Override
    public String toString() {
        return (squared ? "squared-hinge(" : "hinge(") + margin + ")";
    }
}
