package org.glissade.learn.augment;

import org.glissade.learn.random.Draws;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Swaps left and right of each image with a probability of ½ (Krizhevsky, Sutskever, Hinton 2012,
/// section 4.1): for what means the same in a mirror, so not for letters and digits. For images
/// `[n, height, width]` or `[n, height, width, channels]`.
public record RandomFlip() implements Augmentation {
    @Override
    public Batch apply(Draws draws, Batch batch) {
        Images images = Images.of(this, batch);
        Tensor coins = draws.uniform(Shape.of(images.count(), 1, 1)).lessThan(0.5);
        return batch.withFeatures(
                Tensor.select(
                        images.perPixel(coins), batch.features().reverse(2), batch.features()));
    }
}
