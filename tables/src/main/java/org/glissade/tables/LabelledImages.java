package org.glissade.tables;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.glissade.learn.file.FileFormatException;

/// Images and the class of each.
///
/// @param images `[count, height, width]` or with further axes
/// @param labels `[count]`
public record LabelledImages(Idx images, Idx labels) {
    /// Checked: as many labels as images, and at least one.
    public LabelledImages {
        if (images.shape().rank() < 2) {
            throw new FileFormatException(
                    images.source(),
                    "byte 3",
                    "images have 2 axes or more, but these are " + images.shape(),
                    "check that this is the file of images");
        }
        if (labels.shape().rank() != 1 || labels.count() != images.count()) {
            throw new FileFormatException(
                    labels.source(),
                    "byte 4",
                    "labels are "
                            + labels.shape()
                            + ", but there are "
                            + images.count()
                            + " images",
                    "take both files from the same data set");
        }
        if (images.count() == 0 || images.size() == 0) {
            throw new FileFormatException(
                    images.source(), "byte 4", "there are no images", "take another file");
        }
    }

    /// The number of images.
    public int count() {
        return images.count();
    }

    /// The chosen images.
    public LabelledImages rows(int... indices) {
        return new LabelledImages(images.rows(indices), labels.rows(indices));
    }

    /// The class of each image.
    public int[] classes() {
        return IntStream.range(0, labels.count()).map(labels::value).toArray();
    }

    /// The largest label.
    int largest() {
        return Arrays.stream(classes()).max().orElse(0);
    }
}
