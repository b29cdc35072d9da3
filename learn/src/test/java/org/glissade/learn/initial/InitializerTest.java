package org.glissade.learn.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;
import org.glissade.tensor.UnaryFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializerTest {
    private static final Shape MATRIX = Shape.of(50, 30);

    static Stream<Arguments> distributions() {
        return Stream.of(
                uniform(Initializer.fanIn(), 0, 1 / 150.0),
                uniform(Initializer.glorotUniform(), 0, 2 / 80.0),
                normal(Initializer.glorotNormal(), 0, 2 / 80.0),
                uniform(Initializer.heUniform(), 0, 2 / 50.0),
                normal(Initializer.heNormal(), 0, 2 / 50.0),
                uniform(Initializer.lecunUniform(), 0, 1 / 50.0),
                normal(Initializer.lecunNormal(), 0, 1 / 50.0),
                normal(Initializer.lecunNormal().times(3), 0, 9 / 50.0),
                normal(Initializer.normal(-1, 3), -1, 9),
                normal(Initializer.normal(0, 1).times(0.5), 0, 0.25),
                uniform(Initializer.uniform(-2, 4), 1, 3),
                truncated(0, 1, 2),
                truncated(5, 0.1, 0.5),
                truncated(0, 1, 0.1));
    }

    private static Arguments uniform(Initializer initializer, double mean, double variance) {
        double limit = Math.sqrt(3 * variance);
        return Arguments.of(
                initializer,
                mean,
                variance,
                (DoubleUnaryOperator) x -> Math.clamp((x - mean + limit) / (2 * limit), 0, 1));
    }

    private static Arguments normal(Initializer initializer, double mean, double variance) {
        return Arguments.of(
                initializer,
                mean,
                variance,
                (DoubleUnaryOperator) x -> phi((x - mean) / Math.sqrt(variance)));
    }

    /// Mean, variance and distribution function as in Johnson, Kotz, Balakrishnan, *Continuous
    /// univariate distributions*, section 13.10.1.
    private static Arguments truncated(double mean, double deviation, double cut) {
        double inside = phi(cut) - phi(-cut);
        double density = Math.exp(-cut * cut / 2) / Math.sqrt(2 * Math.PI);
        return Arguments.of(
                Initializer.truncatedNormal(mean, deviation, cut),
                mean,
                deviation * deviation * (1 - 2 * cut * density / inside),
                (DoubleUnaryOperator)
                        x -> Math.clamp((phi((x - mean) / deviation) - phi(-cut)) / inside, 0, 1));
    }

    private static double phi(double x) {
        return (1 + UnaryFunction.ERF.apply(x / Math.sqrt(2))) / 2;
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void valuesHaveTheDistributionOfTheFormula(
            Initializer initializer,
            double mean,
            double variance,
            DoubleUnaryOperator distribution) {
        int count = 200_000;
        double[] sorted = draw(initializer, Shape.of(count / 30, 30), 5, "weight", count);
        double average = Arrays.stream(sorted).average().orElseThrow();
        double spread =
                Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertThat(average).isCloseTo(mean, within(5 * Math.sqrt(variance / count)));
        assertThat(spread).isCloseTo(variance, within(0.02 * variance));
        // Kolmogorov and Smirnov: with this seed, and 1.63 for one right one in a hundred.
        Arrays.sort(sorted);
        double distance =
                IntStream.range(0, count)
                        .mapToDouble(i -> {
                            double share = distribution.applyAsDouble(sorted[i]);
                            return Math.max(share - (double) i / count, (i + 1.0) / count - share);
                        })
                        .max()
                        .orElseThrow();
        assertThat(distance).isLessThan(1.63 / Math.sqrt(count));
    }

    private static double[] draw(
            Initializer initializer, Shape shape, long seed, String path, int count) {
        LongToDoubleFunction values =
                initializer.values(shape, new Fans(50, 30), RandomStream.of(seed, path));
        return LongStream.range(0, count).mapToDouble(values).toArray();
    }

    private static double[] matrix(Initializer initializer, int rows, int columns) {
        return draw(initializer, Shape.of(rows, columns), 3, "weight", rows * columns);
    }

    @Test
    void valuesDependOnSeedAndPathOnly() {
        for (Initializer one :
                new Initializer[] {
                    Initializer.heNormal(),
                    Initializer.orthogonal(),
                    Initializer.sparse(0.5, 1),
                    Initializer.truncatedNormal(0, 1, 1)
                }) {
            assertThat(draw(one, MATRIX, 1, "0.dense/weight", 10))
                    .isEqualTo(draw(one, MATRIX, 1, "0.dense/weight", 10))
                    .isNotEqualTo(draw(one, MATRIX, 2, "0.dense/weight", 10))
                    .isNotEqualTo(draw(one, MATRIX, 1, "1.dense/weight", 10));
        }
    }

    @Test
    void constantsZerosAndOnesAreWhatTheySay() {
        assertThat(matrix(Initializer.constant(2.5), 3, 2)).containsOnly(2.5);
        assertThat(matrix(Initializer.ones(), 3, 2)).containsOnly(1);
        assertThat(matrix(Initializer.heNormal().forBias(), 3, 2)).containsOnly(0);
        assertThat(Initializer.fanIn().times(2).forBias()).isEqualTo(Initializer.fanIn());
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "100, 30", "30, 100", "1, 7", "7, 1", "1, 1"})
    void orthogonalMatricesHaveOrthonormalColumnsOrRows(int rows, int columns) {
        double[] w = matrix(Initializer.orthogonal().times(3), rows, columns);
        int count = Math.min(rows, columns);
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int i = 0; i < Math.max(rows, columns); i++) {
                    product +=
                            rows >= columns
                                    ? w[i * columns + a] * w[i * columns + b]
                                    : w[a * columns + i] * w[b * columns + i];
                }
                assertThat(product / 9).isCloseTo(a == b ? 1 : 0, within(1e-14));
            }
        }
    }

    @Test
    void orthogonalMatricesAreUniformAmongAll() {
        // Rotations and reflections of the plane: the angle of the first column is uniform, and
        // either sense is as likely.
        int count = 4_000;
        double[] angles = new double[count];
        int turned = 0;
        for (int seed = 0; seed < count; seed++) {
            double[] w = draw(Initializer.orthogonal(), Shape.of(2, 2), seed, "w", 4);
            angles[seed] = Math.atan2(w[2], w[0]) / (2 * Math.PI) + 0.5;
            turned += w[0] * w[3] - w[1] * w[2] > 0 ? 1 : 0;
        }
        Arrays.sort(angles);
        double distance =
                IntStream.range(0, count)
                        .mapToDouble(i -> Math.abs(angles[i] - (i + 0.5) / count))
                        .max()
                        .orElseThrow();
        assertThat(distance).isLessThan(1.63 / Math.sqrt(count));
        assertThat(turned / (double) count).isCloseTo(0.5, within(0.03));
    }

    @Test
    void weightsOfMoreAxesAreOrthogonalAsMatricesOfTheLastOne() {
        Initializer one = Initializer.orthogonal();
        assertThat(draw(one, Shape.of(3, 5, 4), 3, "w", 60))
                .isEqualTo(draw(one, Shape.of(15, 4), 3, "w", 60));
    }

    @Test
    void identityPassesInputsOn() {
        assertThat(matrix(Initializer.identity().times(2), 3, 2)).containsExactly(2, 0, 0, 2, 0, 0);
        assertThat(matrix(Initializer.identity(), 2, 3)).containsExactly(1, 0, 0, 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.93, 1})
    void sparseColumnsHaveTheirShareOfZerosAndTheOthersAreNormal(double sparsity) {
        int rows = 101;
        int columns = 200;
        double[] w = matrix(Initializer.sparse(sparsity, 0.1), rows, columns);
        double squares = 0;
        for (int column = 0; column < columns; column++) {
            int zeros = 0;
            for (int row = 0; row < rows; row++) {
                double value = w[row * columns + column];
                zeros += value == 0 ? 1 : 0;
                squares += value * value;
            }
            assertThat(zeros).isEqualTo((int) Math.ceil(sparsity * rows));
        }
        double others = columns * (rows - Math.ceil(sparsity * rows));
        assertThat(Math.sqrt(squares / Math.max(1, others)))
                .isCloseTo(others == 0 ? 0 : 0.1, within(0.005));
        if (sparsity == 0.5) {
            // Each row has its share, too, as the choice is a random one.
            for (int row = 0; row < rows; row++) {
                long kept =
                        Arrays.stream(w, row * columns, (row + 1) * columns)
                                .filter(value -> value != 0)
                                .count();
                assertThat(kept).isBetween(65L, 135L);
            }
        }
    }

    @Test
    void whatNeedsAMatrixSaysSo() {
        for (Initializer one :
                new Initializer[] {
                    Initializer.orthogonal(), Initializer.identity(), Initializer.sparse(0.5, 1)
                }) {
            assertThatThrownBy(() -> draw(one, Shape.of(5), 1, "", 5))
                    .hasMessageContaining(one + " fills matrices")
                    .hasMessageContaining("[5]")
                    .hasMessageContaining("he-normal");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zeros",
                "ones",
                "constant(0.5)",
                "normal(0.0, 0.05)",
                "truncated-normal(0.0, 0.02, 2.0)",
                "uniform(-1.0E-4, 1.0E-4)",
                "fan-in",
                "glorot-normal(1.5)",
                "he-uniform",
                "orthogonal",
                "orthogonal(1.4)",
                "identity",
                "identity(0.5)",
                "sparse(0.9, 0.01)",
                "lsuv"
            })
    void theTextOfAnInitialiserGivesIt(String text) {
        assertThat(Initializer.parse(text)).hasToString(text);
    }

    @Test
    void settingsMayBeNamedOrLeftOut() {
        assertThat(Initializer.parse(" Normal( deviation=0.05 ) "))
                .isEqualTo(Initializer.normal(0, 0.05));
        assertThat(Initializer.parse("sparse(0.9)")).isEqualTo(Initializer.sparse(0.9, 0.01));
        assertThat(Initializer.parse("he-normal(gain=2)"))
                .isEqualTo(Initializer.heNormal().times(2));
        assertThat(Initializer.parse("orthogonal(tanh)", word -> word.length()))
                .isEqualTo(Initializer.orthogonal().times(4));
    }

    @Test
    void everyNameIsReadOrTellsWhatItNeeds() {
        assertThat(Initializer.names())
                .hasSize(17)
                .allSatisfy(name -> {
                    if (Initializer.named(name).isEmpty()) {
                        assertThatThrownBy(() -> Initializer.parse(name))
                                .hasMessageContaining(name + " needs its ");
                    }
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    he-norml              | known are zeros, ones
                    constant              | constant needs its value: it is written constant(value=…)
                    normal(0, x)          | deviation of normal is a number, but got "x"
                    normal(0, 1, 2)       | normal has no setting 2; it is written normal(mean=0.0, deviation=1.0)
                    normal(width=1)       | normal has no setting width
                    normal(0, mean=1)     | normal is given mean twice
                    normal(0, -1)         | a deviation is 0 or more and finite, but got -1.0
                    truncated-normal(0,1,0) | a cut is 0.1 or more
                    uniform(2, 1)         | the lower first
                    sparse(1.5)           | a sparsity is a share from 0 to 1
                    orthogonal(gain=tanh) | gain is a number, but got "tanh"
                    zeros(1)              | zeros has no setting 1; it is written zeros
                    normal(               | an initialiser is a name, perhaps with settings
                    """)
    void aWrongTextSaysWhatWasExpected(String text, String message) {
        assertThatThrownBy(() -> Initializer.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(Initializer.named(text)).isEmpty();
    }
}
