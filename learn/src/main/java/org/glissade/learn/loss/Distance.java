package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// Euclidean distances whose gradient at 0 is 0 rather than infinite times 0.
final class Distance {
    private Distance() {}

    static Tensor between(Tensor a, Tensor b) {
        return root(a.minus(b).flatten(1).square().sum(1));
    }

    /// The root, whose slope at 0 is taken as 0.
    static Tensor root(Tensor squared) {
        Tensor apart = squared.greaterThan(0);
        Tensor safe = Tensor.select(apart, squared, squared.onesLike());
        return Tensor.select(apart, safe.sqrt(), squared);
    }
}
