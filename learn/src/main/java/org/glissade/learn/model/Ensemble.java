package org.glissade.learn.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.metric.Evaluation;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;

/// Models of one task that predict together the mean of what each predicts: probabilities for
/// classes, numbers in the targets' unit. Independent errors cancel in part (Hansen, Salamon 1990).
///
/// @param models one or more for the same task and the same features
public record Ensemble(List<Model> models) {
    private static final String ENDING = ".glissade";

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
        return predict(features, Device.best());
    }

    /// As above, on a device.
    public Array predict(Array features, Device device) {
        Array mean = null;
        for (Model model : models) {
            Array own;
            try (Predictor predictor = model.on(device)) {
                own = predictor.predict(features);
            }
            if (mean == null) {
                mean = own.copy();
                continue;
            }
            for (long i = 0; i < mean.size(); i++) {
                mean.setFlat(i, mean.getFlat(i) + own.getFlat(i));
            }
        }
        Array sum = Objects.requireNonNull(mean);
        for (long i = 0; i < sum.size(); i++) {
            sum.setFlat(i, sum.getFlat(i) / models.size());
        }
        return sum;
    }

    /// How good the mean predictions on data are; the loss is the mean of the models' own.
    public Evaluation evaluate(Dataset data) {
        return evaluate(data, Device.best());
    }

    /// As above, on a device.
    public Evaluation evaluate(Dataset data, Device device) {
        double loss = 0;
        for (Model model : models) {
            try (Predictor predictor = model.on(device)) {
                loss += predictor.evaluate(data).loss() / models.size();
            }
        }
        return models.getFirst().objective().report(data, predict(data.features(), device), loss);
    }

    /// Writes the models into a folder, which is made if missing, as `model-001.glissade` and so
    /// on. Each file is whole or not there; models that were there before stay.
    ///
    /// @throws FileAccessException if that is not possible
    public void save(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw FileAccessException.writing(folder, failure);
        }
        for (int i = 0; i < models.size(); i++) {
            models.get(i).save(folder.resolve(String.format("model-%03d%s", i + 1, ENDING)));
        }
    }

    /// All models in a folder, by their names' order.
    ///
    /// @throws FileAccessException if it cannot be read
    /// @throws org.glissade.learn.file.FileFormatException if a file there is no whole model
    /// @throws IllegalArgumentException if there is none, or they do not suit each other
    public static Ensemble load(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new Ensemble(
                    files.filter(file -> file.toString().endsWith(ENDING))
                            .sorted()
                            .map(Model::load)
                            .toList());
        } catch (IOException failure) {
            throw FileAccessException.reading(folder, failure);
        }
    }
}
