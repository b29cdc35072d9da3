package org.glissade.learn.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How good predicted numbers are.
///
/// @param loss the mean loss, which may be on standardised targets
/// @param rmse the root of the mean squared error, in the targets' unit
/// @param mae the mean absolute error, in the targets' unit
/// @param r2 1 − squared error / squared distance from the mean, averaged over targets; 1 is
///   perfect, 0 is no better than the mean. A target that does not vary counts 1 if predicted
///   exactly, else 0.
public record RegressionReport(double loss, double rmse, double mae, double r2, int rows)
        implements Evaluation {
    /// Measures predictions, both arrays row-major with one number for each target.
    public static RegressionReport of(
            double loss, double[] actual, double[] predicted, int targets) {
        if (actual.length != predicted.length || actual.length % targets != 0) {
            throw new IllegalArgumentException(
                    actual.length
                            + " actual values but "
                            + predicted.length
                            + " predicted ones for "
                            + targets
                            + " targets; give one for each");
        }
        int rows = actual.length / targets;
        double squares = 0;
        double distances = 0;
        double r2 = 0;
        for (int target = 0; target < targets; target++) {
            double mean = 0;
            for (int i = target; i < actual.length; i += targets) {
                mean += actual[i] / rows;
            }
            double error = 0;
            double spread = 0;
            for (int i = target; i < actual.length; i += targets) {
                double difference = actual[i] - predicted[i];
                error += difference * difference;
                distances += Math.abs(difference);
                spread += (actual[i] - mean) * (actual[i] - mean);
            }
            squares += error;
            if (spread == 0) {
                r2 += error == 0 ? 1 : 0;
            } else {
                r2 += 1 - error / spread;
            }
        }
        int count = actual.length;
        return new RegressionReport(
                loss, Math.sqrt(squares / count), distances / count, r2 / targets, rows);
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", loss);
        values.put("rmse", rmse);
        values.put("mae", mae);
        values.put("r2", r2);
        return Collections.unmodifiableMap(values);
    }
}
