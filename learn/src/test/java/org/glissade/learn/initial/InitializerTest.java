package org.glissade.learn.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.glissade.learn.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {
    static Stream<Arguments> variances() {
        return Stream.of(
                Arguments.of(Initializer.fanIn(), 1 / 150.0, true),
                Arguments.of(Initializer.glorotUniform(), 2 / 80.0, true),
                Arguments.of(Initializer.glorotNormal(), 2 / 80.0, false),
                Arguments.of(Initializer.heUniform(), 2 / 50.0, true),
                Arguments.of(Initializer.heNormal(), 2 / 50.0, false),
                Arguments.of(Initializer.lecunUniform(), 1 / 50.0, true),
                Arguments.of(Initializer.lecunNormal(), 1 / 50.0, false),
                Arguments.of(Initializer.normal(0, 3), 9.0, false),
                Arguments.of(Initializer.uniform(-3, 3), 3.0, true));
    }

    @ParameterizedTest
    @MethodSource("variances")
    void meanAndVarianceAreThoseOfTheFormula(
            Initializer initializer, double variance, boolean uniform) {
        double[] values = new double[200_000];
        initializer.fill(values, 0, new Fans(50, 30), RandomStream.of(5, "weight"));
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
        double fourth =
                Arrays.stream(values).map(v -> v * v * v * v).average().orElseThrow()
                        / (squares * squares);
        assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(variance / values.length)));
        assertThat(squares).isCloseTo(variance, within(0.02 * variance));
        // The fourth moment tells the distributions apart: 1.8 for uniform, 3 for normal.
        assertThat(fourth).isCloseTo(uniform ? 1.8 : 3, within(0.1));
        double limit = Math.sqrt(3 * variance);
        assertThat(Arrays.stream(values).allMatch(v -> Math.abs(v) <= limit)).isEqualTo(uniform);
    }

    @Test
    void valuesDependOnSeedAndPathOnly() {
        assertThat(draw(1, "0.dense/weight")).isEqualTo(draw(1, "0.dense/weight"));
        assertThat(draw(1, "0.dense/weight")).isNotEqualTo(draw(2, "0.dense/weight"));
        assertThat(draw(1, "0.dense/weight")).isNotEqualTo(draw(1, "1.dense/weight"));
    }

    @Test
    void aPieceHoldsTheValuesOfItsPlace() {
        double[] piece = new double[4];
        Initializer.heNormal().fill(piece, 3, new Fans(2, 5), RandomStream.of(1, "0.dense/weight"));
        assertThat(piece).isEqualTo(Arrays.copyOfRange(draw(1, "0.dense/weight"), 3, 7));
    }

    private static double[] draw(long seed, String path) {
        double[] values = new double[10];
        Initializer.heNormal().fill(values, 0, new Fans(2, 5), RandomStream.of(seed, path));
        return values;
    }

    @Test
    void constantsAndZerosAreWhatTheySay() {
        double[] values = new double[3];
        Initializer.constant(2.5).fill(values, 0, new Fans(1, 1), RandomStream.of(1, ""));
        assertThat(values).containsOnly(2.5);
        Initializer.heNormal().forBias().fill(values, 0, new Fans(1, 1), RandomStream.of(1, ""));
        assertThat(values).containsOnly(0);
    }

    @Test
    void everyNamedInitialiserIsFoundByItsName() {
        assertThat(Initializer.names())
                .hasSize(7)
                .allSatisfy(name ->
                        assertThat(Initializer.named(name).orElseThrow()).hasToString(name));
    }
}
