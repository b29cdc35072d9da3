package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Copying a batch and training with it leaves nothing to the garbage collector, on any thread that
/// computes, in any of the standard workloads. Each in a process of its own, as a training is: what
/// the JVM compiles depends on all that ran before.
class WorkloadAllocationTest {
    static Stream<Arguments> jobsAndThreads() {
        return Arrays.stream(StandardJob.values())
                .flatMap(job -> Stream.of(1, 2).map(threads -> Arguments.of(job, threads)));
    }

    @ParameterizedTest
    @MethodSource("jobsAndThreads")
    void aStepAllocatesNothingAfterWarmUp(StandardJob job, int threads)
            throws IOException, InterruptedException {
        ThreadMXBean management = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Assumptions.assumeTrue(management.isThreadAllocatedMemorySupported());
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StepAllocations.class.getName(),
                                job.name(),
                                Integer.toString(threads))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor()).as("exit code").isZero();
        assertThat(lines)
                .as("%s on %d threads", job, threads)
                .singleElement()
                .asString()
                .startsWith("0 bytes in ");
    }
}
