package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.glissade.learn.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {
    @TempDir private Path folder = Path.of("");

    /// Network, rows, features, batch, patience: whole batches and a smaller last one, weights kept
    /// or not, and memory that is mostly weights, activations, data.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense(900) relu dense(900) relu|64|700|32|20",
                "dense(400) tanh dense(400) tanh|3000|50|2000|0",
                "dense(16) relu|20000|300|640|20"
            })
    void thePlanIsWithinAKilobyteOfWhatTheJvmBooks(String settings) throws Exception {
        long[] figures = probe(settings);

        assertThat(figures[1] + figures[2]).isCloseTo(figures[0], within(1024L));
    }

    @Test
    void thePlanIsWithinFivePercentOfWhatTheOperatingSystemCounts() throws Exception {
        long[] figures = probe("dense(5000) relu dense(5000) relu|48|1000|32|20");

        assertThat(figures[0]).isGreaterThan(1_000_000_000);
        assertThat(figures[3]).isCloseTo(figures[0], Percentage.withPercentage(5));
    }

    private long[] probe(String settings) throws IOException, InterruptedException {
        assumeThat(MemoryProbe.isPossible()).as("/proc/self/status can be read").isTrue();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // All of the heap is touched at once and so belongs to what any JVM takes.
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xms160m",
                        "-Xmx160m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:MaxDirectMemorySize=3g",
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryProbe.class.getName()));
        command.addAll(List.of(settings.split("\\|")));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("the process ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return Files.readString(out, StandardCharsets.UTF_8)
                .lines()
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @Test
    void partsAreWhatTheNetworkSays() {
        Split split = Split.of(Blobs.of(300, 1), 1);
        MemoryPlan plan = Trainer.of("dense(16) relu").batchSize(50).plan(split);

        long weights = 4 * (2 * 16 + 16 + 16 * 3 + 3);
        assertThat(plan.network()).isEqualTo("dense(16) relu dense(3)");
        assertThat(plan.parameters()).isEqualTo(weights);
        assertThat(plan.optimizerState()).isEqualTo(2 * weights + 24);
        assertThat(plan.copies()).isEqualTo(3 * weights + 24 + 2 * weights);
        assertThat(plan.data()).isEqualTo(300 * (2 * 4 + 4));
        assertThat(plan.batches()).isEqualTo((50 + 192 % 50) * (2 * 4 + 4));
        assertThat(plan.peak())
                .isEqualTo(plan.parts().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void theLargestBatchFitsAndTheNextLargerDoesNot() {
        Split split = Split.trainOnly(Blobs.of(500, 1));
        Trainer trainer = Trainer.of("dense(64) tanh dense(64) tanh");
        // Batches of more than half the rows leave a last one that takes the rest.
        for (int wanted : new int[] {1, 7, 100, 250, 500}) {
            long bytes = trainer.batchSize(wanted).plan(split).peak();

            int found = trainer.largestBatch(split, bytes).orElseThrow();

            assertThat(found).isGreaterThanOrEqualTo(wanted);
            assertThat(trainer.batchSize(found).plan(split).peak()).isLessThanOrEqualTo(bytes);
            for (int larger = found + 1; larger <= Math.min(500, found + 20); larger++) {
                assertThat(trainer.batchSize(larger).plan(split).peak())
                        .as("batches of %s rows, found %s", larger, found)
                        .isGreaterThan(bytes);
            }
        }
        assertThat(trainer.largestBatch(split, 1000)).isEqualTo(OptionalInt.empty());
        assertThat(trainer.largestBatch(split, 1L << 40)).hasValue(500);
    }
}
