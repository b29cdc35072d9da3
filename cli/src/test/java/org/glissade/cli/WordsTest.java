package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Help, versions, lists, and numbers as text.
class WordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "predict",
                "evaluate",
                "inspect",
                "report",
                "tour",
                "samples",
                "devices"
            })
    void everyCommandExplainsItself(String command) {
        Typed typed = Typed.run(command, "--help");

        assertThat(typed.code()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out())
                .contains(
                        "Usage: glissade " + command,
                        "Example",
                        "  glissade " + command,
                        "Exit codes:")
                .containsPattern("2 +wrong usage or bad data")
                .containsPattern("3 +training diverged")
                .containsPattern("130 +stopped by Ctrl-C or SIGTERM");
        assertThat(typed.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void theHelpOfTrainNamesEveryOption() {
        assertThat(Typed.run("train", "--help").out())
                .contains(
                        "--target",
                        "--network",
                        "--epochs",
                        "--batch",
                        "--optimizer",
                        "--loss",
                        "--learning-rate",
                        "--schedule",
                        "--weight-decay",
                        "--clip-norm",
                        "--validation",
                        "--test",
                        "--seed",
                        "--output",
                        "--json",
                        "--threads",
                        "--quiet",
                        "--device",
                        "--patience",
                        "--run-folder",
                        "output layer",
                        "Default:")
                .doesNotContain("--time-first-step");
    }

    @Test
    void theWholeCommandExplainsItself() {
        Typed typed = Typed.run("--help");

        assertThat(typed.code()).isZero();
        assertThat(typed.out())
                .contains("train", "predict", "evaluate", "inspect", "tour", "samples", "devices")
                .contains("Exit codes:", "Examples:");
    }

    @Test
    void theVersionNamesJavaAndTheDevice() {
        Typed typed = Typed.run("--version");

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).contains("glissade ", "Java     25", "device   cpu");
    }

    @Test
    void samplesAreListedWithSizesAndSources() {
        Typed typed = Typed.run("samples");

        assertThat(typed.code()).isZero();
        assertThat(typed.out())
                .contains("sample:digits", "1797", "64", "10 classes", "UCI")
                .contains("sample:diabetes", "a number", "sample:two-spirals");
    }

    @Test
    void devicesAreListed() {
        Typed typed = Typed.run("devices");

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).contains("available", "cpu", "reference");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0.0000",
                "1 | 1.000",
                "-1 | -1.000",
                "0.03125 | 0.0313",
                "3.14159 | 3.142",
                "99.996 | 100.00",
                "151.62 | 151.6",
                "60211.4 | 60211",
                "1e300 | 1.0E300",
                "NaN | NaN",
                "1.23456e-5 | 1.234E-5",
                "-2e-7 | -2.0E-7"
            })
    void aNumberHasTheDigitsThatMatter(double number, String text) {
        assertThat(Numbers.significant(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "999 | 999",
                "1000 | 1,000",
                "-12345 | -12,345",
                "1234567 | 1,234,567"
            })
    void aCountHasGroupsOfThreeDigits(long number, String text) {
        assertThat(Numbers.count(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.04 | 0.0 s",
                "9.94 | 9.9 s",
                "9.96 | 10 s",
                "59.4 | 59 s",
                "60 | 1:00",
                "187 | 3:07",
                "3723 | 1:02:03"
            })
    void aDurationIsShort(double seconds, String text) {
        assertThat(Numbers.duration(seconds)).isEqualTo(text);
    }
}
