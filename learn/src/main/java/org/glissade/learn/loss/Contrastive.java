package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// ½·s·d² + ½·(1 − s)·max(0, m − d)² for pairs of embeddings at distance d, where s is 1 for pairs
/// that belong together and 0 for others (Hadsell, Chopra, LeCun 2006, equation 4).
///
/// @param margin m > 0, beyond which pairs that do not belong together are left alone
public record Contrastive(double margin) implements Loss {
    /// The margin is checked.
    public Contrastive {
        Setting.positive("the margin of contrastive", margin);
    }

    /// The loss of each pair, `[n]`.
    ///
    /// @param left `[n, features]`
    /// @param right `[n, features]`
    /// @param same 1 or 0 for each pair, `[n]`, of the embeddings' type
    public Tensor perExample(Tensor left, Tensor right, Tensor same) {
        Operands.checkValues(this, left, right);
        Tensor squared = left.minus(right).flatten(1).square().sum(1);
        Operands.checkWeights(this, squared, same);
        Tensor near = Distance.root(squared).negate().plus(margin).relu().square();
        return squared.times(same).plus(near.times(same.negate().plus(1))).times(0.5);
    }

    /// The same for pairs side by side.
    ///
    /// @param pairs `[n, 2, features]`
    /// @param same 1 or 0 for each pair, `[n]`, of the embeddings' type
    @Override
    public Tensor perExample(Tensor pairs, Tensor same) {
        if (pairs.shape().rank() != 3 || pairs.dim(1) != 2) {
            throw new Operands(this, pairs, same)
                    .shapes(
                            "takes pairs of embeddings, [n, 2, features]",
                            "put them side by side with Tensor.stack(1, left, right)");
        }
        return perExample(pairs.index(1, 0), pairs.index(1, 1), same);
    }

    /// `contrastive(1.0)`.
    @Override
    public String toString() {
        return "contrastive(" + margin + ")";
    }
}
