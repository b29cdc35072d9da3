package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.metric.ClassificationReport;
import org.glissade.learn.metric.RegressionReport;
import org.glissade.learn.model.Model;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Sgd;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static <T extends TrainEvent> List<T> only(Class<T> type, List<TrainEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void aFewLinesTrainMeasureAndSave(@TempDir Path folder) {
        Split split = Split.of(Blobs.of(300, 1), 1);
        TrainResult result = Trainer.of("dense(16) relu").seed(1).fit(split);
        assertThat(((ClassificationReport) result.test()).accuracy()).isGreaterThan(0.85);
        result.model().save(folder.resolve("blobs.glissade"));

        Model model = Model.load(folder.resolve("blobs.glissade"));
        assertThat(model.evaluate(split.test())).isEqualTo(result.test());
        assertThat(model.notes().provenance().text("data")).hasSize(64);
        assertThat(model.notes().settings().whole("seed")).isEqualTo(1);
    }

    @Test
    void aLineIsFoundInUnitsOfItsTarget() {
        TrainResult result =
                Trainer.of("dense(1)")
                        .optimizer(new Adam(0.05))
                        .epochs(200)
                        .fit(Split.of(Blobs.plane(200, 3), 3));
        RegressionReport report = (RegressionReport) result.test();
        assertThat(report.r2()).isGreaterThan(0.999);
        assertThat(report.rmse()).isLessThan(0.1);
    }

    @Test
    void equalSeedsGiveEqualBitsWithAnyNumberOfThreads(@TempDir Path folder) throws IOException {
        Split split = Split.of(Blobs.of(250, 2), 2);
        List<TrainResult> results = new ArrayList<>();
        List<List<String>> logs = new ArrayList<>();
        for (int run = 0; run < 4; run++) {
            Path file = folder.resolve("log" + run);
            try (RunLog log = RunLog.create(file)) {
                results.add(
                        Trainer.of("dense(64) relu dropout(0.3) residual(dense(64) tanh)")
                                .seed(run == 3 ? 8 : 7)
                                .epochs(4)
                                .on(Device.best().withThreads(run == 1 ? 2 : 1))
                                .listen(log)
                                .fit(split));
            }
            logs.add(Files.readAllLines(file).stream().map(RunLog::withoutClock).toList());
        }
        Model first = results.getFirst().model();
        for (int run = 1; run < 3; run++) {
            assertThat(results.get(run).model().parameters()).isEqualTo(first.parameters());
            assertThat(logs.get(run)).isEqualTo(logs.getFirst());
        }
        assertThat(results.get(3).model().parameters()).isNotEqualTo(first.parameters());
        assertThat(logs.get(3)).isNotEqualTo(logs.getFirst());
        assertThat(logs.getFirst())
                .hasSizeGreaterThan(10)
                .allSatisfy(line ->
                        assertThat(line)
                                .startsWith("{\"event\":\"")
                                .endsWith("}")
                                .doesNotContain("clock"));
    }

    @Test
    void eventsComeInTheirOrderAndAgreeWithEachOther() {
        List<TrainEvent> events = new ArrayList<>();
        TrainResult result =
                Trainer.of("dense(8) tanh")
                        .epochs(5)
                        .listen(events::add)
                        .fit(Split.of(Blobs.of(100, 1), 1));
        assertThat(events.getFirst())
                .isInstanceOfSatisfying(
                        TrainEvent.Started.class,
                        started -> {
                            assertThat(started.network()).isEqualTo("dense(8) tanh dense(3)");
                            assertThat(
                                            started.trainRows()
                                                    + started.validationRows()
                                                    + started.testRows())
                                    .isEqualTo(100);
                            assertThat(started.summary().parameterCount()).isEqualTo(8 * 3 + 9 * 3);
                            assertThat(started.stepsPerEpoch()).isEqualTo(2);
                        });
        assertThat(events.getLast()).isInstanceOf(TrainEvent.Finished.class);
        assertThat(events.get(events.size() - 2))
                .isEqualTo(
                        new TrainEvent.Stopped(
                                TrainEvent.Reason.ALL_EPOCHS, 5, result.keptEpoch()));
        List<TrainEvent.EpochFinished> epochs = only(TrainEvent.EpochFinished.class, events);
        assertThat(epochs)
                .extracting(TrainEvent.EpochFinished::epoch)
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(epochs)
                .allSatisfy(epoch -> {
                    assertThat(epoch.train()).containsOnlyKeys("accuracy");
                    assertThat(epoch.validation()).containsOnlyKeys("accuracy");
                    assertThat(epoch.clock().examplesPerSecond()).isPositive();
                });
        assertThat(only(TrainEvent.StepFinished.class, events)).hasSize(10);
        double best =
                epochs.stream()
                        .mapToDouble(epoch -> epoch.validationLoss().orElseThrow())
                        .min()
                        .orElseThrow();
        assertThat(only(TrainEvent.NewBest.class, events).getLast().loss()).isEqualTo(best);
        assertThat(result.validationEvaluation().orElseThrow().loss()).isEqualTo(best);
    }

    @Test
    void trainingStopsWithoutImprovementAndKeepsTheBestWeights() {
        // A rate far too high makes the validation loss dance.
        List<TrainEvent> events = new ArrayList<>();
        Split split = Split.of(Blobs.of(120, 4), 4);
        TrainResult result =
                Trainer.of("dense(16) tanh")
                        .optimizer(new Adam(0.3))
                        .earlyStopping(EarlyStopping.after(3))
                        .epochs(500)
                        .listen(events::add)
                        .fit(split);
        assertThat(result.epochs()).isLessThan(500).isEqualTo(result.keptEpoch() + 3);
        assertThat(result.model().evaluate(split.validation()))
                .isEqualTo(result.validationEvaluation().orElseThrow());
        assertThat(only(TrainEvent.Stopped.class, events).getFirst().reason())
                .isEqualTo(TrainEvent.Reason.NO_IMPROVEMENT);

        TrainResult last =
                Trainer.of("dense(16) tanh")
                        .optimizer(new Adam(0.3))
                        .earlyStopping(EarlyStopping.off())
                        .epochs(result.epochs())
                        .fit(split);
        assertThat(last.keptEpoch()).isEqualTo(result.epochs());
        assertThat(last.model().parameters()).isNotEqualTo(result.model().parameters());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 100, TrainSettings.FULL_BATCH})
    void everyExampleCountsOnceInTheLossWhateverTheBatchSize(int size) {
        // With a learning rate of 0 the mean over batches must be the mean over rows.
        List<TrainEvent> events = new ArrayList<>();
        TrainResult result =
                Trainer.of("dense(4) tanh")
                        .optimizer(new Sgd(0))
                        .batchSize(size)
                        .epochs(1)
                        .listen(events::add)
                        .fit(Split.trainOnly(Blobs.of(23, 6)));
        TrainEvent.EpochFinished epoch = only(TrainEvent.EpochFinished.class, events).getFirst();
        ClassificationReport report = (ClassificationReport) result.trainEvaluation();
        assertThat(epoch.trainLoss()).isCloseTo(report.loss(), within(1e-6));
        assertThat(epoch.train().get("accuracy")).isEqualTo(report.accuracy());
        assertThat(epoch.validationLoss()).isEmpty();
    }

    @Test
    void anEpochOfSingleExamplesIsStochasticGradientDescentByHand() {
        Dataset data = Blobs.plane(9, 5);
        TrainResult result =
                Trainer.of(new Dense(1))
                        .optimizer(new Sgd(0.1))
                        .batchSize(1)
                        .epochs(2)
                        .seed(3)
                        .earlyStopping(EarlyStopping.off())
                        .fit(Split.trainOnly(data));
        double mean = result.model().objective().scaling().means().getFirst();
        double deviation = result.model().objective().scaling().deviations().getFirst();
        TrainResult untouched =
                Trainer.of(new Dense(1))
                        .optimizer(new Sgd(0))
                        .epochs(1)
                        .seed(3)
                        .fit(Split.trainOnly(data));
        double[] w = untouched.model().parameters().get("weight").toDoubles();
        double b = untouched.model().parameters().get("bias").getFlat(0);
        for (int epoch = 1; epoch <= 2; epoch++) {
            for (int row : new Batches(9, 1, 3).order(epoch)) {
                double x0 = data.features().get(row, 0);
                double x1 = data.features().get(row, 1);
                double error =
                        w[0] * x0 + w[1] * x1 + b - (data.targets().get(row, 0) - mean) / deviation;
                w[0] -= 0.1 * 2 * error * x0;
                w[1] -= 0.1 * 2 * error * x1;
                b -= 0.1 * 2 * error;
            }
        }
        assertThat(result.model().parameters().get("weight").toDoubles())
                .usingComparatorWithPrecision(1e-5)
                .containsExactly(w);
        assertThat(result.model().parameters().get("bias").getFlat(0)).isCloseTo(b, within(1e-5));
    }

    @Test
    void divergenceNamesTheFirstOperationThatLeftTheFiniteNumbers() {
        List<TrainEvent> events = new ArrayList<>();
        assertThatThrownBy(() ->
                        Trainer.of("dense(8) dense(8)")
                                .optimizer(new Sgd(1e6))
                                .epochs(50)
                                .listen(events::add)
                                .fit(Split.of(Blobs.plane(100, 2), 2)))
                .isInstanceOfSatisfying(
                        TrainingDivergedException.class,
                        e -> {
                            assertThat(e.firstNonFinite()).isPresent();
                            assertThat(e.epoch()).isPositive();
                            assertThat(e.step()).isPositive();
                        })
                .hasMessageContaining("training diverged in epoch")
                .hasMessageContaining("layer")
                .hasMessageContaining("hint");
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        TrainEvent.Stopped.class,
                        stopped ->
                                assertThat(stopped.reason()).isEqualTo(TrainEvent.Reason.DIVERGED));
    }

    @Test
    void aLogarithmOfZeroIsNamedWithItsLayer() {
        Layer logarithm = (_, x) -> x.relu().log();
        assertThatThrownBy(() ->
                        Trainer.of(Sequential.of(new Dense(4), logarithm, new Dense(3)))
                                .fit(Split.of(Blobs.of(60, 2), 2)))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("epoch 1, step 1")
                .hasMessageContaining("log gave -Infinity")
                .hasMessageContaining("1.layer");
    }

    @Test
    void outputsThatDoNotSuitTheTaskAreRefused() {
        Split split = Split.of(Blobs.of(60, 2), 2);
        assertThatThrownBy(() -> Trainer.of(new Dense(5)).fit(split))
                .hasMessageContaining("dense(3)");
        assertThatThrownBy(() -> Trainer.of("dense(3) softmax").fit(split))
                .hasMessageContaining("raw outputs");
        assertThatThrownBy(() -> Trainer.of("dense(3)").loss(Loss.meanSquaredError()).fit(split))
                .hasMessageContaining("mean-squared-error");
        assertThatThrownBy(() -> Trainer.of("dense(3)").epochs(0))
                .hasMessageContaining("1 or more");
    }

    @Test
    void doublePrecisionDataTrainInDoublePrecision() {
        Dataset narrow = Blobs.of(60, 2);
        Dataset wide =
                new Dataset(
                        narrow.features().cast(DType.F64),
                        narrow.targets(),
                        narrow.task(),
                        narrow.featureNames());
        TrainResult result = Trainer.of("dense(4) relu").epochs(2).fit(Split.of(wide, 1));
        assertThat(result.model().parameters().get("0.dense/weight").dtype()).isEqualTo(DType.F64);
    }

    @Test
    void imagesAreFlattenedByAFlattenLayer() {
        Dataset vectors = Blobs.of(60, 2);
        Dataset images =
                new Dataset(
                        vectors.features().reshape(Shape.of(60, 2, 1)),
                        vectors.targets(),
                        vectors.task(),
                        List.of());
        assertThat(Trainer.of("flatten dense(4) relu").epochs(1).fit(Split.of(images, 1)).epochs())
                .isEqualTo(1);
        assertThatThrownBy(() -> Trainer.of("dense(4) relu").fit(Split.of(images, 1)))
                .hasMessageContaining("start the network with flatten");
    }

    @Test
    void aRunLeavesItsFolder(@TempDir Path runs) throws IOException {
        RunFolder folder = RunFolder.create(runs.resolve("runs"), "sample:blobs");
        RunFolder next = RunFolder.create(runs.resolve("runs"), "sample:blobs");
        assertThat(next).isNotEqualTo(folder);
        assertThat(folder.path().getFileName().toString()).endsWith("-sample-blobs");
        Trainer trainer = Trainer.of("dense(4)").epochs(1);
        try (RunLog log = folder.openLog()) {
            folder.writeSettings(trainer.settings().toJson());
            folder.writeModel(trainer.listen(log).fit(Split.of(Blobs.of(30, 1), 1)).model());
        }
        try (var files = Files.list(folder.path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("log.jsonl", "settings.json", "model.glissade");
        }
        assertThat(Files.readAllLines(folder.path().resolve("log.jsonl")).getLast())
                .startsWith("{\"event\":\"finished\"");
    }

    @Test
    void predictionsOfAnArrayNeedNoDataset() {
        Model model = Trainer.of("dense(4)").epochs(1).fit(Split.of(Blobs.of(30, 1), 1)).model();
        assertThat(model.predict(Array.of(Shape.of(1, 2), 0f, 0f)).shape())
                .isEqualTo(Shape.of(1, 3));
    }
}
