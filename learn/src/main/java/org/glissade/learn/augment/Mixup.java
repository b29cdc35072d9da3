package org.glissade.learn.augment;

import org.glissade.learn.random.Draws;
import org.glissade.tensor.Tensor;

/// Mixes each example with another one of its batch: x̃ = λ·x + (1 − λ)·x′, where the share λ of
/// the batch has the distribution Beta(α, α) (Zhang, Cisse, Dauphin, Lopez-Paz 2018, equation 2 and
/// figure 1). Numbers to predict are mixed alike. For classes the loss is λ·L(y) + (1 − λ)·L(y′),
/// which for cross-entropy is that of mixed labels, as it is linear in them.
///
/// @param alpha above 0 and finite; 0.2 mixes most examples little, 1 makes every share equally
///   likely
public record Mixup(double alpha) implements Augmentation {
    /// The setting is checked.
    public Mixup {
        requireAlpha("mixup", alpha);
    }

    static void requireAlpha(String what, double alpha) {
        if (!(alpha > 0 && alpha <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the alpha of "
                            + what
                            + " is above 0 and finite, but got "
                            + alpha
                            + "; 0.2 and 1 are usual");
        }
    }

    @Override
    public Batch apply(Draws draws, Batch batch) {
        Tensor x = batch.features();
        Tensor share = draws.symmetricBeta(alpha).cast(x.dtype());
        Batch others = batch.partners(draws);
        Tensor mixture = x.times(share).plus(others.features().times(share.negate().plus(1)));
        return batch.mixedWith(others, share, mixture);
    }
}
