package org.glissade.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.glissade.learn.Reference;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.random.RandomStream;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.glissade.testkit.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Layers that act in training only: what they draw, by its moments, with fixed seeds.
class RandomLayersTest {
    private static final double RATE = 0.3;

    private static Tensor input(DType dtype, int... dims) {
        return new Trace().input("features", dtype, Shape.of(dims));
    }

    private static Tensor trained(Layer layer, Tensor x) {
        Tensor counter = x.trace().input("@random", DType.I64, Shape.scalar());
        return Forward.training(layer, x, counter).output();
    }

    private static double[] draw(Layer layer, long counter, Array features) {
        Tensor x = input(features.dtype(), features.shape().dims());
        return Reference.value(
                        trained(layer, x),
                        Map.of("features", features, "@random", Array.scalar(counter)))
                .toDoubles();
    }

    private static Array ones(int... dims) {
        double[] values = new double[(int) Shape.of(dims).size()];
        Arrays.fill(values, 1);
        return Array.of(Shape.of(dims), values);
    }

    private static Array normal(int... dims) {
        RandomStream stream = RandomStream.of(11, "values");
        int size = (int) Shape.of(dims).size();
        return Array.of(
                Shape.of(dims), IntStream.range(0, size).mapToDouble(stream::normal).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void spatialDropoutDropsWholeChannelsOfAnExample(int axis) {
        int examples = 60;
        int channels = 50;
        int places = 12;
        Array x = axis == 1 ? ones(examples, channels, 4, 3) : ones(examples, 4, 3, channels);
        double[] values = draw(new SpatialDropout(RATE, axis), 5, x);
        int dropped = 0;
        for (int n = 0; n < examples; n++) {
            for (int c = 0; c < channels; c++) {
                double first = values[n * channels * places + (axis == 1 ? c * places : c)];
                assertThat(first).isIn(0.0, 1 / (1 - RATE));
                dropped += first == 0 ? 1 : 0;
                for (int p = 0; p < places; p++) {
                    int at = axis == 1 ? c * places + p : p * channels + c;
                    assertThat(values[n * channels * places + at]).isEqualTo(first);
                }
            }
        }
        double share = (double) dropped / (examples * channels);
        assertThat(share).isCloseTo(RATE, within(5 * deviation(examples * channels)));
        assertThat(draw(new SpatialDropout(RATE, axis), 6, x)).isNotEqualTo(values);
    }

    private static double deviation(int draws) {
        return Math.sqrt(RATE * (1 - RATE) / draws);
    }

    @Test
    void spatialDropoutOfVectorsIsDropout() {
        Array x = normal(20, 30);
        assertThat(draw(new SpatialDropout(RATE), 3, x))
                .containsExactly(draw(new Dropout(RATE), 3, x));
    }

    @Test
    void aDroppedPathLeavesTheExampleAsItWas() {
        int examples = 2000;
        Array x = normal(examples, 3);
        Layer twice = (scope, y) -> y.times(2);
        double[] before = x.toDoubles();
        double[] values = draw(new Residual(Sequential.of(twice, new DropPath(RATE))), 9, x);
        int passed = 0;
        for (int n = 0; n < examples; n++) {
            boolean isPast = values[3 * n] == before[3 * n];
            passed += isPast ? 1 : 0;
            for (int i = 3 * n; i < 3 * n + 3; i++) {
                double expected = isPast ? before[i] : before[i] + 2 * before[i] * (1 / (1 - RATE));
                assertThat(values[i]).isCloseTo(expected, within(1e-12));
            }
        }
        assertThat((double) passed / examples).isCloseTo(RATE, within(5 * deviation(examples)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.9})
    void alphaDropoutKeepsMeanAndVarianceOfAStandardisedSignal(double rate) {
        int size = 200_000;
        double[] values = draw(new AlphaDropout(rate), 4, normal(size, 1));
        // Fourth moments are below 10 for these rates, so five deviations lie within the bounds.
        assertThat(moment(values, 1)).isCloseTo(0, within(5 / Math.sqrt(size)));
        assertThat(moment(values, 2)).isCloseTo(1, within(5 * Math.sqrt(10.0 / size)));
        // SELU of minus infinity, −λα, then the affine map of the paper.
        double least = -1.0507009873554805 * 1.6732632423543772;
        double slope = Math.pow((1 - rate) + least * least * (1 - rate) * rate, -0.5);
        double low = slope * least - slope * rate * least;
        long dropped = Arrays.stream(values).filter(v -> Math.abs(v - low) < 1e-12).count();
        assertThat((double) dropped / size)
                .isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / size)));
    }

    private static double moment(double[] values, int order) {
        return Arrays.stream(values).map(v -> Math.pow(v, order)).average().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"F32", "F64"})
    void noiseIsNormal(String dtype) {
        int size = 100_000;
        Array zeros = Array.zeros(DType.valueOf(dtype), Shape.of(size / 10, 10));
        double[] noise =
                Arrays.stream(draw(new GaussianNoise(0.5), 21, zeros)).map(v -> v / 0.5).toArray();
        double[] moments = {0, 1, 0, 3};
        double[] variances = {1, 2, 15, 96};
        for (int order = 1; order <= 4; order++) {
            assertThat(moment(noise, order))
                    .as("moment %d", order)
                    .isCloseTo(
                            moments[order - 1], within(5 * Math.sqrt(variances[order - 1] / size)));
        }
        // Neighbours, and two layers of a network, have nothing to do with each other.
        double[] sum =
                draw(Sequential.of(new GaussianNoise(0.5), new GaussianNoise(0.5)), 21, zeros);
        assertThat(moment(sum, 2)).isCloseTo(0.5, within(0.02));
        double product =
                IntStream.range(1, size).mapToDouble(i -> noise[i] * noise[i - 1]).sum() / size;
        assertThat(product).isCloseTo(0, within(5 / Math.sqrt(size)));
    }

    static List<Layer> layers() {
        return List.of(
                new Dropout(RATE),
                new SpatialDropout(RATE),
                new SpatialDropout(RATE, 1),
                new AlphaDropout(RATE),
                new DropPath(RATE),
                new GaussianNoise(RATE));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void predictionsHaveNothingOfIt(Layer layer) {
        Tensor x = input(DType.F32, 4, 3, 2);
        assertThat(Forward.inference(layer, x).output()).isSameAs(x);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsAreThoseOfDifferences(Layer layer) {
        Layer network = Sequential.of(Activation.TANH, layer, Activation.TANH);
        GradientCheck.of(in -> Forward.training(network, in.getFirst(), in.get(1)).output())
                .check(normal(3, 4, 5), Array.scalar(17L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dropout(0)",
                "spatial-dropout(0)",
                "spatial-dropout(0, 1)",
                "alpha-dropout(0)",
                "drop-path(0)",
                "noise(0)"
            })
    void whatIsSetToNothingAddsNothing(String text) {
        Tensor x = input(DType.F32, 4, 3);
        assertThat(trained(Network.parse(text), x)).isSameAs(x);
    }

    @Test
    void noiseOnWeightsIsTheSameWhereverAWeightIsUsed() {
        Layer network =
                (scope, x) -> {
                    Tensor w = scope.shared("w").child("dense", new Dense(40), x);
                    return w.minus(scope.shared("w").child("dense", new Dense(40), x));
                };
        Tensor x = input(DType.F64, 1, 30);
        Tensor counter = x.trace().input("@random", DType.I64, Shape.scalar());
        Forward tied = Forward.training(network, x, counter, 0.5);
        Map<String, Array> in =
                Map.of(
                        "features", ones(1, 30),
                        "@random", Array.scalar(3L),
                        "w/dense/weight", Array.zeros(DType.F64, Shape.of(30, 40)),
                        "w/dense/bias", Array.zeros(DType.F64, Shape.of(40)));
        assertThat(Reference.value(tied.output(), in).toDoubles()).containsOnly(0);
        assertThat(tied.parameters()).hasSize(2);

        Tensor y = input(DType.F64, 1, 30);
        Tensor step = y.trace().input("@random", DType.I64, Shape.scalar());
        Forward noisy = Forward.training(new Dense(4000), y, step, 0.5);
        double[] sums =
                Reference.value(
                                noisy.output(),
                                Map.of(
                                        "features", ones(1, 30),
                                        "@random", Array.scalar(3L),
                                        "weight", Array.zeros(DType.F64, Shape.of(30, 4000)),
                                        "bias", Array.zeros(DType.F64, Shape.of(4000))))
                        .toDoubles();
        // Thirty weights and a bias, each with a variance of 0.25.
        assertThat(moment(sums, 1)).isCloseTo(0, within(5 * Math.sqrt(31 * 0.25 / 4000)));
        assertThat(moment(sums, 2) / (31 * 0.25)).isCloseTo(1, within(5 * Math.sqrt(2.0 / 4000)));
    }

    @Test
    void gradientsAreThoseAtTheNoisyWeights() {
        Layer product =
                (scope, x) -> x.matmul(scope.parameter("w", Shape.of(3, 2), Initializer.zeros()));
        Array w = normal(3, 2);
        Array x = normal(3, 3);
        // The product of the unit matrix with weights of 0 is the noise itself.
        double[] noisy =
                value(
                        forward(product, 0.3).output(),
                        Array.of(Shape.of(3, 3), 1.0, 0, 0, 0, 1, 0, 0, 0, 1),
                        Array.zeros(DType.F64, Shape.of(3, 2)));
        assertThat(Arrays.stream(noisy)).allMatch(e -> e != 0);
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += w.getFlat(i);
        }
        Forward disturbed = forward(product, 0.3);
        Forward plain = forward(product, 0);
        assertThat(value(gradient(disturbed), x, w))
                .usingComparatorWithPrecision(1e-13)
                .containsExactly(value(gradient(plain), x, Array.of(Shape.of(3, 2), noisy)));
    }

    private static Forward forward(Layer layer, double weightNoise) {
        Tensor x = input(DType.F64, 3, 3);
        Tensor counter = x.trace().input("@random", DType.I64, Shape.scalar());
        return Forward.training(layer, x, counter, weightNoise);
    }

    private static Tensor gradient(Forward forward) {
        Tensor loss = forward.output().tanh().square().sum();
        return Gradients.of(loss, List.copyOf(forward.weights().values())).getFirst();
    }

    private static double[] value(Tensor tensor, Array x, Array w) {
        return Reference.value(tensor, Map.of("features", x, "w", w, "@random", Array.scalar(31L)))
                .toDoubles();
    }

    @Test
    void withoutNoiseOnWeightsTheGraphIsThatOfTraining() {
        assertThat(nodes(0)).isLessThan(nodes(0.1));
        Tensor x = input(DType.F32, 2, 3);
        Tensor counter = x.trace().input("@random", DType.I64, Shape.scalar());
        Tensor plain = Forward.training(new Dense(4), x, counter).output();
        assertThat(nodes(0)).isEqualTo(Graph.of(Map.of("y", plain)).nodes().size());
    }

    private static int nodes(double weightNoise) {
        Tensor x = input(DType.F32, 2, 3);
        Tensor counter = x.trace().input("@random", DType.I64, Shape.scalar());
        Tensor y = Forward.training(new Dense(4), x, counter, weightNoise).output();
        return Graph.of(Map.of("y", y)).nodes().size();
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new SpatialDropout(1)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> new SpatialDropout(0.1, 0)).hasMessageContaining("the batch");
        assertThatThrownBy(() -> new AlphaDropout(-0.1)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> new DropPath(Double.NaN)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> new GaussianNoise(-1)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> trained(new SpatialDropout(0.1, 3), input(DType.F32, 2, 2)))
                .hasMessageContaining("3");
    }
}
