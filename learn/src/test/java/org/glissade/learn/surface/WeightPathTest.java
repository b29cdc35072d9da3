package org.glissade.learn.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Safetensors;
import org.glissade.learn.initial.Fans;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.train.Checkpoints;
import org.glissade.learn.train.RestartResult;
import org.glissade.learn.train.Restarts;
import org.glissade.learn.train.TrainEvent;
import org.glissade.learn.train.TrainResult;
import org.glissade.learn.train.Trainer;
import org.glissade.learn.train.TrainingInterruptedException;
import org.glissade.runtime.Array;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightPathTest {
    private static final List<Declaration> DECLARED =
            List.of(
                    new Declaration(
                            "0.dense/weight",
                            new TensorType(DType.F32, Shape.of(2, 2)),
                            Initializer.fanIn(),
                            new Fans(2, 2)),
                    new Declaration(
                            "0.dense/bias",
                            new TensorType(DType.F32, Shape.of(2)),
                            Initializer.fanIn(),
                            new Fans(2, 2)));

    @TempDir private Path folder = Path.of("");

    @Test
    void placesAreThinnedEvenly() {
        Path file = folder.resolve("path.safetensors");
        try (WeightPath path = WeightPath.create(file, DECLARED)) {
            for (int epoch = 0; epoch <= 200; epoch++) {
                path.add(epoch, state(epoch));
            }
        }

        WeightPath.Recorded recorded = WeightPath.read(file);

        assertThat(recorded.epochs())
                .isEqualTo(IntStream.rangeClosed(0, 25).mapToObj(i -> 8 * i).toList());
        for (int i = 0; i < recorded.epochs().size(); i++) {
            double epoch = recorded.epochs().get(i);
            assertThat(recorded.weights().get(i)).containsExactly(epoch, 1, 2, 3, 0 - epoch, 0.5);
        }
    }

    @Test
    void theFileIsASafetensorsFileAtAnyTime() {
        Path file = folder.resolve("path.safetensors");
        try (WeightPath path = WeightPath.create(file, DECLARED)) {
            assertThat(Safetensors.read(file).tensors()).containsKeys("places", "weights");
            path.add(0, state(0));
            assertThat(WeightPath.read(file).epochs()).containsExactly(0);
        }
        assertThat(Safetensors.read(file).metadata())
                .containsEntry("shapes", "{\"0.dense/weight\":[2,2],\"0.dense/bias\":[2]}");
    }

    @Test
    void goingOnForgetsWhatCameLater() {
        Path file = folder.resolve("path.safetensors");
        try (WeightPath path = WeightPath.create(file, DECLARED)) {
            IntStream.rangeClosed(0, 9).forEach(epoch -> path.add(epoch, state(epoch)));
        }
        try (WeightPath path = WeightPath.goOn(file, DECLARED, 5)) {
            path.add(5, state(77));
            path.add(6, state(66));
        }

        WeightPath.Recorded recorded = WeightPath.read(file);

        assertThat(recorded.epochs()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(recorded.weights().get(5)[0]).isEqualTo(5);
        assertThat(recorded.weights().get(6)[0]).isEqualTo(66);
    }

    @Test
    void goingOnWithoutAFittingFileStartsANewOne() throws Exception {
        Path file = folder.resolve("path.safetensors");
        Files.writeString(file, "something else");
        try (WeightPath path = WeightPath.goOn(file, DECLARED, 5)) {
            path.add(6, state(6));
        }

        assertThat(WeightPath.read(file).epochs()).containsExactly(6);
    }

    @Test
    void anotherFileIsRefused() {
        Path file = folder.resolve("other.safetensors");
        new Safetensors(java.util.Map.of("a", Array.scalar(1.0f)), java.util.Map.of()).write(file);

        assertThatThrownBy(() -> WeightPath.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("the way of a training's weights");
    }

    @Test
    void largeNetworksAreNotFollowed() {
        Declaration large =
                new Declaration(
                        "0.dense/weight",
                        new TensorType(DType.F32, Shape.of(1000, 1001)),
                        Initializer.fanIn(),
                        new Fans(1000, 1001));

        assertThat(WeightPath.suits(DECLARED)).isTrue();
        assertThat(WeightPath.suits(List.of(large))).isFalse();
    }

    @Test
    void aTrainingWritesItsWayAndChangesNothingElse() {
        Path file = folder.resolve("path.safetensors");
        Trainer trainer = Trainer.of("dense(4) tanh dropout(0.2)").epochs(6).seed(3);
        Split split = Split.trainOnly(data());
        Parameters plain = trainer.fit(split).model().parameters();

        TrainResult result = trainer.keepPath(() -> file).fit(split);

        assertThat(result.model().parameters()).isEqualTo(plain);
        WeightPath.Recorded recorded = WeightPath.read(file);
        assertThat(recorded.epochs()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        List<double[]> way = recorded.weights();
        assertThat(way.get(0)).isNotEqualTo(way.get(1));
        double[] kept =
                plain.paths().stream()
                        .flatMapToDouble(
                                path -> java.util.Arrays.stream(plain.get(path).toDoubles()))
                        .toArray();
        assertThat(way.get(result.keptEpoch())).isEqualTo(kept);
    }

    @Test
    void aResumedTrainingHasTheWayOfAnUndisturbedOne() {
        Path undisturbed = folder.resolve("undisturbed.safetensors");
        Path resumed = folder.resolve("resumed.safetensors");
        Split split = Split.trainOnly(data());
        Trainer trainer = Trainer.of("dense(4) tanh").epochs(6).seed(3).batchSize(8);
        trainer.keepPath(() -> undisturbed).fit(split);
        Trainer saving =
                trainer.keepPath(() -> resumed).checkpoints(Checkpoints.in(folder.resolve("c")));
        int[] epochs = {0};
        Trainer stopped =
                saving.listen(event ->
                                epochs[0] += event instanceof TrainEvent.EpochFinished ? 1 : 0)
                        .stopWhen(() -> epochs[0] == 3);
        assertThatThrownBy(() -> stopped.fit(split))
                .isInstanceOf(TrainingInterruptedException.class);

        saving.resume(split);

        WeightPath.Recorded expected = WeightPath.read(undisturbed);
        WeightPath.Recorded actual = WeightPath.read(resumed);
        assertThat(actual.epochs()).isEqualTo(expected.epochs());
        for (int i = 0; i < expected.weights().size(); i++) {
            assertThat(actual.weights().get(i)).isEqualTo(expected.weights().get(i));
        }
    }

    @Test
    void eachOfManyStartsHasItsOwnWay() {
        Path file = folder.resolve("path.safetensors");
        Split split = Split.of(data(), 1);
        Trainer trainer = Trainer.of("dense(4) tanh").epochs(5).seed(3);
        Restarts restarts = Restarts.of(trainer.keepPath(() -> file), 3);

        RestartResult result = restarts.fit(split);

        assertThat(file).doesNotExist();
        for (int start = 1; start <= 3; start++) {
            WeightPath.Recorded way = WeightPath.read(WeightPath.ofStart(file, start));
            assertThat(way.epochs()).startsWith(0, 1).isSorted();
        }
        Parameters best = result.best().model().parameters();
        double[] kept =
                best.paths().stream()
                        .flatMapToDouble(
                                path -> java.util.Arrays.stream(best.get(path).toDoubles()))
                        .toArray();
        assertThat(
                        IntStream.rangeClosed(1, 3)
                                .mapToObj(start -> WeightPath.read(WeightPath.ofStart(file, start)))
                                .flatMap(way -> way.weights().stream())
                                .filter(place -> java.util.Arrays.equals(place, kept))
                                .count())
                .isOne();
    }

    private static Dataset data() {
        float[] features = new float[60];
        int[] labels = new int[20];
        for (int i = 0; i < 60; i++) {
            features[i] = (float) Math.sin(i * 1.7);
            labels[i / 3] = features[i] > 0 ? 1 : 0;
        }
        return Dataset.classification(
                Array.of(Shape.of(20, 3), features), labels, List.of("no", "yes"));
    }

    private static State state(int epoch) {
        State state = new State();
        state.put("0.dense/weight", Array.of(Shape.of(2, 2), (float) epoch, 1, 2, 3));
        state.put("0.dense/bias", Array.of(Shape.of(2), (float) -epoch, 0.5f));
        return state;
    }
}
