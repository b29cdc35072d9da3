package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.glissade.learn.Reference;
import org.glissade.learn.augment.Augmentation;
import org.glissade.learn.augment.Batch;
import org.glissade.learn.augment.Mixup;
import org.glissade.learn.augment.RandomFlip;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Network;
import org.glissade.learn.loss.Huber;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.TargetScaling;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.optimize.Slots;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;

class RegularisationTest {
    private static final String NETWORK = "dense(6) tanh dense(3)";

    private static List<String> operations(Trainer trainer, Dataset data) {
        return operations(trainer.job(Split.trainOnly(data)).step().graph());
    }

    private static List<String> operations(Graph graph) {
        return graph.nodes().stream().map(node -> node.op().text()).toList();
    }

    @Test
    void whatIsNotAskedForAddsNothingToTheStep() {
        Dataset data = Blobs.of(32, 1);
        Trace trace = new Trace();
        Tensor features = trace.input("features", DType.F32, Shape.of(32, 2));
        Tensor targets = trace.input("targets", DType.I32, Shape.of(32));
        Tensor counter = trace.input(Slots.RANDOM, DType.I64, Shape.scalar());
        Forward forward = Forward.training(Network.parse(NETWORK), features, counter);
        Tensor loss = Objective.of(data, 3).mean(forward.output(), targets);
        Map<String, Tensor> updates =
                new LinkedHashMap<>(Slots.step(new Sgd(0.1), forward.weights(), loss).updates());
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("loss", loss);
        outputs.put("right", forward.output().argMax(1).equalTo(targets).cast(DType.I32).sum());
        updates.put(Slots.RANDOM, counter.plus(1));
        Graph plain = Graph.of(List.of(features, targets), outputs, updates);

        Trainer trainer = Trainer.of(NETWORK).optimizer(new Sgd(0.1));
        assertThat(operations(trainer, data))
                .containsExactlyElementsOf(operations(plain))
                .noneMatch(operation -> operation.startsWith("random"));
        assertThat(operations(trainer.augment(new Mixup(1)), data))
                .anyMatch(operation -> operation.startsWith("random"));
    }

    @Test
    void aFunctionOfTheUsersOwnChangesTheBatches() {
        // A constant added to the features is one taken off the first layer's bias.
        Split split = Split.trainOnly(Blobs.plane(64, 5));
        Trainer trainer = Trainer.of("dense(1)").optimizer(new Sgd(0.1)).epochs(40).batchSize(64);
        Augmentation shift = (draws, batch) -> batch.withFeatures(batch.features().plus(0.25));
        Parameters plain = trainer.fit(split).model().parameters();
        Parameters shifted = trainer.augment(shift).fit(split).model().parameters();
        double[] slopes = plain.get("0.dense/weight").toDoubles();
        double expected = plain.get("0.dense/bias").getFlat(0) - 0.25 * (slopes[0] + slopes[1]);
        assertThat(shifted.get("0.dense/bias").getFlat(0)).isCloseTo(expected, within(0.02));
    }

    @Test
    void numbersToPredictAreMixedAndClassesAreWeighed() {
        Trace trace = new Trace();
        Tensor output = trace.input("output", DType.F64, Shape.of(2, 1));
        Tensor y = trace.input("y", DType.F64, Shape.of(2, 1));
        Tensor z = trace.input("z", DType.F64, Shape.of(2, 1));
        Tensor share = trace.constant(DType.F64, 0.75);
        Batch mixed = Batch.of(output, y).mixedWith(Batch.of(output, z), share, output);
        Dataset plane = Blobs.plane(20, 1);
        Objective numbers = new Objective(plane.task(), new Huber(1), TargetScaling.NONE);
        Map<String, Array> in =
                Map.of(
                        "output", Array.of(Shape.of(2, 1), 1.0, 2.0),
                        "y", Array.of(Shape.of(2, 1), 1.0, 6.0),
                        "z", Array.of(Shape.of(2, 1), 3.0, 0.0));
        // Targets 1.5 and 4.5: errors 0.5 and 2.5.
        assertThat(Reference.value(new BatchLoss(numbers, mixed).mean(output), in).getFlat(0))
                .isCloseTo((0.5 * 0.25 + 2.5 - 0.5) / 2, within(1e-14));

        Dataset blobs = Blobs.of(20, 1);
        Objective classes = Objective.of(blobs, 3);
        Tensor logits = trace.input("logits", DType.F64, Shape.of(2, 3));
        Tensor labels = trace.input("labels", DType.I32, Shape.of(2));
        Tensor others = trace.input("others", DType.I32, Shape.of(2));
        for (double part : new double[] {0.75, 0.25}) {
            Tensor weight = trace.constant(DType.F64, part);
            BatchLoss loss =
                    new BatchLoss(
                            classes,
                            Batch.of(logits, labels)
                                    .mixedWith(Batch.of(logits, others), weight, logits));
            Map<String, Array> values =
                    Map.of(
                            "logits", Array.of(Shape.of(2, 3), 1.0, 2, 3, -1, 0.5, 0),
                            "labels", Array.of(Shape.of(2), 0, 1),
                            "others", Array.of(Shape.of(2), 2, 1));
            double expected =
                    (-part * logSoftmax(0, 1, 2, 3)
                                    - (1 - part) * logSoftmax(2, 1, 2, 3)
                                    - logSoftmax(1, -1, 0.5, 0))
                            / 2;
            assertThat(Reference.value(loss.mean(logits), values).getFlat(0))
                    .isCloseTo(expected, within(1e-14));
            assertThat(Reference.value(loss.labels(), values).toInts())
                    .containsExactly(part > 0.5 ? 0 : 2, 1);
        }
    }

    private static double logSoftmax(int at, double... logits) {
        double sum = 0;
        for (double z : logits) {
            sum += Math.exp(z);
        }
        return logits[at] - Math.log(sum);
    }

    @Test
    void aRegularisedTrainingLearnsAndItsModelKnowsNothingOfIt() {
        List<Double> losses = new ArrayList<>();
        Split split = Split.of(Blobs.images(300, 8), 2);
        TrainResult result =
                Trainer.of(
                                "noise(0.05) flatten dense(8) selu alpha-dropout(0.05)"
                                        + " residual(dense(8) tanh drop-path(0.1))")
                        .optimizer(new Adam(0.01).penalised(1e-4, 1e-4).withMaxNorm(1.5))
                        .regularisation(Regularisation.NONE.withWeightNoise(0.02))
                        .augment(new RandomFlip())
                        .augment(new Mixup(0.2))
                        .epochs(40)
                        .earlyStopping(EarlyStopping.off())
                        .listen(event -> {
                            if (event instanceof TrainEvent.EpochFinished epoch) {
                                losses.add(epoch.validationLoss().orElseThrow());
                            }
                        })
                        .fit(split);
        assertThat(losses.getLast()).isLessThan(0.8 * losses.getFirst());
        // A model that drew numbers would not say the same twice.
        double[] first = result.model().predict(split.test().features()).toDoubles();
        assertThat(result.model().predict(split.test().features()).toDoubles())
                .containsExactly(first);
        double[] weights = result.model().parameters().get("2.dense/weight").toDoubles();
        for (int unit = 0; unit < 8; unit++) {
            int column = unit;
            double square =
                    IntStream.range(0, 16)
                            .mapToDouble(i -> weights[8 * i + column] * weights[8 * i + column])
                            .sum();
            assertThat(Math.sqrt(square)).isLessThanOrEqualTo(1.5 * (1 + 1e-6));
        }
    }

    @Test
    void settingsTellWhatIsSet() {
        Trainer trainer =
                Trainer.of(NETWORK)
                        .regularisation(Regularisation.NONE.withWeightNoise(0.5))
                        .augment(new Mixup(0.2));
        assertThat(trainer.settings().toJson().toString())
                .contains("weightNoise")
                .contains("Mixup[alpha=0.2]");
        assertThat(TrainSettings.DEFAULT.toJson().members())
                .doesNotContainKeys("weightNoise", "augmentations");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Regularisation.NONE.withWeightNoise(-1))
                .hasMessageContaining("at least 0");
        Trainer trainer =
                Trainer.of(NETWORK)
                        .augment((draws, batch) ->
                                batch.withFeatures(batch.features().slice(1, 0, 1)));
        assertThatThrownBy(() -> trainer.fit(Split.trainOnly(Blobs.of(20, 1))))
                .hasMessageContaining("keep the features' type and shape");
    }
}
