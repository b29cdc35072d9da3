package org.glissade.learn.loss;

import org.glissade.tensor.Tensor;

/// max(0, d(a, p) − d(a, n) + m) for an anchor a, an embedding p that belongs to it and one n that
/// does not, with Euclidean distances d (Schroff, Kalenichenko, Philbin 2015, equation 2, without
/// squares). It compares outputs with each other, so it has no target and is no [Loss]: take its
/// mean as the loss of a step of your own.
///
/// @param margin m > 0
/// @param swap whether the lesser of d(a, n) and d(p, n) is taken for the second distance (Balntas
///   and others 2016, section 3.3)
public record Triplet(double margin, boolean swap) {
    /// The margin is checked.
    public Triplet {
        Setting.positive("the margin of triplet", margin);
    }

    /// Without swapping.
    public Triplet(double margin) {
        this(margin, false);
    }

    /// The loss of each triple, `[n]`, of embeddings `[n, …]`.
    public Tensor perExample(Tensor anchor, Tensor positive, Tensor negative) {
        Operands.checkValues(this, anchor, positive);
        Operands.checkValues(this, anchor, negative);
        Tensor far = Distance.between(anchor, negative);
        if (swap) {
            far = far.minimum(Distance.between(positive, negative));
        }
        return Distance.between(anchor, positive).minus(far).plus(margin).relu();
    }
}
