package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glissade.learn.augment.CutMix;
import org.glissade.learn.augment.Mixup;
import org.glissade.learn.augment.RandomFlip;
import org.glissade.learn.augment.RandomShift;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Split;
import org.glissade.learn.metric.ClassificationReport;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.optimize.schedule.Schedule;
import org.glissade.runtime.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestartsTest {
    private static final String NETWORK = "dense(9) tanh dropout(0.2) dense(7) relu";

    static List<Optimizer> rules() {
        return List.of(
                new Sgd(0.05, 0.9),
                new Adam(0.01),
                new Adam(0.02).clippedByGlobalNorm(0.1),
                new Adam(0.01).frozen("0.dense"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void threeStartsAtOnceAreThreeTrainingsWithTheirSeeds(Optimizer rule) {
        Split split = Split.of(Blobs.of(201, 4), 4);
        Trainer trainer =
                Trainer.of(NETWORK)
                        .optimizer(rule)
                        .epochs(12)
                        .seed(5)
                        .earlyStopping(EarlyStopping.after(4));
        RestartResult together = Restarts.of(trainer, 3).fit(split);
        double least = Double.POSITIVE_INFINITY;
        for (RestartResult.Start start : together.starts()) {
            TrainResult alone = alone(trainer, split, 5 + start.number());
            double loss = alone.validationEvaluation().orElseThrow().loss();
            assertThat(start.loss()).as("start " + start).isCloseTo(loss, within(1e-5 * loss));
            assertThat(start.keptEpoch()).isEqualTo(alone.keptEpoch());
            assertThat(start.epochs()).isEqualTo(alone.epochs());
            least = Math.min(least, start.loss());
            if (start.equals(together.bestStart())) {
                assertClose(together.best().model().parameters(), alone.model().parameters());
            }
        }
        assertThat(together.spread().best()).isEqualTo(least);
        assertThat(together.models()).hasSize(3);
    }

    static Stream<Trainer> regularised() {
        Trainer plain = Trainer.of("flatten dense(9) tanh");
        return Stream.of(
                Trainer.of("noise(0.3) flatten dense(9) tanh"),
                Trainer.of("spatial-dropout(0.3, 1) flatten dense(9) tanh"),
                Trainer.of("flatten dense(9) selu alpha-dropout(0.3)"),
                Trainer.of("flatten dense(9) tanh residual(dense(9) tanh drop-path(0.3))"),
                plain.optimizer(new Adam(0.01).penalised(0.01, 0.01)),
                plain.optimizer(new Adam(0.01).withMaxNorm(0.5)),
                plain.regularisation(Regularisation.NONE.withWeightNoise(0.2)),
                plain.augment(new Mixup(0.5)),
                plain.augment(new CutMix(1)),
                plain.augment(new RandomShift(1, 0)),
                plain.augment(new RandomFlip()),
                SmallRun.ofEverything().trainer());
    }

    @ParameterizedTest
    @MethodSource("regularised")
    void everyStartHasRandomNumbersOfItsOwn(Trainer kind) {
        Split split = Split.of(Blobs.images(101, 4), 4);
        Trainer trainer = kind.epochs(3).seed(5).earlyStopping(EarlyStopping.off());
        RestartResult together = Restarts.of(trainer, 3).fit(split);
        for (RestartResult.Start start : together.starts()) {
            TrainResult alone = alone(trainer, split, 5 + start.number());
            double loss = alone.validationEvaluation().orElseThrow().loss();
            assertThat(start.loss()).as("start " + start).isCloseTo(loss, within(1e-5 * loss));
            if (start.equals(together.bestStart())) {
                assertClose(together.best().model().parameters(), alone.model().parameters());
            }
        }
    }

    @Test
    void everyStartFollowsTheSchedule() {
        Split split = Split.of(Blobs.of(201, 4), 4);
        Trainer trainer =
                Trainer.of(NETWORK)
                        .optimizer(new Sgd(0.1))
                        .schedule(Schedule.parse("cosine(end=0.1,warmup=3)"))
                        .epochs(5)
                        .seed(5)
                        .earlyStopping(EarlyStopping.off());
        RestartResult together = Restarts.of(trainer, 3).fit(split);
        for (RestartResult.Start start : together.starts()) {
            TrainResult alone = alone(trainer, split, 5 + start.number());
            double loss = alone.validationEvaluation().orElseThrow().loss();
            assertThat(start.loss()).as("start " + start).isCloseTo(loss, within(1e-5 * loss));
        }
        RestartResult constant = Restarts.of(trainer.schedule(Schedule.constant()), 3).fit(split);
        assertThat(constant.spread().best()).isNotCloseTo(together.spread().best(), within(1e-3));
    }

    @Test
    void aScheduleThatFollowsTheLossesOfOneTrainingIsRefused() {
        Trainer trainer = Trainer.of(NETWORK).schedule(Schedule.parse("plateau"));
        assertThatThrownBy(() -> Restarts.of(trainer, 2).fit(Split.of(Blobs.of(60, 4), 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as cosine");
    }

    @Test
    void manyStartsThatAreStoppedGoOnToTheSameBits(@TempDir Path folder) {
        Split split = Split.of(Blobs.of(201, 4), 4);
        Trainer trainer =
                Trainer.of(NETWORK)
                        .optimizer(new Adam(0.03))
                        .epochs(9)
                        .seed(5)
                        .earlyStopping(EarlyStopping.after(3));
        RestartResult expected = Restarts.of(trainer, 3).fit(split);
        Trainer saving = trainer.checkpoints(Checkpoints.in(folder));
        int[] asked = {0};
        int interruptions = 0;
        RestartResult result = null;
        while (result == null) {
            try {
                result = Restarts.of(saving.stopWhen(() -> ++asked[0] % 2 == 0), 3).resume(split);
            } catch (TrainingInterruptedException _) {
                interruptions++;
            }
        }
        assertThat(interruptions).isGreaterThanOrEqualTo(3);
        assertThat(result.starts()).isEqualTo(expected.starts());
        for (int k = 0; k < 3; k++) {
            Parameters actual = result.models().get(k).parameters();
            Parameters wanted = expected.models().get(k).parameters();
            for (String path : wanted.paths()) {
                assertThat(actual.get(path).toDoubles())
                        .as(path)
                        .containsExactly(wanted.get(path).toDoubles());
            }
        }
        assertThatThrownBy(() -> Restarts.of(saving, 4).resume(split))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("began with starts 3, but is to go on with 4");
        assertThatThrownBy(() -> saving.resume(split))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("began with starts 3, but is to go on with 1");
    }

    /// A training whose rows come in the order of the trainer's seed.
    private static TrainResult alone(Trainer trainer, Split split, long seed) {
        Job job = trainer.seed(seed).job(split);
        Batches order =
                new Batches(job.batches().rows(), job.batches().size(), trainer.settings().seed());
        Job ordered =
                new Job(
                        job.network(),
                        job.settings(),
                        split,
                        job.example(),
                        job.summary(),
                        job.objective(),
                        order,
                        job.weights());
        try (Training training = new Training(ordered, Surroundings.NONE)) {
            return training.run(trainer.preprocessing());
        }
    }

    private static void assertClose(Parameters actual, Parameters expected) {
        assertThat(actual.paths()).isEqualTo(expected.paths());
        for (String path : expected.paths()) {
            double[] values = actual.get(path).toDoubles();
            double[] others = expected.get(path).toDoubles();
            for (int i = 0; i < others.length; i++) {
                assertThat(values[i]).as(path).isCloseTo(others[i], within(1e-4));
            }
        }
    }

    @Test
    void groupsOnSeveralThreadsGiveTheBitsOfOneThread() {
        // 24 starts of 35,000 weights are several groups.
        Split split = Split.of(Blobs.of(96, 7), 7);
        Trainer trainer = Trainer.of("dense(180) relu dense(180) tanh").epochs(2);
        RestartResult one = Restarts.of(trainer.on(Device.best().withThreads(1)), 24).fit(split);
        RestartResult four = Restarts.of(trainer.on(Device.best().withThreads(4)), 24).fit(split);
        assertThat(four.starts()).isEqualTo(one.starts());
        for (int i = 0; i < 24; i++) {
            assertThat(four.models().get(i).parameters())
                    .isEqualTo(one.models().get(i).parameters());
        }
    }

    @Test
    void oneStartIsTheTrainingItself() {
        Split split = Split.of(Blobs.plane(150, 2), 2);
        Trainer trainer = Trainer.of(NETWORK).epochs(5);
        assertClose(
                Restarts.of(trainer, 1).fit(split).best().model().parameters(),
                trainer.fit(split).model().parameters());
    }

    @Test
    void someStartsOfTheSmallestNetworkForExclusiveOrEndInAWorseMinimum() {
        RestartResult result =
                Restarts.of(
                                Trainer.of("dense(2) tanh")
                                        .optimizer(new Adam(0.05))
                                        .batchSize(TrainSettings.FULL_BATCH)
                                        .earlyStopping(EarlyStopping.off())
                                        .epochs(400),
                                16)
                        .fit(Split.trainOnly(Xor.data()));
        RestartResult.Spread spread = result.spread();
        assertThat(spread.best()).isLessThan(0.05);
        assertThat(spread.worst()).isGreaterThan(0.3);
        assertThat(spread.best()).isLessThanOrEqualTo(spread.median());
    }

    @Test
    void startsThatAllLeaveTheFiniteNumbersAreADivergence() {
        Trainer trainer = Trainer.of("dense(8)").optimizer(new Sgd(1e30)).epochs(3);
        assertThatThrownBy(() -> Restarts.of(trainer, 2).fit(Split.of(Blobs.plane(60, 1), 1)))
                .isInstanceOf(TrainingDivergedException.class);
        assertThatThrownBy(() ->
                        Restarts.of(trainer.stopping(Stopping.NONE.atLoss(0.1)), 2)
                                .fit(Split.of(Blobs.plane(60, 1), 1)))
                .hasMessageContaining("rules of stopping");
        assertThatThrownBy(() -> Restarts.of(trainer, 0)).hasMessageContaining("1 start or more");
    }

    @Test
    void anEnsemblePredictsTheMean() {
        Split split = Split.of(Blobs.of(150, 9), 9);
        RestartResult result = Restarts.of(Trainer.of("dense(8) relu").epochs(5), 3).fit(split);
        double[] mean = result.ensemble().predict(split.test().features()).toDoubles();
        double[] sum = new double[mean.length];
        result.models()
                .forEach(model -> {
                    double[] one = model.predict(split.test().features()).toDoubles();
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += one[i];
                    }
                });
        for (int i = 0; i < sum.length; i++) {
            assertThat(mean[i]).isCloseTo(sum[i] / 3, within(1e-6));
        }
        assertThat(((ClassificationReport) result.ensemble().evaluate(split.test())).accuracy())
                .isGreaterThan(0.5);
    }
}
