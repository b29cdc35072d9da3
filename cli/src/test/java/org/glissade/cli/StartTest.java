package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that trains does not load what it does not need before its first step.
class StartTest {
    /// There were about 300 when this was written; a few more are no harm, a new framework is.
    private static final int MOST_OWN_CLASSES = 400;

    @Test
    void aPlainTrainingLoadsFewClassesAndNoCommandLineLibraryBeforeItsFirstStep(
            @TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xlog:class+load:file=" + log,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.glissade.cli.Main",
                                "train",
                                "sample:digits",
                                "--epochs",
                                "1",
                                "--quiet",
                                "--time-first-step",
                                "--run-folder",
                                folder.resolve("runs").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isEqualTo(Exit.SUCCESS);
        List<String> loaded =
                Files.readAllLines(log).stream()
                        .takeWhile(
                                line -> !line.contains(" java.lang.management.ManagementFactory "))
                        .toList();
        assertThat(loaded)
                .anyMatch(line -> line.contains(" org.glissade.learn.train.Rehearsal "))
                .noneMatch(line -> line.contains(" picocli.CommandLine "))
                .filteredOn(line -> line.contains(" org.glissade.") && !line.contains("/0x"))
                .hasSizeBetween(100, MOST_OWN_CLASSES);
    }
}
