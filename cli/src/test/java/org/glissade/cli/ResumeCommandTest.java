package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--resume` on the command line, and what signals do.
class ResumeCommandTest {
    @TempDir private Path folder = Path.of("");

    private Path run() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    private Path train(String... words) throws IOException {
        Typed typed = Typed.train(folder, words);
        assertThat(typed.code()).as(typed.err()).isZero();
        return run();
    }

    @Test
    void moreEpochsLeadToTheModelOfALongerRun() throws IOException {
        Path run = train("sample:wine", "--epochs", "3", "--seed", "4", "--quiet");
        Typed more = Typed.run("train", "--resume", run.toString(), "--epochs", "5", "--json");
        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.json().whole("epochs")).isEqualTo(5);

        Path other = folder.resolve("other.glissade");
        assertThat(
                        Typed.train(
                                        folder,
                                        "sample:wine",
                                        "--epochs=5",
                                        "--seed",
                                        "4",
                                        "--quiet",
                                        "--output",
                                        other.toString())
                                .code())
                .isZero();
        assertThat(run.resolve("model.glissade")).hasSameBinaryContentAs(other);
        Typed again = Typed.run("train", "--resume", run.toString(), "--json");
        assertThat(again.json().whole("epochs")).isEqualTo(5);
    }

    @Test
    void regularisedRunsGoOnToTheSameModel() throws IOException {
        String[] options = {
            "--network",
            "noise(0.1) dense(8) selu alpha-dropout(0.1) residual(dense(8) drop-path(0.2))",
            "--l1",
            "0.001",
            "--l2",
            "0.01",
            "--max-norm",
            "2",
            "--weight-noise",
            "0.05",
            "--mixup",
            "0.4"
        };
        List<String> line = new ArrayList<>(List.of("sample:wine", "--epochs", "3", "--quiet"));
        line.addAll(List.of(options));
        Path run = train(line.toArray(String[]::new));
        Typed more = Typed.run("train", "--resume", run.toString(), "--epochs", "5", "--json");
        assertThat(more.code()).as(more.err()).isZero();

        Path other = folder.resolve("other.glissade");
        line.set(2, "5");
        line.addAll(List.of("--output", other.toString()));
        assertThat(Typed.train(folder, line.toArray(String[]::new)).code()).isZero();
        assertThat(run.resolve("model.glissade")).hasSameBinaryContentAs(other);

        Typed changed = Typed.run("train", "--resume", run.toString(), "--mixup", "0.5");
        assertThat(changed.code()).isEqualTo(Exit.USAGE);
        assertThat(changed.err()).contains("--mixup 0.5 contradicts the run");
    }

    @Test
    void optionsThatContradictTheRunAreRefusedByName() throws IOException {
        Path run = train("sample:wine", "--epochs", "2", "--network", "dense(4) relu", "--quiet");
        List<List<String>> contradictions =
                List.of(
                        List.of("--seed", "9"),
                        List.of("--network", "dense(5) relu"),
                        List.of("--learning-rate", "0.5"),
                        List.of("--batch", "full"),
                        List.of("--run-folder", "elsewhere"),
                        List.of("--stop-after", "3"));
        for (List<String> words : contradictions) {
            List<String> line = new ArrayList<>(List.of("train", "--resume", run.toString()));
            line.addAll(words);
            Typed typed = Typed.run(line.toArray(String[]::new));
            assertThat(typed.code()).as(words.toString()).isEqualTo(Exit.USAGE);
            assertThat(typed.err())
                    .contains(String.join(" ", words) + " contradicts the run")
                    .contains("hint");
        }
        Typed data = Typed.run("train", "--resume", run.toString(), "sample:iris");
        assertThat(data.code()).isEqualTo(Exit.USAGE);
        assertThat(data.err()).contains("DATA sample:iris contradicts the run");
        Typed fewer = Typed.run("train", "--resume", run.toString(), "--epochs", "1");
        assertThat(fewer.code()).isEqualTo(Exit.USAGE);
        assertThat(fewer.err()).contains("epochs 2").contains("may grow");
        Typed same =
                Typed.run(
                        "train",
                        "--resume",
                        run.toString(),
                        "sample:wine",
                        "--network",
                        "dense(4) relu",
                        "--quiet");
        assertThat(same.code()).as(same.err()).isZero();
    }

    @Test
    void dataThatHaveChangedAreRefused() throws IOException {
        StringBuilder rows = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 7).append(',').append(i * i % 11).append(',').append(i * 0.37);
            rows.append('\n');
        }
        Path data = Typed.file(folder, "data.csv", rows.toString());
        Path run = train(data.toString(), "--epochs", "2", "--quiet");

        Typed.file(folder, "data.csv", rows.toString().replace("\n3,9,", "\n3,8,"));
        Typed changed = Typed.run("train", "--resume", run.toString());
        assertThat(changed.code()).isEqualTo(Exit.USAGE);
        assertThat(changed.err()).contains("the data are not those").contains("hint");

        Files.delete(data);
        Typed missing = Typed.run("train", "--resume", run.toString());
        assertThat(missing.code()).isEqualTo(Exit.USAGE);
        assertThat(missing.err()).contains("there is no file or folder");

        Typed.file(folder, "data.csv", rows.toString());
        Typed same = Typed.run("train", "--resume", run.toString(), "--quiet");
        assertThat(same.code()).as(same.err()).isZero();
    }

    @Test
    void whatIsNoRunIsRefused() {
        Typed missing = Typed.run("train", "--resume", folder.resolve("absent").toString());
        assertThat(missing.code()).isEqualTo(Exit.USAGE);
        assertThat(missing.err()).contains("is no folder").contains("hint");
        Typed empty = Typed.run("train", "--resume", folder.toString());
        assertThat(empty.code()).isEqualTo(Exit.USAGE);
        assertThat(empty.err()).contains("settings.json").contains("started again");
    }

    @Test
    void aDamagedCheckpointIsToldOfEvenQuietly() throws IOException {
        Path run =
                train(
                        "sample:wine",
                        "--epochs",
                        "2",
                        "--checkpoint-every",
                        "0",
                        "--keep",
                        "3",
                        "--quiet");
        Path expected = Files.copy(run.resolve("model.glissade"), folder.resolve("expected"));
        Path latest;
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            List<Path> all = files.sorted().toList();
            assertThat(all).hasSize(3);
            latest = all.getLast();
        }
        byte[] bytes = Files.readAllBytes(latest);
        bytes[bytes.length / 3] ^= 4;
        Files.write(latest, bytes);

        Typed typed = Typed.run("train", "--resume", run.toString(), "--quiet");

        assertThat(typed.code()).isZero();
        assertThat(typed.err()).startsWith("warning").contains("an earlier checkpoint is used");
        assertThat(run.resolve("model.glissade")).hasSameBinaryContentAs(expected);
    }

    @Test
    void rulesOfStoppingEndTheRun() {
        Typed loss = Typed.train(folder, "sample:iris", "--stop-at-loss", "0.9", "--json");
        assertThat(loss.json().whole("epochs")).isLessThan(200);
        assertThat(loss.json().object("validation").number("loss")).isLessThanOrEqualTo(0.9);
        assertThat(loss.err()).contains("--stop-at-loss");
        Typed time = Typed.train(folder, "sample:iris", "--stop-after=0", "--json");
        assertThat(time.code()).as(time.err()).isZero();
        assertThat(time.json().whole("epochs")).isZero();
        Typed gradient = Typed.train(folder, "sample:iris", "--stop-at-gradient", "1e3", "--json");
        assertThat(gradient.json().whole("epochs")).isEqualTo(1);
        assertThat(Typed.train(folder, "sample:iris", "--stop-at-gradient", "-1").code())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void theFirstSignalSavesAndTellsHowToGoOn() throws Exception {
        assumeThat(Path.of("/bin/kill")).as("a command to send signals").exists();
        Process process = start(folder);
        await(process, folder, 2_000);
        signal(process);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String output = Files.readString(folder.resolve("output"));

        assertThat(process.exitValue()).as(output).isEqualTo(Exit.INTERRUPTED);
        Path run = run();
        assertThat(output)
                .contains("training was stopped in epoch")
                .contains("glissade train --resume " + run);
        assertThat(Files.readAllLines(run.resolve("log.jsonl")).getLast())
                .contains("\"reason\":\"interrupted\"");
        assertThat(run.resolve("model.glissade")).doesNotExist();
    }

    @Test
    void manyStartsGoOnToTheModelOfALongerRun() throws IOException {
        String[] line = {
            "sample:wine", "--restarts", "3", "--epochs", "3", "--patience", "0", "--quiet"
        };
        Path run = train(line);
        Typed more = Typed.run("train", "--resume", run.toString(), "--epochs", "5", "--json");
        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.json().whole("epochs")).isEqualTo(5);

        Path other = folder.resolve("other.glissade");
        List<String> longer = new ArrayList<>(List.of(line));
        longer.set(4, "5");
        longer.addAll(List.of("--output", other.toString()));
        assertThat(Typed.train(folder, longer.toArray(String[]::new)).code()).isZero();
        assertThat(run.resolve("model.glissade")).hasSameBinaryContentAs(other);

        Typed changed = Typed.run("train", "--resume", run.toString(), "--restarts", "4");
        assertThat(changed.code()).isEqualTo(Exit.USAGE);
        assertThat(changed.err()).contains("--restarts 4 contradicts the run");
    }

    @Test
    void theSecondSignalEndsALongStepAtOnce() throws Exception {
        assumeThat(Path.of("/bin/kill")).as("a command to send signals").exists();
        // A step of some ten seconds.
        Process process =
                start(folder, "--network", "dense(9000) relu dense(9000) relu", "--batch", "full");
        Path output = folder.resolve("output");
        await(process, folder, 1);
        signal(process);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.readString(output).contains("stopping after this step")
                && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        signal(process);
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ended at once").isTrue();
        assertThat(process.exitValue()).isEqualTo(Exit.INTERRUPTED);
        assertThat(Files.readString(output)).doesNotContain("training was stopped");
    }

    /// SIGINT does the same, but whoever runs the tests may have told processes to ignore it.
    private static void signal(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/kill", "-TERM", Long.toString(process.pid())).start().waitFor();
    }

    private static Process start(Path here, String... more) throws IOException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.glissade.cli.Main",
                                "train",
                                "sample:digits",
                                "--epochs",
                                "1000000",
                                "--patience",
                                "0",
                                "--threads",
                                "1",
                                "--run-folder",
                                here.resolve("runs").toString()));
        line.addAll(List.of(more));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(here.resolve("output").toFile())
                .start();
    }

    /// Until its log has so many bytes.
    private static void await(Process process, Path here, int bytes) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < end && process.isAlive()) {
            try (Stream<Path> all = Files.walk(here)) {
                if (all.anyMatch(file -> file.endsWith("log.jsonl") && size(file) >= bytes)) {
                    return;
                }
            }
            Thread.sleep(5);
        }
        throw new AssertionError(Files.readString(here.resolve("output")));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }
}
