package org.glissade.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Measures against the examples of scikit-learn's documentation, recomputed by hand.
class MetricTest {
    private static final List<String> ABC = List.of("a", "b", "c");

    @Test
    void confusionMatrixCountsActualByPredicted() {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(ABC, new int[] {2, 0, 2, 2, 0, 1}, new int[] {0, 0, 2, 2, 0, 2});
        long[][] expected = {{2, 0, 0}, {0, 0, 1}, {1, 0, 2}};
        for (int actual = 0; actual < 3; actual++) {
            for (int predicted = 0; predicted < 3; predicted++) {
                assertThat(matrix.count(actual, predicted)).isEqualTo(expected[actual][predicted]);
            }
        }
        assertThat(matrix.accuracy()).isEqualTo(4 / 6.0);
        assertThat(matrix.toString().lines().toList())
                .containsExactly("   a  b  c", "a  2  0  0", "b  0  0  1", "c  1  0  2");
    }

    @Test
    void precisionRecallAndF1AreThoseOfEachClassAndTheirMeans() {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(ABC, new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 2, 1, 0, 0, 1});
        assertThat(matrix.precision(0)).isEqualTo(2 / 3.0);
        assertThat(matrix.recall(0)).isEqualTo(1);
        assertThat(matrix.f1(0)).isEqualTo(0.8);
        assertThat(matrix.precision(1)).isZero();
        assertThat(matrix.f1(2)).isZero();
        assertThat(matrix.macroPrecision()).isCloseTo(2 / 9.0, within(1e-15));
        assertThat(matrix.macroRecall()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(matrix.macroF1()).isCloseTo(0.8 / 3, within(1e-15));
    }

    @Test
    void rocAreaCountsPairsInTheRightOrder() {
        boolean[] positive = {false, false, true, true};
        assertThat(RocCurve.area(positive, new double[] {0.1, 0.4, 0.35, 0.8})).isEqualTo(0.75);
        assertThat(RocCurve.area(positive, new double[] {0.1, 0.2, 0.3, 0.4})).isEqualTo(1);
        assertThat(RocCurve.area(positive, new double[] {4, 3, 2, 1})).isZero();
    }

    @Test
    void tiesInTheRocAreaCountHalf() {
        boolean[] positive = {false, true, false, true};
        assertThat(RocCurve.area(positive, new double[] {1, 1, 1, 1})).isEqualTo(0.5);
        // Pairs (negative, positive): (1, 2) right, (1, 3) right, (2, 2) tied, (2, 3) right.
        assertThat(RocCurve.area(positive, new double[] {1, 2, 2, 3})).isEqualTo(3.5 / 4);
        assertThat(RocCurve.area(new boolean[] {true, true}, new double[] {1, 2})).isNaN();
    }

    @Test
    void rocAreaOfSeveralClassesIsTheMeanOfEachAgainstTheRest() {
        int[] labels = {0, 1, 2, 2};
        double[] probabilities = {0.8, 0.1, 0.1, 0.2, 0.5, 0.3, 0.1, 0.6, 0.3, 0.3, 0.3, 0.4};
        // Class 0: 1; class 1: 0.5 beats 0.1 and 0.3 but not 0.6; class 2: 0.3 beats 0.1 and ties
        // 0.3, 0.4 beats both.
        assertThat(RocCurve.oneVersusRest(labels, probabilities, 3))
                .isCloseTo((1 + 2 / 3.0 + 3.5 / 4) / 3, within(1e-15));
    }

    @Test
    void logLossIsTheMeanOfTheRightClassesLogarithms() {
        ClassificationReport report =
                ClassificationReport.of(
                        0,
                        List.of("ham", "spam"),
                        new int[] {1, 0, 0, 1},
                        new double[] {.1, .9, .9, .1, .8, .2, .35, .65});
        assertThat(report.logLoss()).isCloseTo(0.21616187468057912, within(1e-15));
        assertThat(report.accuracy()).isEqualTo(1);
        assertThat(report.rocAuc()).isEqualTo(1);
        assertThat(report.values())
                .containsOnlyKeys(
                        "loss", "accuracy", "precision", "recall", "f1", "rocAuc", "logLoss");
    }

    @Test
    void regressionMeasuresAreThoseOfTheDocumentation() {
        RegressionReport report =
                RegressionReport.of(
                        0, new double[] {3, -0.5, 2, 7}, new double[] {2.5, 0.0, 2, 8}, 1);
        assertThat(report.mae()).isEqualTo(0.5);
        assertThat(report.rmse()).isCloseTo(Math.sqrt(0.375), within(1e-15));
        assertThat(report.r2()).isCloseTo(1 - 1.5 / 29.1875, within(1e-15));
    }

    @Test
    void determinationOfSeveralTargetsIsAveraged() {
        RegressionReport report =
                RegressionReport.of(
                        0,
                        new double[] {0.5, 1, -1, 1, 7, -6},
                        new double[] {0, 2, -1, 2, 8, -5},
                        2);
        assertThat(report.r2()).isCloseTo(0.936800526662278, within(1e-12));
    }

    @Test
    void aTargetThatDoesNotVaryCountsOneOnlyIfPredictedExactly() {
        assertThat(RegressionReport.of(0, new double[] {2, 2}, new double[] {2, 2}, 1).r2())
                .isEqualTo(1);
        assertThat(RegressionReport.of(0, new double[] {2, 2}, new double[] {2, 3}, 1).r2())
                .isZero();
    }
}
