package org.glissade.learn.train;

import java.util.Optional;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.model.Model;

/// What a training has led to.
///
/// @param model the network with the kept weights
/// @param epochs how many were run
/// @param keptEpoch the one after which the kept weights were found
/// @param trainEvaluation the kept weights on the training data
/// @param validationEvaluation empty without validation data
/// @param testEvaluation empty without test data
/// @param seconds from start to end
public record TrainResult(
        Model model,
        int epochs,
        int keptEpoch,
        Evaluation trainEvaluation,
        Optional<Evaluation> validationEvaluation,
        Optional<Evaluation> testEvaluation,
        double seconds) {
    /// The kept weights on the test data.
    ///
    /// @throws IllegalStateException if the split had none
    public Evaluation test() {
        return testEvaluation.orElseThrow(() ->
                new IllegalStateException(
                        "the split has no test rows; use Split.of(data, seed), or model().evaluate(data) on other data"));
    }
}
