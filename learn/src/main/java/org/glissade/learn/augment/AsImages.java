package org.glissade.learn.augment;

import org.glissade.learn.random.Draws;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// An augmentation of images on examples that are flat: `[n, height · width · channels]` is read as
/// `[n, height, width, channels]` and becomes flat again.
///
/// @param image the shape of one image
public record AsImages(Shape image, Augmentation inner) implements Augmentation {
    @Override
    public Batch apply(Draws draws, Batch batch) {
        Tensor flat = batch.features();
        Shape images = Shape.of(batch.rows()).concat(image);
        Batch changed = inner.apply(draws, batch.withFeatures(flat.reshape(images)));
        return changed.withFeatures(changed.features().reshape(flat.shape()));
    }

    @Override
    public String label() {
        return "AsImages[image=" + image + ", inner=" + inner.label() + "]";
    }
}
