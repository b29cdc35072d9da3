package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Split;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.MovingAverage;
import org.glissade.learn.optimize.ScheduleFreeAdamW;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.optimize.StochasticWeightAverage;
import org.glissade.learn.optimize.schedule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Schedules and weights for evaluation within a training.
class ScheduledTrainingTest {
    private static final Split SPLIT = Split.of(Blobs.of(125, 1), 1);

    private static Trainer trainer() {
        return Trainer.of("dense(8) tanh")
                .epochs(4)
                .batchSize(32)
                .earlyStopping(EarlyStopping.off());
    }

    private static Parameters parameters(Trainer trainer) {
        return trainer.fit(SPLIT).model().parameters();
    }

    @Test
    void theScheduleIsAskedOnceForEachStep() {
        List<String> asked = new ArrayList<>();
        Schedule halves =
                (step, steps, epoch) -> {
                    asked.add(step + "/" + steps + "/" + epoch);
                    return 0.5;
                };
        Parameters scheduled = parameters(trainer().optimizer(new Sgd(0.5)).schedule(halves));

        // 80 training rows: two whole batches and half of one.
        assertThat(asked)
                .hasSize(12)
                .startsWith("0/12/0.0", "1/12/" + 1 / 3.0, "2/12/" + 2 / 3.0, "3/12/1.0")
                .endsWith("11/12/" + (3 + 2 / 3.0));
        assertThat(scheduled).isEqualTo(parameters(trainer().optimizer(new Sgd(0.25))));
    }

    @Test
    void aSavedModelHasTheAveragedWeights() {
        Trainer full = trainer().batchSize(TrainSettings.FULL_BATCH).optimizer(new Sgd(0.5));
        Parameters averaged =
                parameters(full.optimizer(new StochasticWeightAverage(1, 1, new Sgd(0.5))));
        List<Parameters> each = new ArrayList<>();
        for (int epochs = 1; epochs <= 4; epochs++) {
            each.add(parameters(full.epochs(epochs)));
        }
        for (String path : averaged.paths()) {
            double[] mean = new double[(int) averaged.get(path).size()];
            for (Parameters one : each) {
                double[] values = one.get(path).toDoubles();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += values[i] / 4;
                }
            }
            assertThat(averaged.get(path).toDoubles()).containsExactly(mean, within(1e-5));
        }
        assertThat(averaged).isNotEqualTo(each.getLast());
    }

    @Test
    void whatIsMeasuredAreTheAveragedWeights() {
        TrainResult result =
                trainer()
                        .epochs(30)
                        .optimizer(new MovingAverage(0.9, new Adam(0.02)))
                        .earlyStopping(EarlyStopping.after(5))
                        .fit(SPLIT);
        assertThat(result.model().evaluate(SPLIT.test()).loss())
                .isCloseTo(result.test().loss(), within(1e-6));
        assertThat(result.test().loss()).isLessThan(0.6);
        TrainResult free = trainer().epochs(30).optimizer(new ScheduleFreeAdamW(0.02)).fit(SPLIT);
        assertThat(free.test().loss()).isLessThan(0.6);
    }

    @Test
    void aResumedTrainingRemembersThePlateau(@TempDir Path folder) {
        Trainer run =
                trainer()
                        .epochs(8)
                        .optimizer(new Sgd(3))
                        .schedule(Schedule.parse("plateau(factor=0.5,patience=0,improvement=0.9)"));
        Parameters expected = parameters(run);
        assertThat(expected).isNotEqualTo(parameters(run.schedule(Schedule.constant())));
        Trainer saving = run.checkpoints(Checkpoints.in(folder)).stopWhen(() -> true);
        Parameters resumed = null;
        int stops = 0;
        while (resumed == null) {
            try {
                resumed = saving.resume(SPLIT).model().parameters();
            } catch (TrainingInterruptedException _) {
                stops++;
            }
        }
        assertThat(stops).isEqualTo(24);
        assertThat(resumed).isEqualTo(expected);
    }
}
