package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// Sums over weights.
final class Weighted {
    private Weighted() {}

    /// The sum of losses over the sum of their weights; 0 where there is no weight, so that a batch
    /// of ignored examples changes nothing.
    static Tensor mean(Tensor losses, Tensor weights) {
        Tensor total = weights.sum();
        return losses.sum().dividedBy(Tensor.select(total.equalTo(0), total.onesLike(), total));
    }
}
