package org.glissade.learn.augment;

import org.glissade.learn.random.Draws;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Moves each image by a random number of pixels, from −most to most with equal probability, up or
/// down and to a side: a random crop of the padded image (He and others 2016, section 4.2, with 4).
/// For images `[n, height, width]` or `[n, height, width, channels]`.
///
/// @param most the greatest distance, at least 0
/// @param fill what comes in from the border, such as the background
public record RandomShift(int most, double fill) implements Augmentation {
    /// The distance is checked.
    public RandomShift {
        if (most < 0 || most > 1 << 20) {
            throw new IllegalArgumentException(
                    "images are shifted by 0 pixels or more, but got " + most + "; 2 is gentle");
        }
    }

    @Override
    public Batch apply(Draws draws, Batch batch) {
        Images images = Images.of(this, batch);
        Tensor x = batch.features();
        int height = images.height();
        int width = images.width();
        Tensor rows = images.rows().plus(distances(draws, images.count()));
        Tensor columns = images.columns().plus(distances(draws, images.count()));
        Tensor inside =
                rows.greaterOrEqualTo(0)
                        .and(rows.lessThan(height))
                        .and(columns.greaterOrEqualTo(0))
                        .and(columns.lessThan(width));
        // Each pixel's place among those of all images.
        Tensor image = x.trace().iota(DType.I64, rows.shape(), 0).times((double) height * width);
        Tensor place =
                rows.minimum(height - 1)
                        .maximum(0)
                        .times(width)
                        .plus(columns.minimum(width - 1).maximum(0))
                        .cast(DType.I64)
                        .plus(image);
        Tensor pixels =
                x.reshape(
                        x.shape().slice(3, x.shape().rank()).isScalar()
                                ? Shape.of(Math.toIntExact(place.shape().size()))
                                : Shape.of(Math.toIntExact(place.shape().size()), x.dim(3)));
        return batch.withFeatures(
                Tensor.select(
                        images.perPixel(inside),
                        pixels.gather(0, place),
                        x.trace().full(x.dtype(), x.shape(), fill)));
    }

    private Tensor distances(Draws draws, int count) {
        return draws.below(2 * most + 1, Shape.of(count, 1, 1)).minus(most);
    }
}
