package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glissade.learn.augment.Mixup;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Sgd;
import org.glissade.runtime.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A training that goes on from a checkpoint ends as one that nothing disturbed.
class ResumeTest {
    @TempDir private Path folder = Path.of("");

    static List<SmallRun> runs() {
        return List.of(SmallRun.ofClasses(), SmallRun.ofNumbers(), SmallRun.ofEverything());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void stoppedAfterAnyStepATrainingGoesOnToTheSameBits(SmallRun run) throws IOException {
        SmallRun.Left expected = run.undisturbed(folder.resolve("undisturbed"));
        for (int step = 1; step <= run.steps(); step++) {
            Path here = folder.resolve("after" + step);
            int stop = step;
            assertThatThrownBy(() -> run.stopAfter(stop, here, SmallRun.in(here)))
                    .isInstanceOfSatisfying(
                            TrainingInterruptedException.class,
                            e -> assertThat(e.checkpoint()).isPresent());

            assertThat(run.resume(here)).as("stopped after step %s", step).isEqualTo(expected);
        }
    }

    @Test
    void aTrainingStoppedAgainAndAgainGoesOnToTheSameBits() throws IOException {
        SmallRun run = SmallRun.ofClasses();
        SmallRun.Left expected = run.undisturbed(folder.resolve("undisturbed"));
        Path here = Files.createDirectories(folder.resolve("here"));
        int stops = 0;
        SmallRun.Left left = null;
        while (left == null) {
            try {
                left =
                        run.go(
                                run.trainer().checkpoints(SmallRun.in(here)).stopWhen(() -> true),
                                new RunFolder(here),
                                true);
            } catch (TrainingInterruptedException stopped) {
                stops++;
            }
        }
        assertThat(stops).isEqualTo(run.steps());
        assertThat(left).isEqualTo(expected);
    }

    @Test
    void moreEpochsGiveTheBitsOfALongerTraining() throws IOException {
        SmallRun run = SmallRun.ofClasses();
        Path here = Files.createDirectories(folder.resolve("here"));
        run.go(run.trainer().checkpoints(SmallRun.in(here)), new RunFolder(here), false);
        Trainer longer = run.trainer().epochs(9);

        SmallRun.Left more =
                run.go(longer.checkpoints(SmallRun.in(here)), new RunFolder(here), true);

        RunFolder other = new RunFolder(Files.createDirectories(folder.resolve("other")));
        assertThat(more.parameters()).isEqualTo(run.go(longer, other, false).parameters());
    }

    @Test
    void aFinishedTrainingEndsAgainAsItDid() throws IOException {
        SmallRun run = SmallRun.ofNumbers();
        Path here = Files.createDirectories(folder.resolve("here"));
        SmallRun.Left first =
                run.go(run.trainer().checkpoints(SmallRun.in(here)), new RunFolder(here), false);

        assertThat(run.resume(here)).isEqualTo(first);
    }

    @Test
    void withoutACheckpointATrainingBeginsAnew() throws IOException {
        SmallRun run = SmallRun.ofClasses();
        SmallRun.Left expected = run.undisturbed(folder.resolve("undisturbed"));
        Path here = Files.createDirectories(folder.resolve("here"));
        Files.writeString(here.resolve("log.jsonl"), "{\"event\":\"started\"}\n{\"event\":\"st");

        assertThat(run.resume(here)).isEqualTo(expected);
    }

    @Test
    void onlyTheLatestCheckpointsAreKeptAndNoLeftovers() throws IOException {
        SmallRun run = SmallRun.ofClasses();
        Path here = Files.createDirectories(folder.resolve("here"));
        Path checkpoints = Files.createDirectories(new RunFolder(here).checkpoints());
        Files.writeString(checkpoints.resolve(".step-1.123-456.tmp"), "half");

        run.go(run.trainer().checkpoints(SmallRun.in(here).keep(3)), new RunFolder(here), true);

        try (Stream<Path> files = Files.list(checkpoints)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            name(run.steps() - 2), name(run.steps() - 1), name(run.steps()));
        }
    }

    private static String name(int step) {
        return String.format("step-%012d.safetensors", step);
    }

    @Test
    void whatContradictsTheCheckpointIsRefusedByName() throws IOException {
        SmallRun run = SmallRun.ofClasses();
        Path here = folder.resolve("here");
        assertThatThrownBy(() -> run.stopAfter(5, here, SmallRun.in(here)))
                .isInstanceOf(TrainingInterruptedException.class);
        Trainer trainer = run.trainer().checkpoints(SmallRun.in(here));

        refused(trainer.seed(8), run.split(), "seed 7", "8");
        refused(trainer.epochs(3), run.split(), "epochs 4", "3");
        refused(trainer.optimizer(new Adam(0.1)), run.split(), "learningRate 0.03", "0.1");
        refused(trainer.optimizer(new Sgd(0.03)), run.split(), "optimizer", "Sgd");
        refused(trainer.batchSize(8), run.split(), "batch 16", "8");
        refused(trainer.augment(new Mixup(0.5)), run.split(), "augmentations", "Mixup");
        refused(
                trainer.regularisation(Regularisation.NONE.withWeightNoise(0.125)),
                run.split(),
                "weightNoise",
                "0.125");
        refused(trainer.earlyStopping(EarlyStopping.after(3)), run.split(), "patience 20", "3");
        refused(
                trainer.stopping(Stopping.NONE.after(Duration.ofHours(1))),
                run.split(),
                "stopAfterSeconds",
                "3600");
        refused(
                Trainer.of("dense(9) tanh")
                        .settings(run.trainer().settings())
                        .checkpoints(SmallRun.in(here)),
                run.split(),
                "network dense(8)",
                "dense(9)");
        refused(trainer, changed(run.split(), 0), "the data", "other values");
        refused(trainer, Split.of(Blobs.of(61, 3), 1), "the data", "rows");
        Split validation =
                new Split(
                        run.split().train(),
                        changed(Split.trainOnly(run.split().validation()), 1).train(),
                        run.split().test());
        refused(trainer, validation, "the data", "other values");
        assertThat(run.resume(here)).isEqualTo(run.undisturbed(folder.resolve("undisturbed")));
    }

    private static void refused(Trainer trainer, Split split, String then, String now) {
        assertThatThrownBy(() -> trainer.resume(split))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot resume: ")
                .hasMessageContaining(then)
                .hasMessageContaining(now)
                .hasMessageContaining("hint");
    }

    /// The split with the last bit of one feature changed.
    private static Split changed(Split split, int row) {
        Dataset train = split.train();
        Array features = train.features().copy();
        features.setFlat(2L * row, Math.nextUp((float) features.getFlat(2L * row)));
        return new Split(
                new Dataset(features, train.targets(), train.task(), List.of()),
                split.validation(),
                split.test());
    }

    @Test
    void aDivergenceAfterResumingNamesTheSameStepAndLeavesAFiniteCheckpoint() throws IOException {
        Split split = Split.of(Blobs.plane(100, 2), 2);
        Trainer trainer =
                Trainer.of("dense(8) dense(8)").optimizer(new Sgd(0.6)).batchSize(8).epochs(50);
        List<TrainEvent> events = new ArrayList<>();
        TrainingDivergedException expected = diverged(trainer, split, events);
        int steps = (int) events.stream().filter(TrainEvent.StepFinished.class::isInstance).count();
        assertThat(steps).isGreaterThan(1);
        Checkpoints checkpoints = Checkpoints.in(folder).every(Duration.ZERO);
        int[] done = {0};
        assertThatThrownBy(() ->
                        trainer.checkpoints(checkpoints)
                                .stopWhen(() -> ++done[0] == steps - 1)
                                .fit(split))
                .isInstanceOf(TrainingInterruptedException.class);

        assertThatThrownBy(() -> trainer.checkpoints(checkpoints).resume(split))
                .isInstanceOf(TrainingDivergedException.class)
                // The line after it is that of the caller.
                .hasMessageStartingWith(String.valueOf(expected.getMessage()).split("  at ", 2)[0]);
        Checkpoint last = new CheckpointFolder(checkpoints).latest().checkpoint().orElseThrow();
        assertThat(
                        last.state().names().stream()
                                .filter(name -> !name.startsWith("@"))
                                .allMatch(name -> allFinite(last.state().get(name))))
                .isTrue();
    }

    private static boolean allFinite(Array array) {
        return java.util.Arrays.stream(array.toDoubles()).allMatch(Double::isFinite);
    }

    private static TrainingDivergedException diverged(
            Trainer trainer, Split split, List<TrainEvent> events) {
        try {
            trainer.listen(events::add).fit(split);
        } catch (TrainingDivergedException diverged) {
            return diverged;
        }
        throw new AssertionError("the training should diverge");
    }

    @Test
    void oneFolderIsOneTrainingAtATime() throws IOException {
        RunFolder run = new RunFolder(folder);
        try (RunLog log = run.openLogAgain()) {
            assertThat(log).isNotNull();
            assertThatThrownBy(run::openLogAgain).hasMessageContaining("writes to it already");
        }
    }

    @Test
    void withoutCheckpointsNothingCanBeResumed() {
        assertThatThrownBy(() -> Trainer.of("dense(2)").resume(Split.of(Blobs.of(30, 1), 1)))
                .hasMessageContaining("Trainer.checkpoints");
    }
}
