package org.glissade.learn.optimize.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.glissade.learn.file.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Factors at every step of 40 epochs of 25 steps, against rates that are worked out step by step
/// as the papers tell them.
class ScheduleTest {
    private static final int PER_EPOCH = 25;
    private static final int STEPS = 1000;

    /// All factors, one after another.
    @FunctionalInterface
    interface Told {
        void fill(double[] factors);
    }

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of("constant", (Told) f -> java.util.Arrays.fill(f, 1)),
                Arguments.of("step(every=7,factor=0.3)", epochs(e -> e % 7 == 0 ? 0.3 : 1)),
                Arguments.of(
                        "multi-step(at=3:10:11,factor=0.5)",
                        epochs(e -> e == 3 || e == 10 || e == 11 ? 0.5 : 1)),
                Arguments.of("exponential(factor=0.9)", epochs(_ -> 0.9)),
                // A line through (0, 1) and (steps, end).
                Arguments.of(
                        "polynomial(power=1,end=0.25)",
                        (Told)
                                f -> {
                                    for (int s = 0; s < STEPS; s++) {
                                        f[s] = (STEPS - s + 0.25 * s) / STEPS;
                                    }
                                }),
                Arguments.of(
                        "polynomial(power=2,end=0)",
                        (Told)
                                f -> {
                                    for (int s = 0; s < STEPS; s++) {
                                        f[s] = (double) (STEPS - s) * (STEPS - s) / STEPS / STEPS;
                                    }
                                }),
                // Vaswani and others 2017, equation 3, over its own value at the peak.
                Arguments.of(
                        "inverse-sqrt(peak=100)",
                        (Told)
                                f -> {
                                    for (int s = 0; s < STEPS; s++) {
                                        double n = s + 1;
                                        f[s] =
                                                Math.min(1 / Math.sqrt(n), n * Math.pow(100, -1.5))
                                                        * Math.sqrt(100);
                                    }
                                }),
                // 1 + cos = 2·cos² of half the angle.
                Arguments.of(
                        "cosine(end=0.1)",
                        (Told)
                                f -> {
                                    for (int s = 0; s < STEPS; s++) {
                                        double half = Math.cos(Math.PI * s / STEPS / 2);
                                        f[s] = 0.1 + 0.9 * half * half;
                                    }
                                }),
                // Loshchilov, Hutter 2017, equation 5: T_cur runs to T_i, which is then doubled.
                Arguments.of(
                        "cosine-restarts(period=5,growth=2,end=0)",
                        (Told)
                                f -> {
                                    int current = 0;
                                    int period = 5 * PER_EPOCH;
                                    for (int s = 0; s < STEPS; s++) {
                                        if (current == period) {
                                            current = 0;
                                            period *= 2;
                                        }
                                        double half = Math.cos(Math.PI * current++ / period / 2);
                                        f[s] = half * half;
                                    }
                                }),
                Arguments.of(
                        "cosine-restarts(period=8,growth=1,end=0)",
                        (Told)
                                f -> {
                                    for (int s = 0; s < STEPS; s++) {
                                        double half =
                                                Math.cos(
                                                        Math.PI
                                                                * (s % (8 * PER_EPOCH))
                                                                / (8.0 * PER_EPOCH)
                                                                / 2);
                                        f[s] = half * half;
                                    }
                                }),
                // Smith 2017, the code of its section 3.1 with stepsize 50.
                Arguments.of("cyclical(period=100,low=0.2,shrink=1)", cyclical(1)),
                Arguments.of("cyclical(period=100,low=0.2,shrink=0.5)", cyclical(0.5)),
                Arguments.of(
                        "one-cycle(rise=0.25,start=0.04,end=0.001)",
                        (Told)
                                f -> {
                                    for (int s = 0; s < STEPS; s++) {
                                        boolean up = s <= 249;
                                        double half =
                                                Math.cos(
                                                        Math.PI
                                                                / 2
                                                                * (up
                                                                        ? s / 249.0
                                                                        : (s - 249.0) / 750));
                                        f[s] =
                                                up
                                                        ? 1 - 0.96 * half * half
                                                        : 0.001 + 0.999 * half * half;
                                    }
                                }),
                // Goyal and others 2017: warm up evenly, then as if the rest were all.
                Arguments.of(
                        "cosine(end=0,warmup=200)",
                        (Told)
                                f -> {
                                    for (int s = 0; s < STEPS; s++) {
                                        double half = Math.cos(Math.PI * (s - 200) / 800.0 / 2);
                                        f[s] = s < 200 ? (s + 1) / 200.0 : half * half;
                                    }
                                }));
    }

    private static Told epochs(java.util.function.IntToDoubleFunction atStart) {
        return f -> {
            double rate = 1;
            for (int s = 0; s < STEPS; s++) {
                if (s > 0 && s % PER_EPOCH == 0) {
                    rate *= atStart.applyAsDouble(s / PER_EPOCH);
                }
                f[s] = rate;
            }
        };
    }

    private static Told cyclical(double shrink) {
        return f -> {
            for (int s = 0; s < STEPS; s++) {
                double cycle = Math.floor(1 + s / 100.0);
                double x = Math.abs(s / 50.0 - 2 * cycle + 1);
                f[s] = 0.2 + 0.8 * Math.max(0, 1 - x) * Math.pow(shrink, cycle - 1);
            }
        };
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void everyFactorIsThatOfThePaper(String text, Told told) {
        Schedule schedule = Schedule.parse(text);
        double[] expected = new double[STEPS];
        told.fill(expected);
        for (int s = 0; s < STEPS; s++) {
            int whole = s / PER_EPOCH;
            double epoch = whole + s % PER_EPOCH / (double) PER_EPOCH;
            assertThat(schedule.factor(s, STEPS, epoch))
                    .as("%s at step %d", text, s)
                    .isCloseTo(expected[s], within(1e-12));
        }
        assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
    }

    @Test
    void aPlateauIsRememberedAsJson() {
        Schedule schedule = Schedule.parse("plateau(factor=0.5,patience=1,warmup=4)");
        LearningRate undisturbed = new LearningRate(0.1, schedule, STEPS);
        double[] losses = {3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0.5};
        for (int cut = 0; cut < losses.length; cut++) {
            LearningRate whole = new LearningRate(0.1, schedule, STEPS);
            LearningRate resumed = new LearningRate(0.1, schedule, STEPS);
            for (int epoch = 0; epoch < losses.length; epoch++) {
                whole.observe(losses[epoch]);
                resumed.observe(losses[epoch]);
                if (epoch == cut) {
                    LearningRate other = new LearningRate(0.1, schedule, STEPS);
                    other.restore(Json.parseObject(Json.compact(resumed.toJson())));
                    resumed = other;
                }
                assertThat(resumed.at(10, epoch)).isEqualTo(whole.at(10, epoch));
            }
            assertThat(whole.at(10, 0)).isLessThan(undisturbed.at(10, 0));
        }
        assertThat(undisturbed.at(1, 0)).isCloseTo(0.05, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cosinus | there is no schedule \"cosinus\"; known are constant, step(",
                "cosine(ende=1) | there is no setting \"ende\"; it is cosine(end=0)",
                "cosine(end=2) | end is in [0, 1], but got 2.0",
                "cosine(end=x) | its settings are numbers",
                "cosine(end | closing )",
                "cosine(0.1) | written name=value",
                "cosine(end=0,end=0) | end is set twice",
                "step(every=0) | every is at least 1, but got 0",
                "multi-step(at=5:5) | at is at least 6, but got 5",
                "cosine(warmup=-1) | warmup is at least 1, but got -1"
            })
    void textsThatCannotBeReadSayWhy(String text, String reason) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "constant(warmup=5)", "step", " cosine ( warmup = 10 ) "})
    void defaultsMayBeLeftOut(String text) {
        Schedule schedule = Schedule.parse(text);
        assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
    }
}
