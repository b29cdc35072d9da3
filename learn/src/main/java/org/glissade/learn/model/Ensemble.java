package org.glissade.learn.model;

import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.metric.Evaluation;
import org.glissade.runtime.Array;

/// Models of one task that predict together the mean of what each predicts: probabilities for
/// classes, numbers in the targets' unit. Independent errors cancel in part (Hansen, Salamon 1990).
///
/// @param models one or more for the same task and the same features
public record Ensemble(List<Model> models) {
    /// The models must be alike.
    public Ensemble {
        models = List.copyOf(models);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("an ensemble has 1 model or more");
        }
        Model first = models.getFirst();
        for (Model model : models) {
            if (!model.task().equals(first.task()) || !model.example().equals(first.example())) {
                throw new IllegalArgumentException(
                        "the models of an ensemble are for one task and the same features, but some are for "
                                + first.task()
                                + " and "
                                + first.example()
                                + ", others for "
                                + model.task()
                                + " and "
                                + model.example());
            }
        }
    }

    /// The mean of the models' predictions, `[rows, classes or targets]`.
    public Array predict(Array features) {
        Array mean = models.getFirst().predict(features).copy();
        for (Model model : models.subList(1, models.size())) {
            Array other = model.predict(features);
            for (long i = 0; i < mean.size(); i++) {
                mean.setFlat(i, mean.getFlat(i) + other.getFlat(i));
            }
        }
        for (long i = 0; i < mean.size(); i++) {
            mean.setFlat(i, mean.getFlat(i) / models.size());
        }
        return mean;
    }

    /// How good the mean predictions on data are; the loss is the mean of the models' own.
    public Evaluation evaluate(Dataset data) {
        double loss = 0;
        for (Model model : models) {
            loss += model.evaluate(data).loss() / models.size();
        }
        return models.getFirst().objective().report(data, predict(data.features()), loss);
    }
}
