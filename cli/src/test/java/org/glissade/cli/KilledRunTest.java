package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.glissade.learn.train.RunLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed while they train, at random moments, some again while they go on: in
/// the end each run leaves the bytes of one that nothing disturbed.
///
/// As many as `-Dglissade.kills` says, 5 unless told.
class KilledRunTest {
    private static final int KILLS = Integer.getInteger("glissade.kills", 5);

    private static final List<String> JOB =
            List.of(
                    "sample:wine",
                    "--network",
                    "dense(24) tanh dropout(0.2)",
                    "--epochs",
                    "40",
                    "--batch",
                    "8",
                    "--threads",
                    "1",
                    "--checkpoint-every",
                    "0.002");

    @TempDir private Path folder = Path.of("");

    /// The model's bytes and the log without its wall-clock figures.
    private record Left(String model, List<String> log) {
        static Left in(Path run) throws IOException {
            return new Left(
                    HexFormat.of().formatHex(Files.readAllBytes(run.resolve("model.glissade"))),
                    Files.readAllLines(run.resolve("log.jsonl")).stream()
                            .map(RunLog::withoutClock)
                            .toList());
        }
    }

    @Test
    void aRunThatIsKilledAtAnyMomentGoesOnToTheSameBytes() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        Process whole = start(undisturbed, JOB);
        Path first = run(whole, undisturbed);
        long began = System.nanoTime();
        assertThat(whole.waitFor()).isZero();
        long lasts = System.nanoTime() - began;
        Left expected = Left.in(first);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int kills = 0;
        int again = 0;
        for (int number = 1; kills < KILLS; number++) {
            Path runs = folder.resolve("runs" + number);
            Process process = start(runs, JOB);
            Path run = run(process, runs);
            boolean isKilled = kill(process, random.nextLong(lasts));
            while (isKilled && random.nextInt(4) == 0) {
                Process resumed = start(runs, List.of("--resume", run.toString()));
                if (kill(resumed, random.nextLong(2 * lasts))) {
                    again++;
                }
            }
            if (isKilled) {
                kills++;
                Typed typed = Typed.run("train", "--resume", run.toString(), "--quiet");
                assertThat(typed.code()).as(typed.err()).isZero();
                assertThat(typed.err()).isEmpty();
                assertThat(Left.in(run)).as("run %s of seed %s", number, seed).isEqualTo(expected);
            }
        }
        System.out.println(
                kills
                        + " runs killed, "
                        + again
                        + " more kills while they went on: all left the same bytes");
    }

    private Process start(Path runs, List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.glissade.cli.Main",
                        "train",
                        "--quiet"));
        command.addAll(words);
        if (!words.contains("--resume")) {
            command.addAll(List.of("--run-folder", runs.toString()));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /// Waits until the run has its folder, with the settings in it.
    private static Path run(Process process, Path runs) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < end) {
            if (Files.isDirectory(runs)) {
                try (Stream<Path> folders = Files.list(runs)) {
                    List<Path> begun =
                            folders.filter(one -> Files.exists(one.resolve("settings.json")))
                                    .toList();
                    if (!begun.isEmpty()) {
                        return begun.getFirst();
                    }
                }
            }
            assertThat(process.isAlive() || Files.isDirectory(runs)).isTrue();
            Thread.sleep(1);
        }
        throw new AssertionError("no run has begun in " + runs);
    }

    /// Kills a process, on Unix by SIGKILL, after so many nanoseconds.
    ///
    /// @return whether it still ran
    private static boolean kill(Process process, long after) throws InterruptedException {
        boolean hasEnded = process.waitFor(after, TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
        return !hasEnded;
    }
}
