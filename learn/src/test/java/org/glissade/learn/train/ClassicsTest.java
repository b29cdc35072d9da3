package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.glissade.learn.Reference;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.loss.BinaryHinge;
import org.glissade.learn.loss.CrossEntropy;
import org.glissade.learn.metric.ClassificationReport;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Sgd;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;

/// What every textbook on backpropagation shows.
class ClassicsTest {
    private static final Dataset XOR =
            Dataset.classification(
                    Array.of(Shape.of(4, 2), 0f, 0f, 0f, 1f, 1f, 0f, 1f, 1f),
                    new int[] {0, 1, 1, 0},
                    List.of("0", "1"));

    private static double accuracy(TrainResult result) {
        return ((ClassificationReport) result.trainEvaluation()).accuracy();
    }

    @Test
    void xorIsSolvedFromTwentySeeds() {
        for (long seed = 1; seed <= 20; seed++) {
            TrainResult result =
                    Trainer.of("dense(8) tanh dense(1)")
                            .optimizer(new Adam(0.05))
                            .epochs(500)
                            .earlyStopping(EarlyStopping.off())
                            .seed(seed)
                            .fit(Split.trainOnly(XOR));
            assertThat(accuracy(result)).as("seed %d", seed).isEqualTo(1);
            assertThat(result.trainEvaluation().loss()).as("seed %d", seed).isLessThan(0.1);
        }
    }

    @Test
    void aSingleLayerNeverSolvesXor() {
        for (long seed = 1; seed <= 20; seed++) {
            TrainResult result =
                    Trainer.of("dense(1)")
                            .optimizer(new Adam(0.05))
                            .epochs(300)
                            .earlyStopping(EarlyStopping.off())
                            .seed(seed)
                            .fit(Split.trainOnly(XOR));
            // No line has three of the four on the right sides and the fourth too (Minsky, Papert
            // 1969).
            assertThat(accuracy(result)).as("seed %d", seed).isLessThanOrEqualTo(0.75);
            // The best that a line can do is to know nothing: loss log 2.
            assertThat(result.trainEvaluation().loss())
                    .as("seed %d", seed)
                    .isGreaterThan(Math.log(2) - 1e-6);
        }
    }

    @Test
    void aPerceptronLearnsWhatALineSeparates() {
        Dataset and =
                Dataset.classification(
                        XOR.features(), new int[] {0, 0, 0, 1}, List.of("false", "true"));
        for (long seed = 1; seed <= 20; seed++) {
            // Rosenblatt's rule, one example at a time; it ends after finitely many errors
            // (Novikoff
            // 1962).
            TrainResult result =
                    Trainer.of("dense(1)")
                            .loss(new BinaryHinge(0, false))
                            .optimizer(new Sgd(0.1))
                            .epochs(100)
                            .batchSize(1)
                            .earlyStopping(EarlyStopping.off())
                            .seed(seed)
                            .fit(Split.trainOnly(and));
            assertThat(accuracy(result)).as("seed %d", seed).isEqualTo(1);
            assertThat(result.trainEvaluation().loss()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void theLossOfWeightedClassesIsTheMeanThatTrainingMinimises() {
        CrossEntropy weighted = new CrossEntropy(List.of(1.0, 3.0), 0, OptionalInt.empty());
        List<Double> reported = new ArrayList<>();
        TrainResult result =
                Trainer.of("dense(2)")
                        .loss(weighted)
                        // Too small to change a weight.
                        .optimizer(new Sgd(1e-30))
                        .epochs(1)
                        .earlyStopping(EarlyStopping.off())
                        .listen(event -> {
                            if (event instanceof TrainEvent.EpochFinished finished) {
                                reported.add(finished.trainLoss());
                            }
                        })
                        .fit(Split.trainOnly(XOR));
        assertThat(reported).hasSize(1);
        assertThat(result.trainEvaluation().loss()).isCloseTo(reported.getFirst(), within(1e-6));
    }

    @Test
    void allEqualInitialWeightsStayEqual() {
        Layer network =
                Sequential.of(
                        new Dense(5, Initializer.constant(0.3)),
                        Activation.TANH,
                        new Dense(2, Initializer.constant(0.2)));
        TrainResult result =
                Trainer.of(network)
                        .optimizer(new Sgd(0.5))
                        .epochs(50)
                        .batchSize(1)
                        .earlyStopping(EarlyStopping.off())
                        .fit(Split.trainOnly(XOR));
        Array hidden = result.model().parameters().get("0.dense/weight");
        assertThat(hidden.getFlat(0)).isNotEqualTo(0.3f);
        for (int in = 0; in < 2; in++) {
            for (int unit = 1; unit < 5; unit++) {
                assertThat(hidden.get(in, unit)).isEqualTo(hidden.get(in, 0));
            }
        }
    }

    @Test
    void thePerceptronsGradientIsItsInput() {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F64, Shape.of(3));
        Tensor w = trace.input("w", DType.F64, Shape.of(3));
        Array value = Array.of(Shape.of(3), 0.5, -2.0, 7.0);
        Array weight = Array.of(Shape.of(3), 1.0, 1.0, 1.0);
        Array gradient =
                Reference.value(
                        x.times(w).sum().gradients(w).getFirst(), Map.of("x", value, "w", weight));
        assertThat(gradient).isEqualTo(value);
    }

    @Test
    void theGradientOfTheFirstWeightIsTheProductOfTheChainsFactors() {
        // One number per layer: z₁ = w₁·x, a₁ = tanh z₁, z₂ = w₂·a₁, a₂ = σ(z₂), L = ½(a₂ − y)².
        double x = 0.8;
        double y = 1;
        double w1 = -0.4;
        double w2 = 1.7;
        double a1 = Math.tanh(w1 * x);
        double a2 = 1 / (1 + Math.exp(-w2 * a1));
        double lossByA2 = a2 - y;
        double a2ByZ2 = a2 * (1 - a2);
        double z2ByA1 = w2;
        double a1ByZ1 = 1 - a1 * a1;
        double z1ByW1 = x;

        Trace trace = new Trace();
        Tensor first = trace.input("w1", DType.F64, Shape.scalar());
        Tensor z1 = first.times(x);
        Tensor hidden = z1.tanh();
        Tensor z2 = hidden.times(w2);
        Tensor out = z2.sigmoid();
        Tensor loss = out.minus(y).square().times(0.5);
        Map<String, Array> at = Map.of("w1", Array.scalar(w1));
        assertThat(value(loss, out, at)).isCloseTo(lossByA2, within(1e-14));
        assertThat(value(out, z2, at)).isCloseTo(a2ByZ2, within(1e-14));
        assertThat(value(z2, hidden, at)).isCloseTo(z2ByA1, within(1e-14));
        assertThat(value(hidden, z1, at)).isCloseTo(a1ByZ1, within(1e-14));
        assertThat(value(z1, first, at)).isCloseTo(z1ByW1, within(1e-14));
        assertThat(value(loss, first, at))
                .isCloseTo(lossByA2 * a2ByZ2 * z2ByA1 * a1ByZ1 * z1ByW1, within(1e-14));
    }

    private static double value(Tensor of, Tensor towards, Map<String, Array> inputs) {
        return Reference.value(of.gradients(towards).getFirst(), inputs).getFlat(0);
    }
}
