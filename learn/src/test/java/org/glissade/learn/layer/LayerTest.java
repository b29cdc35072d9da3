package org.glissade.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.glissade.learn.Reference;
import org.glissade.learn.initial.Initializer;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Input;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        double[] values = new double[2];
        training.states().getFirst().initialValues(values, 0, 1);
        assertThat(values).containsExactly(0.5, 0.5);
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

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SOFTMAX"})
    void theGainKeepsTheMeanSquareOfANormalSignalAtOne(Activation activation) {
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
        assertThat(activation.gain()).isCloseTo(1 / Math.sqrt(second), within(1e-4));
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
