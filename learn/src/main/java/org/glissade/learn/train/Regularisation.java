package org.glissade.learn.train;

import java.util.List;
import java.util.stream.Stream;
import org.glissade.learn.augment.Augmentation;
import org.glissade.learn.augment.Batch;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.random.Draws;
import org.glissade.tensor.Tensor;

/// What makes a training harder than what is measured, besides layers such as dropout and rules
/// such as penalties of the optimizer. Predictions and measures know nothing of it, and what is not
/// asked for is not in the graph.
///
/// @param weightNoise the standard deviation of what is added to every parameter, see
///   [Forward#training(org.glissade.learn.layer.Layer, Tensor, Tensor, double)]; at least 0 and
///   finite
/// @param augmentations of every batch, one after another
public record Regularisation(double weightNoise, List<Augmentation> augmentations) {
    /// None of it.
    public static final Regularisation NONE = new Regularisation(0, List.of());

    /// The deviation is checked, the list copied.
    public Regularisation {
        if (!(weightNoise >= 0 && weightNoise <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the deviation of noise on weights is at least 0 and finite, but got "
                            + weightNoise);
        }
        augmentations = List.copyOf(augmentations);
    }

    /// With noise of this standard deviation on the weights.
    public Regularisation withWeightNoise(double deviation) {
        return new Regularisation(deviation, augmentations);
    }

    /// With one more augmentation, after those that there are.
    public Regularisation then(Augmentation next) {
        return new Regularisation(
                weightNoise, Stream.concat(augmentations.stream(), Stream.of(next)).toList());
    }

    /// The batch after all augmentations.
    Batch augmented(Tensor counter, Batch batch) {
        Batch result = batch;
        for (int i = 0; i < augmentations.size(); i++) {
            Draws draws = new Draws(counter.trace(), counter, "@augmentation-" + i);
            result = augmentations.get(i).apply(draws, result);
            if (!result.features().type().equals(batch.features().type())) {
                throw new IllegalArgumentException(
                        "augmentations keep the features' type and shape, but "
                                + augmentations.get(i).label()
                                + " turns "
                                + batch.features().type()
                                + " into "
                                + result.features().type());
            }
        }
        return result;
    }

    /// Adds what is set.
    void addTo(JsonObject.Builder settings) {
        if (weightNoise != 0) {
            settings.put("weightNoise", weightNoise);
        }
        if (!augmentations.isEmpty()) {
            settings.put(
                    "augmentations",
                    JsonArray.ofTexts(augmentations.stream().map(Augmentation::label).toList()));
        }
    }
}
