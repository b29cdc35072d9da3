package org.glissade.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.glissade.learn.Reference;
import org.glissade.learn.initial.Initializer;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Input;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.glissade.testkit.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerTest {
    private static Tensor features(int... dims) {
        return new Trace().input("features", DType.F32, Shape.of(dims));
    }

    @Test
    void pathsNameLayersByPositionAndNestWithSlashes() {
        Forward forward =
                Forward.inference(
                        Network.parse("dense(4) tanh residual(dense(8) relu dense(4)) dense(3)"),
                        features(5, 2));
        assertThat(forward.parameters().stream().map(Declaration::path))
                .containsExactly(
                        "0.dense/weight",
                        "0.dense/bias",
                        "2.residual/0.dense/weight",
                        "2.residual/0.dense/bias",
                        "2.residual/2.dense/weight",
                        "2.residual/2.dense/bias",
                        "3.dense/weight",
                        "3.dense/bias");
        assertThat(forward.output().shape()).isEqualTo(Shape.of(5, 3));
        assertThat(forward.output().node().origin().layerPath()).isEqualTo("3.dense");
    }

    @Test
    void denseKeepsLeadingAxes() {
        assertThat(Forward.inference(new Dense(7), features(2, 3, 4)).output().shape())
                .isEqualTo(Shape.of(2, 3, 7));
        assertThat(Forward.inference(new Flatten(), features(2, 3, 4)).output().shape())
                .isEqualTo(Shape.of(2, 12));
    }

    @Test
    void denseIsTheProductWithItsWeightPlusItsBias() {
        Forward forward = Forward.inference(new Dense(2), features(1, 3));
        Array result =
                Reference.value(
                        forward.output(),
                        Map.of(
                                "features", Array.of(Shape.of(1, 3), 1f, 2f, 3f),
                                "weight", Array.of(Shape.of(3, 2), 1f, 4f, 2f, 5f, 3f, 6f),
                                "bias", Array.of(Shape.of(2), 0.5f, -0.5f)));
        assertThat(result.toDoubles()).containsExactly(14.5, 31.5);
    }

    @Test
    void theSummaryListsLayersShapesAndCounts() {
        Summary summary =
                Summary.of(
                        Network.parse("dense(16) relu residual(dense(16) tanh) dense(3)"),
                        Shape.of(4));
        assertThat(summary.parameterCount()).isEqualTo(80 + 272 + 51);
        assertThat(summary.output()).isEqualTo(Shape.of(3));
        assertThat(summary.toString().lines().map(String::stripTrailing).toList())
                .containsExactly(
                        "layer       output   parameters",
                        "input       [n, 4]",
                        "0.dense     [n, 16]          80",
                        "1.relu      [n, 16]",
                        "2.residual  [n, 16]",
                        "  0.dense   [n, 16]         272",
                        "  1.tanh    [n, 16]",
                        "3.dense     [n, 3]           51",
                        "total                       403");
    }

    @Test
    void aNameIsTakenOnlyOnce() {
        Layer twice =
                (scope, x) ->
                        scope.child("a", Activation.RELU, scope.child("a", Activation.TANH, x));
        assertThatThrownBy(() -> Forward.inference(twice, features(1, 1)))
                .hasMessageContaining("the name \"a\" is used twice");
        Layer same =
                (scope, x) -> {
                    Tensor w = scope.parameter("w", Shape.of(1), Initializer.zeros());
                    return x.times(w).plus(scope.parameter("w", Shape.of(1), Initializer.zeros()));
                };
        assertThatThrownBy(() -> Forward.inference(same, features(1, 1)))
                .hasMessageContaining("used twice");
    }

    @Test
    void sharedScopesGiveTheSameParameterAgain() {
        Layer tied =
                (scope, x) -> {
                    Tensor up =
                            scope.shared("tied")
                                    .parameter("w", Shape.of(3, 3), Initializer.fanIn());
                    Tensor down =
                            scope.shared("tied")
                                    .parameter("w", Shape.of(3, 3), Initializer.fanIn());
                    assertThat(up.node()).isSameAs(down.node());
                    return x.matmul(up).matmul(down.transpose());
                };
        assertThat(Forward.inference(Sequential.of(tied, tied), features(2, 3)).parameters())
                .extracting(Declaration::path)
                .containsExactly("tied/w");
        Layer other = (scope, x) -> scope.child("dense", new Dense(2), x);
        Layer wrong =
                (scope, x) -> {
                    scope.shared("tied").parameter("w", Shape.of(3, 3), Initializer.fanIn());
                    return x.matmul(
                            scope.shared("tied")
                                    .parameter("w", Shape.of(3, 2), Initializer.fanIn()));
                };
        assertThatThrownBy(() -> Forward.inference(wrong, features(2, 3)))
                .hasMessageContaining("\"tied/w\" is used with two shapes");
        assertThat(Forward.inference(other, features(2, 3)).parameters()).hasSize(2);
    }

    @Test
    void runningStatisticsAreUpdatedInTrainingOnly() {
        Layer counting =
                (scope, x) -> {
                    Tensor mean = scope.state("mean", Shape.of(2), 0.5);
                    scope.update("mean", mean.times(0.9).plus(x.mean(0).times(0.1)));
                    return x.minus(mean);
                };
        Tensor x = features(4, 2);
        Forward training =
                Forward.training(
                        counting, x, x.trace().input("@random", DType.I64, Shape.scalar()));
        assertThat(training.updates()).containsOnlyKeys("mean");
        LongToDoubleFunction values = training.states().getFirst().initialValues(1);
        assertThat(List.of(values.applyAsDouble(0), values.applyAsDouble(1)))
                .containsExactly(0.5, 0.5);
        assertThat(Forward.inference(counting, features(4, 2)).updates()).isEmpty();
    }

    @Test
    void dropoutDropsItsShareScalesTheRestAndRestsInPredictions() {
        Dropout dropout = new Dropout(0.3);
        assertThat(Forward.inference(dropout, features(3, 3)).output().node().op())
                .isInstanceOf(Input.class);
        Tensor x = features(100, 200);
        Tensor counter = x.trace().input("@random", DType.I64, Shape.scalar());
        Layer two = Sequential.of(dropout, (scope, y) -> y, dropout);
        Forward once = Forward.training(dropout, x, counter);
        Array ones = Array.of(Shape.of(100, 200), ones(20_000));
        double[] values = draw(once.output(), ones, 7);
        long dropped = Arrays.stream(values).filter(v -> v == 0).count();
        assertThat(dropped).isBetween(5700L, 6300L);
        assertThat(Arrays.stream(values).filter(v -> v != 0)).allMatch(v -> v == (float) (1 / 0.7));
        assertThat(draw(once.output(), ones, 7)).isEqualTo(values);
        assertThat(draw(once.output(), ones, 8)).isNotEqualTo(values);

        // Two dropout layers draw different masks: 0.7² of the values survive both.
        Tensor z = features(100, 200);
        Forward both =
                Forward.training(two, z, z.trace().input("@random", DType.I64, Shape.scalar()));
        assertThat(Arrays.stream(draw(both.output(), ones, 7)).filter(v -> v != 0).count())
                .isBetween(9400L, 10200L);
    }

    private static double[] draw(Tensor output, Array features, long counter) {
        return Reference.value(
                        output, Map.of("features", features, "@random", Array.scalar(counter)))
                .toDoubles();
    }

    private static float[] ones(int count) {
        float[] values = new float[count];
        Arrays.fill(values, 1);
        return values;
    }

    static Stream<Nonlinearity> elementwise() {
        Set<Activation> onRows =
                EnumSet.of(
                        Activation.SOFTMAX,
                        Activation.LOG_SOFTMAX,
                        Activation.SOFTMIN,
                        Activation.GLU,
                        Activation.REGLU,
                        Activation.GEGLU,
                        Activation.SWIGLU);
        return Stream.concat(
                EnumSet.complementOf(EnumSet.copyOf(onRows)).stream(),
                Stream.of(
                        new LeakyRelu(0.3),
                        new LeakyRelu(0),
                        new Elu(),
                        new Elu(0.4),
                        new Celu(),
                        new Celu(0.4),
                        new RandomizedRelu(0.2, 0.2),
                        new RandomizedRelu(0, 0)));
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void theGainKeepsTheMeanSquareOfANormalSignalAtOne(Nonlinearity activation) {
        // The trapezoidal rule on [-12, 12] is exact to many digits for smooth functions under the
        // normal density.
        int points = 20_001;
        double step = 24.0 / (points - 1);
        double[] z = new double[points];
        Arrays.setAll(z, i -> -12 + i * step);
        double[] values = evaluate(activation, z);
        DoubleUnaryOperator density = x -> Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        double second = 0;
        for (int i = 0; i < points; i++) {
            second += values[i] * values[i] * density.applyAsDouble(z[i]) * step;
        }
        assertThat(activation.gain())
                .isCloseTo(
                        1 / Math.sqrt(second), within(activation == Activation.STEP ? 1e-3 : 1e-4));
    }

    @Test
    void gatedUnitsHaveTheGainOfTheirGateForIndependentHalves() {
        assertThat(Activation.GLU.gain()).isEqualTo(Activation.SIGMOID.gain());
        assertThat(Activation.REGLU.gain()).isEqualTo(Activation.RELU.gain());
        assertThat(Activation.GEGLU.gain()).isEqualTo(Activation.GELU.gain());
        assertThat(Activation.SWIGLU.gain()).isEqualTo(Activation.SILU.gain());
        RandomizedRelu drawn = new RandomizedRelu(0.1, 0.4);
        double meanSquare = 0;
        for (int i = 0; i < 10_000; i++) {
            double slope = 0.1 + 0.3 * (i + 0.5) / 10_000;
            meanSquare += slope * slope / 10_000;
        }
        assertThat(drawn.gain()).isCloseTo(Math.sqrt(2 / (1 + meanSquare)), within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void theDerivativeVanishesWhereTheActivationSaysSo(Nonlinearity activation) {
        Saturation saturation = activation.saturation();
        double[] far = slopes(activation, new double[] {-2000, 2000});
        assertThat(Math.abs(far[0]) < 1e-6).as("below").isEqualTo(saturation.below());
        assertThat(Math.abs(far[1]) < 1e-6).as("above").isEqualTo(saturation.above());

        // No point is a kink or the zero of a derivative, and none so far out that it rounds to 0.
        double[] x = new double[600];
        Arrays.setAll(x, i -> -14.9877 + i * 0.05);
        double[] slopes = slopes(activation, x);
        boolean dies = false;
        for (int i = 0; i < x.length; i++) {
            boolean dead = x[i] < saturation.deadBelow() || x[i] > saturation.deadAbove();
            assertThat(slopes[i] == 0).as("no slope at %s", x[i]).isEqualTo(dead);
            dies |= dead;
        }
        assertThat(saturation.canDie()).isEqualTo(dies);
    }

    private static double[] slopes(Layer layer, double[] values) {
        Tensor x = new Trace().input("x", DType.F64, Shape.of(1, values.length));
        Tensor sum = Forward.inference(layer, x).output().sum();
        return Reference.value(
                        Gradients.orZeros(sum, List.of(x)).getFirst(),
                        Map.of("x", Array.of(Shape.of(1, values.length), values)))
                .toDoubles();
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void derivativesOfBothOrdersAreThoseOfDifferences(Nonlinearity activation) {
        // Away from the kinks at 0, ±1, ±3 and 6.
        GradientCheck.of(in -> Forward.inference(activation, in.getFirst()).output())
                .check(
                        Array.of(
                                Shape.of(1, 10),
                                -7.3,
                                -2.6,
                                -1.4,
                                -0.7,
                                -0.2,
                                0.3,
                                0.8,
                                1.7,
                                4.2,
                                7.1));
    }

    @Test
    void randomSlopesAreDrawnInTrainingAndTheirMiddleIsTakenAfterwards() {
        RandomizedRelu layer = new RandomizedRelu(0.1, 0.3);
        Tensor x = features(100, 200);
        Forward training =
                Forward.training(layer, x, x.trace().input("@random", DType.I64, Shape.scalar()));
        float[] minus = ones(20_000);
        for (int i = 0; i < minus.length; i++) {
            minus[i] = -1;
        }
        Array values = Array.of(Shape.of(100, 200), minus);
        double[] slopes = draw(training.output(), values, 3);
        assertThat(Arrays.stream(slopes)).allMatch(y -> -y >= 0.1f && -y <= 0.3f);
        assertThat(Arrays.stream(slopes).average().orElseThrow()).isCloseTo(-0.2, within(0.002));
        assertThat(draw(training.output(), values, 4)).isNotEqualTo(slopes);
        assertThat(draw(training.output(), Array.of(Shape.of(100, 200), ones(20_000)), 3))
                .containsOnly(1);
        assertThat(evaluate(layer, new double[] {-1, 2})).containsExactly(-0.2, 2);
    }

    @Test
    void aLearnedSlopeIsOneParameterOrOneForEachFeature() {
        assertThat(Forward.inference(new Prelu(), features(2, 3)).parameters())
                .extracting(declared -> declared.type().shape())
                .containsExactly(Shape.of(1));
        Forward each = Forward.inference(new Prelu(0.1, false), features(2, 3));
        assertThat(each.parameters().getFirst().type().shape()).isEqualTo(Shape.of(3));
        LongToDoubleFunction initial = each.parameters().getFirst().initialValues(1);
        assertThat(LongStream.range(0, 3).mapToDouble(initial)).containsOnly(0.1);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Elu(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Celu(Double.NaN)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new LeakyRelu(1 / 0.0)).hasMessageContaining("finite");
        assertThatThrownBy(() -> new RandomizedRelu(0.5, 0.1)).hasMessageContaining("swap");
        assertThatThrownBy(() -> new Maxout(4, 1)).hasMessageContaining("2 pieces");
    }

    @Test
    void activationsAreTheirFormulas() {
        double[] x = {-2, -0.5, 0, 0.5, 2};
        assertThat(evaluate(Activation.LEAKY_RELU, x)).containsExactly(-0.02, -0.005, 0, 0.5, 2);
        assertThat(evaluate(Activation.SILU, x))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(map(x, v -> v / (1 + Math.exp(-v))));
        assertThat(evaluate(Activation.SOFTPLUS, x))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(map(x, v -> Math.log1p(Math.exp(v))));
        // PyTorch's documentation of GELU: x·Φ(x).
        assertThat(evaluate(Activation.GELU, new double[] {1})[0])
                .isCloseTo(0.8413447460685429, within(1e-12));
        double[] soft = evaluate(Activation.SOFTMAX, new double[] {1, 2, 3});
        assertThat(DoubleStream.of(soft).sum()).isCloseTo(1, within(1e-12));
        assertThat(soft[2] / soft[1]).isCloseTo(Math.E, within(1e-12));
    }

    private static double[] map(double[] x, DoubleUnaryOperator function) {
        return Arrays.stream(x).map(function).toArray();
    }

    private static double[] evaluate(Layer layer, double[] values) {
        Tensor x = new Trace().input("x", DType.F64, Shape.of(1, values.length));
        return Reference.value(
                        Forward.inference(layer, x).output(),
                        Map.of("x", Array.of(Shape.of(1, values.length), values)))
                .toDoubles();
    }
}
