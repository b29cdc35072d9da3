package org.glissade.tables;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// Turns images of bytes into features, one a pixel: `(p / 255 − mean) / deviation`.
///
/// @param shape the sizes of one image, such as `[28, 28]`
/// @param mean of all pixels of the training images, each in [0, 1]
/// @param deviation their standard deviation, above 0
/// @param classes the names of the labels 0, 1, …
public record PixelPreparation(
        List<Integer> shape, double mean, double deviation, List<String> classes)
        implements InputPreparation {
    static final String KIND = "pixels";

    /// The numbers are checked.
    public PixelPreparation {
        shape = List.copyOf(shape);
        classes = List.copyOf(classes);
        if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
            throw new IllegalArgumentException(
                    "no scaling: mean " + mean + ", deviation " + deviation);
        }
        if (shape.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("no image has the shape " + shape);
        }
    }

    /// Fits mean and deviation to the pixels of the training images; classes are the labels from 0
    /// to the largest.
    public static PixelPreparation fit(LabelledImages training) {
        long[] counts = new long[256];
        for (int i = 0; i < training.images().size(); i++) {
            counts[training.images().value(i)]++;
        }
        double sum = 0;
        double squares = 0;
        for (int value = 0; value < 256; value++) {
            sum += counts[value] * (value / 255.0);
            squares += counts[value] * (value / 255.0) * (value / 255.0);
        }
        int pixels = training.images().size();
        double mean = sum / pixels;
        double variance = squares / pixels - mean * mean;
        return of(training, mean, variance < 1e-12 ? 1 : Math.sqrt(variance));
    }

    /// With a given mean and deviation; classes are the labels from 0 to the largest.
    public static PixelPreparation of(LabelledImages training, double mean, double deviation) {
        int[] dims = training.images().shape().dims();
        return new PixelPreparation(
                Arrays.stream(dims).skip(1).boxed().toList(),
                mean,
                deviation,
                IntStream.rangeClosed(0, Math.max(1, training.largest()))
                        .mapToObj(Integer::toString)
                        .toList());
    }

    /// Features have no names; there are too many.
    @Override
    public List<String> featureNames() {
        return List.of();
    }

    /// The number of pixels of an image.
    public int pixels() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /// The features of all images, F32 `[count, pixels]`.
    ///
    /// @throws PreparationException if the images have another shape
    public Array features(Idx images) {
        List<Integer> given = Arrays.stream(images.shape().dims()).skip(1).boxed().toList();
        if (!given.equals(shape)) {
            throw new PreparationException(
                    images.source(),
                    "images are " + given + ", but the model was trained on " + shape,
                    "scale or crop the images to that shape");
        }
        float[] scaled = new float[256];
        for (int value = 0; value < 256; value++) {
            scaled[value] = (float) ((value / 255.0 - mean) / deviation);
        }
        float[] features = new float[images.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = scaled[images.value(i)];
        }
        return Array.of(Shape.of(images.count(), pixels()), features);
    }

    /// Features and labels of all images.
    ///
    /// @throws PreparationException if the images have another shape or a label is none of the
    ///   classes
    public Dataset dataset(LabelledImages labelled) {
        int[] labels = labelled.classes();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= classes.size()) {
                throw new PreparationException(
                        labelled.labels().source(),
                        "label "
                                + labels[i]
                                + " of image "
                                + i
                                + " is not below "
                                + classes.size()
                                + ", the number of classes",
                        "train with images of that class, or remove it");
            }
        }
        return new Dataset(
                features(labelled.images()),
                Array.of(Shape.of(labels.length), labels),
                new Task.Classification(classes),
                featureNames());
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("kind", KIND)
                .put(
                        "shape",
                        JsonArray.ofNumbers(shape.stream().mapToInt(Integer::intValue).toArray()))
                .put("mean", mean)
                .put("deviation", deviation)
                .put("classes", JsonArray.ofTexts(classes))
                .build();
    }

    /// The preparation that was written.
    ///
    /// @throws FileFormatException if it is none
    public static PixelPreparation fromJson(JsonObject json) {
        try {
            PixelPreparation preparation =
                    new PixelPreparation(
                            Arrays.stream(json.array("shape").wholeNumbers())
                                    .mapToObj(Math::toIntExact)
                                    .toList(),
                            json.number("mean"),
                            json.number("deviation"),
                            json.array("classes").texts());
            preparation.pixels();
            new Task.Classification(preparation.classes);
            return preparation;
        } catch (IllegalArgumentException | ArithmeticException broken) {
            throw new FileFormatException(
                    "",
                    "preparation",
                    String.valueOf(broken.getMessage()),
                    "the file is damaged: write it again",
                    broken);
        } catch (FileFormatException malformed) {
            throw malformed.inPart("preparation");
        }
    }
}
