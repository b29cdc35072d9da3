package org.glissade.learn.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How good predicted probabilities of classes are.
///
/// @param loss the mean loss
/// @param logLoss the mean of −log of the right class's probability, each at least 2⁻⁵²
/// @param rocAuc for two classes that of the second, else one against the rest, averaged; NaN where
///   not defined
/// @param confusion who was taken for whom
public record ClassificationReport(
        double loss, double logLoss, double rocAuc, ConfusionMatrix confusion)
        implements Evaluation {
    /// Measures predictions; the class with the highest probability, the first one of equals,
    /// counts as predicted.
    ///
    /// @param probabilities a number for each class, row-major
    public static ClassificationReport of(
            double loss, List<String> classes, int[] labels, double[] probabilities) {
        int count = classes.size();
        if (probabilities.length != labels.length * count) {
            throw new IllegalArgumentException(
                    labels.length
                            + " labels of "
                            + count
                            + " classes but "
                            + probabilities.length
                            + " probabilities; give one for each class of each example");
        }
        int[] predicted = new int[labels.length];
        double logLoss = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int type = 1; type < count; type++) {
                if (probabilities[i * count + type] > probabilities[i * count + predicted[i]]) {
                    predicted[i] = type;
                }
            }
            logLoss -= Math.log(Math.max(0x1p-52, probabilities[i * count + labels[i]]));
        }
        double area;
        if (count == 2) {
            boolean[] positive = new boolean[labels.length];
            double[] scores = new double[labels.length];
            for (int i = 0; i < labels.length; i++) {
                positive[i] = labels[i] == 1;
                scores[i] = probabilities[2 * i + 1];
            }
            area = RocCurve.area(positive, scores);
        } else {
            area = RocCurve.oneVersusRest(labels, probabilities, count);
        }
        return new ClassificationReport(
                loss,
                logLoss / labels.length,
                area,
                ConfusionMatrix.of(classes, labels, predicted));
    }

    /// The share of examples whose class was predicted.
    public double accuracy() {
        return confusion.accuracy();
    }

    @Override
    public int rows() {
        return Math.toIntExact(confusion.total());
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", loss);
        values.put("accuracy", accuracy());
        values.put("precision", confusion.macroPrecision());
        values.put("recall", confusion.macroRecall());
        values.put("f1", confusion.macroF1());
        values.put("rocAuc", rocAuc);
        values.put("logLoss", logLoss);
        return Collections.unmodifiableMap(values);
    }
}
