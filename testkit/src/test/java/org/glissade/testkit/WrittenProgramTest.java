package org.glissade.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that are written as code of their own compute the bits of plain kernels, one work after
/// the other: [WrittenBits] prints both in processes of their own.
class WrittenProgramTest {
    private static final int STEPS = 24;
    private static final int GRAPHS = 16;

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void writtenProgramsGiveTheBitsOfPlainKernels(int bits)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                bits <= FloatVector.SPECIES_PREFERRED.vectorBitSize(),
                "this processor has no such vectors");
        List<String> plain = lines("-Dglissade.kernels=scalar");
        List<String> written = lines("-Dglissade.loops=ready", "-Dglissade.lanes=" + bits);
        assertThat(plain).hasSize(STEPS + GRAPHS);
        assertThat(written.stream().map(WrittenProgramTest::values).toList())
                .containsExactlyElementsOf(plain.stream().map(WrittenProgramTest::values).toList());
        assertThat(plain).allMatch(line -> line.endsWith(" 0"));
        // Vectors of 128 bits have no masks, so that only rows of four and more are written.
        assertThat(written.stream().filter(line -> !line.endsWith(" 0")).count())
                .isGreaterThanOrEqualTo(bits == 128 ? 3 : STEPS);
    }

    /// The line less the number of works that are written.
    private static String values(String line) {
        return line.substring(0, line.lastIndexOf(' '));
    }

    private static List<String> lines(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(WrittenBits.class.getName());
        command.addAll(List.of(Integer.toString(STEPS), Integer.toString(GRAPHS)));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor()).as("exit code of %s", command).isZero();
        return lines;
    }
}
