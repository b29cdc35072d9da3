package org.glissade.learn.augment;

import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;

/// Features of images, `[n, height, width]` or `[n, height, width, channels]`.
///
/// @param features of either shape
record Images(Tensor features) {
    /// The shape is checked on behalf of an augmentation.
    static Images of(Object augmentation, Batch batch) {
        Tensor features = batch.features();
        int rank = features.shape().rank();
        if (rank != 3 && rank != 4) {
            throw new ShapeException(
                    augmentation.toString(),
                    "takes images [n, height, width] or [n, height, width, channels]",
                    List.of(features.type()),
                    features.trace().here(),
                    "say how flat features are to be read: new AsImages(Shape.of(28, 28), augmentation)");
        }
        return new Images(features);
    }

    int count() {
        return features.dim(0);
    }

    int height() {
        return features.dim(1);
    }

    int width() {
        return features.dim(2);
    }

    /// Values for each pixel of each image, with a last axis for the channels if there is one.
    Tensor perPixel(Tensor values) {
        return features.shape().rank() == 4 ? values.expandDims(-1) : values;
    }

    /// I32 row numbers `[height, width]`.
    Tensor rows() {
        return features.trace().iota(DType.I32, Shape.of(height(), width()), 0);
    }

    /// I32 column numbers `[height, width]`.
    Tensor columns() {
        return features.trace().iota(DType.I32, Shape.of(height(), width()), 1);
    }
}
