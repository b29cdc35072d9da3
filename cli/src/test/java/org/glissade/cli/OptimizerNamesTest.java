package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every optimizer by its name, with the options around it.
class OptimizerNamesTest {
    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void everyOptimizerTrainsUnderItsName(OptimizerChoice choice) {
        Typed typed =
                Typed.train(
                        folder,
                        "sample:iris",
                        "--network",
                        "dense(16) tanh",
                        "--optimizer",
                        choice.toString(),
                        "--schedule",
                        "cosine(end=0.1,warmup=3)",
                        "--weight-decay",
                        "0.001",
                        "--clip-norm",
                        "5",
                        "--epochs",
                        "5",
                        "--quiet",
                        "--json");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.json().object("test").number("loss")).isBetween(0.0, 2.0);
    }
}
