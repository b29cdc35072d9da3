package org.glissade.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.glissade.learn.Reference;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.DTypeException;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.glissade.testkit.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
    private static double[] perExample(Loss loss, Array output, Array target) {
        Trace trace = new Trace();
        Tensor x = trace.input("output", output.dtype(), output.shape());
        Tensor t = trace.input("target", target.dtype(), target.shape());
        return Reference.value(loss.perExample(x, t), Map.of("output", output, "target", target))
                .toDoubles();
    }

    private static Array matrix(int columns, double... values) {
        return Array.of(Shape.of(values.length / columns, columns), values);
    }

    @Test
    void squaredAndAbsoluteErrorAreMeansOverEachExample() {
        Array output = matrix(2, 1, 2, 3, 4);
        Array target = matrix(2, 0, 4, 3, 1);
        assertThat(perExample(Loss.meanSquaredError(), output, target)).containsExactly(2.5, 4.5);
        assertThat(perExample(Loss.meanAbsoluteError(), output, target)).containsExactly(1.5, 1.5);
    }

    @Test
    void crossEntropyIsMinusTheLogarithmOfTheRightClass() {
        double[] losses =
                perExample(
                        Loss.crossEntropy(),
                        matrix(3, 1, 2, 3, 1000, 0, -1000),
                        Array.of(Shape.of(2), new int[] {2, 1}));
        assertThat(losses[0]).isCloseTo(Math.log(1 + Math.exp(-1) + Math.exp(-2)), within(1e-12));
        assertThat(losses[1]).isCloseTo(1000, within(1e-9));
    }

    @Test
    void binaryCrossEntropyIsStableAndAgreesWithItsDefinition() {
        double[] logits = {0.3, -2, 800, -800};
        double[] targets = {1, 0.25, 0, 0};
        double[] losses =
                perExample(Loss.binaryCrossEntropy(), matrix(1, logits), matrix(1, targets));
        for (int i = 0; i < 2; i++) {
            double p = 1 / (1 + Math.exp(-logits[i]));
            double expected = -targets[i] * Math.log(p) - (1 - targets[i]) * Math.log(1 - p);
            assertThat(losses[i]).isCloseTo(expected, within(1e-12));
        }
        assertThat(losses[2]).isEqualTo(800);
        assertThat(losses[3]).isZero();
    }

    @Test
    void labelsMustBeIntegers() {
        Trace trace = new Trace();
        Tensor logits = trace.input("x", DType.F32, Shape.of(2, 3));
        Tensor labels = trace.input("t", DType.F32, Shape.of(2));
        assertThatThrownBy(() -> Loss.crossEntropy().mean(logits, labels))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("labels.cast(DType.I32)");
    }

    @Test
    void everyNamedLossIsFoundByItsName() {
        assertThat(Loss.names())
                .hasSize(20)
                .allSatisfy(name -> {
                    Loss loss = Loss.parse(name);
                    assertThat(loss.toString()).startsWith(name);
                    assertThat(Loss.parse(loss.toString())).isEqualTo(loss);
                });
        assertThat(Loss.named("huber(-1)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "huber(1.5)",
                "smooth-l1(0.25)",
                "quantile(0.9)",
                "binary-cross-entropy(weight=2.5)",
                "binary-cross-entropy(weight=2.5, smoothing=0.1)",
                "cross-entropy(weights=1.0:2.0:0.5, smoothing=0.1, ignore=-1)",
                "focal(2.0, weights=1.0:2.0)",
                "binary-focal(2.0, 0.25)",
                "squared-hinge(2.0)",
                "binary-hinge(0.0)",
                "info-nce(0.07)",
                "ctc(3)"
            })
    void aLossIsItsText(String text) {
        assertThat(Loss.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hubber                            | there is no loss "hubber"
                    huber(x)                          | delta of huber is a number
                    huber(0)                          | above 0
                    huber(1, 2)                       | huber has no setting 2; it is written huber(1.0)
                    huber(1                           | a loss is a name
                    mean-squared-error(1)             | has no setting 1
                    quantile(1)                       | below 1
                    cross-entropy(smothing=0.1)       | has no setting smothing
                    cross-entropy(smoothing=1)        | below 1
                    cross-entropy(weights=1:x)        | numbers between colons
                    cross-entropy(weights=0:0)        | not all 0
                    cross-entropy(ignore=0.5)         | whole number
                    binary-focal(gamma=1, gamma=2)    | gamma twice
                    """)
    void aMistakeInATextIsTold(String text, String message) {
        assertThatThrownBy(() -> Loss.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void weightsOfExamplesAndClassesMultiply() {
        CrossEntropy loss = new CrossEntropy(List.of(1.0, 3.0), 0, OptionalInt.of(-1));
        Trace trace = new Trace();
        Tensor z = trace.input("z", DType.F64, Shape.of(3, 2));
        Tensor t = trace.input("t", DType.I32, Shape.of(3));
        Tensor w = trace.input("w", DType.F64, Shape.of(3));
        Map<String, Array> inputs =
                Map.of(
                        "z", matrix(2, 1, 2, 0, 5, 9, 9),
                        "t", Array.of(Shape.of(3), new int[] {0, 1, -1}),
                        "w", Array.of(Shape.of(3), 2.0, 0.5, 7.0));
        double first = Math.log1p(Math.exp(1));
        double second = 3 * Math.log1p(Math.exp(-5));
        assertThat(Reference.value(loss.perExample(z, t), inputs).toDoubles())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(first, second, 0);
        assertThat(Reference.value(loss.sum(z, t, w), inputs).getFlat(0))
                .isCloseTo(2 * first + 0.5 * second, within(1e-12));
        assertThat(Reference.value(loss.mean(z, t), inputs).getFlat(0))
                .isCloseTo((first + second) / 4, within(1e-12));
        assertThat(Reference.value(loss.mean(z, t, w), inputs).getFlat(0))
                .isCloseTo((2 * first + 0.5 * second) / (2 * 1 + 0.5 * 3), within(1e-12));
        assertThatThrownBy(() -> loss.mean(z, t, w.expandDims(-1)))
                .hasMessageContaining("weights of examples");
        assertThatThrownBy(() -> loss.withClassWeights(1, 2, 3).mean(z, t))
                .hasMessageContaining("3 class weights for 2 classes");
    }

    @Test
    void aBatchOfIgnoredLabelsHasNoLossAndNoGradient() {
        Trace trace = new Trace();
        Tensor z = trace.input("z", DType.F64, Shape.of(2, 2));
        Tensor t = trace.input("t", DType.I32, Shape.of(2));
        Tensor mean = new CrossEntropy(List.of(), 0.1, OptionalInt.of(1)).mean(z, t);
        Map<String, Array> inputs =
                Map.of(
                        "z", matrix(2, 1, 2, 3, 4),
                        "t", Array.of(Shape.of(2), new int[] {1, 1}));
        assertThat(Reference.value(mean, inputs).getFlat(0)).isZero();
        assertThat(Arrays.stream(Reference.value(mean.gradients(z).getFirst(), inputs).toDoubles()))
                .allMatch(slope -> slope == 0);
    }

    @Test
    void theSettingsThatChangeNothingAddNothingToTheGraph() {
        Trace trace = new Trace();
        Tensor z = trace.input("z", DType.F32, Shape.of(4, 3));
        Tensor t = trace.input("t", DType.I32, Shape.of(4));
        Tensor plain = z.logSoftmax(-1).times(t.oneHot(3, DType.F32)).sum(-1).negate().mean();
        int size = trace.size();
        assertThat(Loss.crossEntropy().mean(z, t).node()).isSameAs(plain.node());
        assertThat(trace.size()).isEqualTo(size);
    }

    @Test
    void sequencesThatDoNotFitAreImpossibleAndLeaveTheOthersAlone() {
        Trace trace = new Trace();
        Tensor z = trace.input("z", DType.F64, Shape.of(2, 2, 3));
        Tensor t = trace.input("t", DType.I32, Shape.of(2, 2));
        Tensor losses = new Ctc().perExample(z, t);
        Map<String, Array> inputs =
                Map.of(
                        "z",
                        Array.of(Shape.of(2, 2, 3), 0.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                        // Two equal labels need a blank between them, which is a third step.
                        "t",
                        Array.of(Shape.of(2, 2), new int[] {1, 1, 1, 2}));
        double[] values = Reference.value(losses, inputs).toDoubles();
        assertThat(values[0]).isInfinite().isPositive();
        assertThat(values[1]).isCloseTo(2 * Math.log(3), within(1e-12));
        double[] gradient =
                Reference.value(losses.sum().gradients(z).getFirst(), inputs).toDoubles();
        assertThat(Arrays.copyOf(gradient, 6)).containsOnly(0);
        assertThat(gradient[7]).isCloseTo(1.0 / 3 - 1, within(1e-12));
    }

    static Stream<Loss> twiceDifferentiable() {
        return Stream.of(
                Loss.logCosh(),
                Loss.poisson(),
                Loss.cosine(),
                new Huber(0.8),
                new BinaryFocal(1.5, 0.3),
                new BinaryCrossEntropy(2, 0.1),
                new BinaryHinge(1.3, true),
                new InfoNce(0.5));
    }

    @ParameterizedTest
    @MethodSource("twiceDifferentiable")
    void derivativesOfBothOrdersAreThoseOfDifferences(Loss loss) {
        GradientCheck.of(in -> loss.perExample(in.get(0), in.get(1)))
                .check(
                        matrix(3, 0.3, -1.2, 2.1, 0.7, 1.9, -0.4),
                        matrix(3, 0.9, 0.2, 0.6, 0.3, 0.1, 0.8));
    }

    @Test
    void derivativesOfLossesOfLabelsAreThoseOfDifferences() {
        Array labels = Array.of(Shape.of(2), new int[] {2, 0});
        Array logits = matrix(3, 0.3, -1.2, 2.1, 0.7, 1.9, -0.4);
        for (Loss loss :
                List.of(
                        new CrossEntropy(List.of(1.0, 2.0, 0.5), 0.1, OptionalInt.empty()),
                        new Focal(1.5),
                        new Hinge(1.3, true))) {
            GradientCheck.of(in -> loss.perExample(in.get(0), in.get(1))).check(logits, labels);
        }
        GradientCheck.of(in -> new Ctc().perExample(in.get(0), in.get(1)))
                .check(
                        Array.of(
                                Shape.of(1, 4, 3),
                                0.3,
                                -1.2,
                                2.1,
                                0.7,
                                1.9,
                                -0.4,
                                0.1,
                                0.5,
                                -0.9,
                                1.1,
                                -0.3,
                                0.6),
                        Array.of(Shape.of(1, 2), new int[] {1, 2}));
    }

    @Test
    void pairsAtDistanceZeroHaveNoGradientInsteadOfNaN() {
        Trace trace = new Trace();
        Tensor a = trace.input("a", DType.F64, Shape.of(1, 2));
        Tensor n = trace.input("n", DType.F64, Shape.of(1, 2));
        Tensor loss = new Triplet(1).perExample(a, a, n).sum();
        double[] gradient =
                Reference.value(
                                loss.gradients(a).getFirst(),
                                Map.of("a", matrix(2, 1, 2), "n", matrix(2, 1, 2.5)))
                        .toDoubles();
        assertThat(gradient).containsExactly(0, 1);
    }
}
