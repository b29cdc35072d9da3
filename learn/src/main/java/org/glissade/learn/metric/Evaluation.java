package org.glissade.learn.metric;

import java.util.Map;

/// How good a model's predictions on some data are.
public sealed interface Evaluation permits ClassificationReport, RegressionReport {
    /// The mean of the loss that the model was trained on.
    double loss();

    /// The number of examples.
    int rows();

    /// All numbers by name, `loss` first.
    Map<String, Double> values();
}
