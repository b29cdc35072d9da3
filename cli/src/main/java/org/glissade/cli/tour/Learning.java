package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.metric.ClassificationReport;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.model.Model;
import org.glissade.learn.train.EarlyStopping;
import org.glissade.learn.train.TrainEvent;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Array;

/// A training and its errors on the way.
///
/// @param model with the last weights
/// @param errors the mean error of each epoch, each example measured when its turn came
/// @param accuracies the share of examples that were told right, measured as the errors
record Learning(Model model, List<Double> errors, List<Double> accuracies) {
    /// Trains on all data to the last epoch.
    static Learning of(Trainer trainer, Dataset data) {
        List<Double> errors = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        Model model =
                trainer.earlyStopping(EarlyStopping.off())
                        .listen(event -> {
                            if (event instanceof TrainEvent.EpochFinished epoch) {
                                errors.add(epoch.trainLoss());
                                accuracies.add(epoch.train().getOrDefault("accuracy", Double.NaN));
                            }
                        })
                        .fit(Split.trainOnly(data))
                        .model();
        return new Learning(model, List.copyOf(errors), List.copyOf(accuracies));
    }

    /// The share of examples that a model tells right.
    static double accuracy(Model model, Dataset data) {
        return accuracy(model.evaluate(data));
    }

    /// The share of examples that were told right.
    static double accuracy(Evaluation evaluation) {
        return evaluation instanceof ClassificationReport report ? report.accuracy() : Double.NaN;
    }

    /// The number of examples that a model tells right.
    static int right(Model model, Dataset data) {
        return (int) Math.round(accuracy(model, data) * data.rows());
    }

    /// How sure a model is of an x at each point, from 0 to 1.
    static double[] sure(Model model, Array points) {
        double[] both = model.predict(points).toDoubles();
        double[] sure = new double[both.length / 2];
        for (int i = 0; i < sure.length; i++) {
            sure[i] = both[2 * i + 1];
        }
        return sure;
    }
}
