package org.glissade.learn.augment;

import org.glissade.learn.random.Draws;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Pastes a rectangle of another image of the batch into each image. Its sides are those of the
/// image times √(1 − λ), where λ of the batch has the distribution Beta(α, α), its centre lies
/// anywhere, and what sticks out is cut off; labels count by the area that is left (Yun and others
/// 2019, equations 1 and 2). The loss is that of [Mixup]. For images `[n, height, width]` or `[n,
/// height, width, channels]`.
///
/// @param alpha above 0 and finite; the paper has 1, which makes every λ equally likely
public record CutMix(double alpha) implements Augmentation {
    /// The setting is checked.
    public CutMix {
        Mixup.requireAlpha("cutmix", alpha);
    }

    @Override
    public Batch apply(Draws draws, Batch batch) {
        Images images = Images.of(this, batch);
        Tensor ratio = draws.symmetricBeta(alpha).negate().plus(1).sqrt();
        Span rows = Span.of(draws, ratio, images.height());
        Span columns = Span.of(draws, ratio, images.width());
        Tensor area = rows.length().times(columns.length()).cast(DType.F64);
        Tensor share = area.dividedBy((double) images.height() * images.width()).negate().plus(1);
        Tensor inside = rows.covers(images.rows()).and(columns.covers(images.columns()));
        Batch others = batch.partners(draws);
        Tensor mixture =
                Tensor.select(images.perPixel(inside), others.features(), batch.features());
        return batch.mixedWith(others, share.cast(batch.features().dtype()), mixture);
    }

    /// A part of a side of the image.
    ///
    /// @param from the first place, an I32 scalar
    /// @param to the place after the last one
    private record Span(Tensor from, Tensor to) {
        static Span of(Draws draws, Tensor ratio, int side) {
            Tensor half = ratio.times(side).floor().times(0.5).floor().cast(DType.I32);
            Tensor centre = draws.below(side, Shape.scalar());
            return new Span(centre.minus(half).maximum(0), centre.plus(half).minimum(side));
        }

        Tensor length() {
            return to.minus(from);
        }

        Tensor covers(Tensor places) {
            return places.greaterOrEqualTo(from).and(places.lessThan(to));
        }
    }
}
