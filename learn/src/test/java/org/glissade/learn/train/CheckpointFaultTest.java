package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.model.Parameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever happens to the disk or to a file on it: the last good checkpoint can be used, and no
/// bad one is.
class CheckpointFaultTest {
    private static final int POSITIONS = 1_000;

    @TempDir private Path folder = Path.of("");

    private final SmallRun run = SmallRun.ofClasses();
    private SmallRun.Left expected = new SmallRun.Left(Parameters.of(Map.of()), List.of());

    @BeforeEach
    void trainUndisturbed() throws IOException {
        expected = run.undisturbed(folder.resolve("undisturbed"));
    }

    /// Every file of the run in turn goes wrong.
    @ParameterizedTest
    @EnumSource
    void aFaultOfTheDiskLeavesTheCheckpointBeforeIt(FaultyDisk.Fault fault) throws IOException {
        boolean isTold =
                switch (fault) {
                    case READ_ONLY, FULL, NOT_FORCED, NOT_RENAMED -> true;
                    case SHORT_WRITES, LOST_BYTES, NOT_REMOVED -> false;
                };
        for (int file = 1; file <= run.steps(); file++) {
            Path here = folder.resolve(fault + "-" + file);
            Checkpoints faulty = SmallRun.in(here).on(new FaultyDisk(fault, file));
            // Each step writes a file, each end of an epoch one more: that file has its turn by
            // then.
            int stop = file;
            assertThatThrownBy(() -> run.stopAfter(stop, here, faulty))
                    .isInstanceOf(
                            isTold
                                    ? FileAccessException.class
                                    : TrainingInterruptedException.class);
            List<Path> left = files(new RunFolder(here).checkpoints());
            assertThat(left).noneMatch(path -> path.toString().endsWith(".tmp"));
            assertThat(left).hasSizeBetween(isTold && file == 1 ? 0 : 1, 3);

            if (fault == FaultyDisk.Fault.LOST_BYTES && file == 1) {
                assertThatThrownBy(() -> run.resume(here))
                        .isInstanceOf(FileFormatException.class)
                        .hasMessageContaining("no checkpoint can be used");
            } else {
                assertThat(run.resume(here)).as("%s in file %s", fault, file).isEqualTo(expected);
            }
        }
    }

    @Test
    void aFullDiskIsNamedWithTheFileAndARemedy() {
        Path here = folder.resolve("full");

        assertThatThrownBy(() ->
                        run.stopAfter(
                                9,
                                here,
                                SmallRun.in(here).on(new FaultyDisk(FaultyDisk.Fault.FULL, 3))))
                .hasMessageContaining("cannot write")
                .hasMessageContaining(here.toString())
                .hasMessageContaining("No space left on device; free some space");
    }

    private static List<Path> files(Path of) throws IOException {
        if (!Files.exists(of)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(of)) {
            return files.sorted().toList();
        }
    }

    /// Two checkpoints, of which the later one will be damaged.
    private CheckpointFolder twoCheckpoints(Path here) throws IOException {
        assertThatThrownBy(() -> run.stopAfter(7, here, SmallRun.in(here)))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(files(new RunFolder(here).checkpoints())).hasSize(2);
        return new CheckpointFolder(SmallRun.in(here));
    }

    private static void assertFallsBack(CheckpointFolder checkpoints, String what) {
        CheckpointFolder.Found found = checkpoints.latest();
        Course course = found.checkpoint().orElseThrow().course();
        assertThat(course.epochs * 3 + course.step).as(what).isEqualTo(6);
        assertThat(found.damaged()).as(what).hasSize(1).first().asString().contains("damaged");
    }

    @Test
    void aWrongByteAnywhereIsNoticedAndTheCheckpointBeforeItUsed() throws IOException {
        Path here = folder.resolve("here");
        CheckpointFolder checkpoints = twoCheckpoints(here);
        Path file = files(new RunFolder(here).checkpoints()).getLast();
        byte[] good = Files.readAllBytes(file);
        assertThat(checkpoints.latest().damaged()).isEmpty();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < POSITIONS; i++) {
            byte[] bad = good.clone();
            // The first 200 one after the other: lengths, braces, the checksum itself.
            int at = i < 200 ? i : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bad);

            assertFallsBack(checkpoints, "byte " + at + ", seed " + seed);
        }
        Files.write(file, good);
        assertThat(checkpoints.latest().damaged()).isEmpty();
    }

    @Test
    void aFileThatWasCutGrownOrBlankedIsNoticed() throws IOException {
        Path here = folder.resolve("here");
        CheckpointFolder checkpoints = twoCheckpoints(here);
        Path file = files(new RunFolder(here).checkpoints()).getLast();
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length + 200; length += 97) {
            Files.write(file, Arrays.copyOf(good, length));
            assertFallsBack(checkpoints, "length " + length);
        }
        for (int from = 0; from + 512 <= good.length; from += 512) {
            byte[] bad = good.clone();
            Arrays.fill(bad, from, from + 512, (byte) 0);
            Files.write(file, bad);
            assertFallsBack(checkpoints, "zeros from " + from);
        }
    }

    @Test
    void aRunGoesOnFromTheCheckpointBeforeADamagedOneAndSaysSo() throws IOException {
        Path here = folder.resolve("here");
        CheckpointFolder checkpoints = twoCheckpoints(here);
        assertThat(checkpoints).isNotNull();
        Path file = files(new RunFolder(here).checkpoints()).getLast();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2]++;
        Files.write(file, bytes);
        TrainEvent[] first = {null};

        SmallRun.Left left =
                run.go(
                        run.trainer()
                                .checkpoints(SmallRun.in(here))
                                .listen(event -> first[0] = first[0] == null ? event : first[0]),
                        new RunFolder(here),
                        true);

        assertThat(left).isEqualTo(expected);
        assertThat(Objects.requireNonNull(first[0]))
                .isInstanceOfSatisfying(
                        TrainEvent.Resumed.class,
                        resumed ->
                                assertThat(resumed.warnings())
                                        .singleElement()
                                        .asString()
                                        .contains(file.getFileName().toString())
                                        .contains("damaged")
                                        .contains("an earlier checkpoint is used"));
        assertThat(files(new RunFolder(here).checkpoints()))
                .anyMatch(path -> path.toString().endsWith(".damaged"));
    }

    @Test
    void withoutAnyGoodCheckpointNothingIsResumedNowOrLater() throws IOException {
        Path here = folder.resolve("here");
        twoCheckpoints(here);
        for (Path file : files(new RunFolder(here).checkpoints())) {
            Files.writeString(file, "no checkpoint at all, but long enough to hold a checksum");
        }
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> run.resume(here))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("no checkpoint can be used")
                    .hasMessageContaining("start a new run");
        }
    }
}
