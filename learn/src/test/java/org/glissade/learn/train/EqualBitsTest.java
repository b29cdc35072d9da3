package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.glissade.runtime.Device;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole training steps leave the same bits in every parameter and loss, whatever computes them:
/// each test trains in a process of its own that computes in another way than this one, and the
/// numbers made of all bits must be those of this process.
class EqualBitsTest {
    private static final int STEPS = 4;
    private static final int MANY_STEPS = 5_000;
    private static final String JOBS = "W1,W2,W4,W9,W10";

    private static final Map<String, String> EXPECTED = new ConcurrentHashMap<>();

    /// The line that [StepHashes] prints, computed in this process by one thread.
    private static String expected(String job, int steps) {
        return EXPECTED.computeIfAbsent(
                job + " " + steps,
                _ -> {
                    try (StandardJob.Steps training =
                            StandardJob.valueOf(job).on(Device.named("cpu").withThreads(1))) {
                        String line = job + " " + training.hashOfSteps(steps);
                        assertThat(training.loss()).isFinite();
                        return line;
                    }
                });
    }

    /// Starts [StepHashes] and holds each of its lines to the expected one.
    private static void assertSameBits(
            List<String> flags, int steps, int further, String threads, String jobs)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StepHashes.class.getName());
        command.addAll(List.of(Integer.toString(steps), Integer.toString(further), threads, jobs));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor()).as("exit code of %s", command).isZero();
        int each = threads.split(",").length * (further > 0 ? 2 : 1);
        assertThat(lines)
                .containsExactlyElementsOf(
                        Stream.of(jobs.split(","))
                                .flatMap(job ->
                                        Stream.generate(() -> expected(job, steps)).limit(each))
                                .toList());
    }

    @Test
    void theNumbersTellStepsApart() {
        assertThat(expected("W1", STEPS)).isNotEqualTo(expected("W1", STEPS - 1));
    }

    /// Small steps are not shared among threads by themselves; here all are, from the first one.
    @Test
    void oneTwoThreeAndEightThreadsGiveTheSameBits() throws IOException, InterruptedException {
        assertSameBits(List.of("-Dglissade.cpu.teamFrom=0"), STEPS, 0, "1,2,3,8", JOBS);
    }

    @Test
    void sharedStepsGiveTheSameBitsOnceTheirLoopsAreCompiled()
            throws IOException, InterruptedException {
        assertSameBits(List.of("-Dglissade.cpu.teamFrom=0"), STEPS, 300, "2", "W2,W4");
    }

    @Test
    void theFirstStepsOfAProcessGiveTheBitsOfTheSameStepsLater()
            throws IOException, InterruptedException {
        assertSameBits(List.of(), STEPS, MANY_STEPS, "1", JOBS);
    }

    @Test
    void anInterpreterGivesTheBitsOfCompiledCode() throws IOException, InterruptedException {
        assertSameBits(List.of("-Xint", "-Dglissade.cpu.teamFrom=0"), 3, 0, "1,2", "W1");
        assertSameBits(List.of("-Xint"), 1, 0, "1", "W2,W9");
    }

    @Test
    void plainLoopsGiveTheBitsOfVectors() throws IOException, InterruptedException {
        assertSameBits(List.of("-Dglissade.kernels=scalar"), STEPS, 0, "1,2", JOBS);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void vectorsOfEveryLengthGiveTheSameBits(int bits) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                bits <= FloatVector.SPECIES_PREFERRED.vectorBitSize(),
                "this processor has no such vectors, which would be objects and take minutes");
        assertSameBits(
                List.of("-Dglissade.kernels=vector", "-Dglissade.lanes=" + bits),
                STEPS,
                0,
                "1",
                JOBS);
    }
}
