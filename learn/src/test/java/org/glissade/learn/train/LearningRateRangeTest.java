package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Sgd;
import org.junit.jupiter.api.Test;

class LearningRateRangeTest {
    @Test
    void gradientDescentOnAParaboloidIsSuggestedARateBelowTheLargestStableOne() {
        Dataset data = Blobs.plane(64, 3);
        Trainer trainer =
                Trainer.of("").optimizer(new Sgd(1)).batchSize(TrainSettings.FULL_BATCH).seed(2);
        List<Integer> steps = new ArrayList<>();
        LearningRateRange range =
                LearningRateRange.test(trainer, Split.trainOnly(data), 1e-4, 1e3, 200, steps::add);
        // Steps on a paraboloid diverge above 2/λ for the largest eigenvalue λ of the Hessian,
        // which for standard normal features and the mean of squares is about 2.
        double stable = 2 / largestEigenvalue(data);
        assertThat(range.suggestion()).isBetween(stable / 200, stable);
        assertThat(range.lowest()).isBetween(stable / 4, stable * 4);
        assertThat(range.points().getLast().rate()).isGreaterThan(stable).isLessThan(1e3);
        assertThat(range.reason()).contains("falls fastest at");
        assertThat(steps).hasSize(range.points().size()).startsWith(1, 2, 3);
    }

    /// Of 2/n · XᵀX with a column of ones for the bias, by power iteration.
    private static double largestEigenvalue(Dataset data) {
        double[] x = data.features().toDoubles();
        int rows = data.rows();
        double[] v = {1, 1, 1};
        double size = 0;
        for (int i = 0; i < 200; i++) {
            double[] next = new double[3];
            for (int row = 0; row < rows; row++) {
                double[] a = {x[2 * row], x[2 * row + 1], 1};
                double dot = a[0] * v[0] + a[1] * v[1] + a[2] * v[2];
                for (int j = 0; j < 3; j++) {
                    next[j] += 2.0 / rows * a[j] * dot;
                }
            }
            size = Math.sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2]);
            for (int j = 0; j < 3; j++) {
                v[j] = next[j] / size;
            }
        }
        return size;
    }

    @Test
    void theSuggestedRateLearnsFasterThanOneATenthOrTenTimesAsLarge() {
        Split split = Split.of(Blobs.of(600, 1), 1);
        Trainer trainer = Trainer.of("dense(32) relu").earlyStopping(EarlyStopping.off());
        LearningRateRange range = LearningRateRange.test(trainer, split);
        double suggested = loss(trainer, split, range.suggestion());
        assertThat(suggested).isLessThan(loss(trainer, split, range.suggestion() / 10));
        assertThat(suggested).isLessThan(loss(trainer, split, range.suggestion() * 100));
    }

    private static double loss(Trainer trainer, Split split, double rate) {
        return trainer.optimizer(new Adam(rate)).epochs(3).fit(split).trainEvaluation().loss();
    }

    @Test
    void aCurveThatNeverFallsIsSaidToBeOne() {
        List<LearningRateRange.Point> rising = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rising.add(new LearningRateRange.Point(Math.pow(10, i / 10.0 - 5), i, i));
        }
        assertThat(LearningRateRange.of(rising).reason()).contains("does not fall");
        assertThatThrownBy(() -> LearningRateRange.of(rising.subList(0, 2)))
                .hasMessageContaining("smallest rates");
        assertThatThrownBy(() ->
                        LearningRateRange.test(
                                Trainer.of(""),
                                Split.trainOnly(Blobs.of(9, 1)),
                                0,
                                1,
                                100,
                                _ -> {}))
                .hasMessageContaining("rate above 0");
    }
}
