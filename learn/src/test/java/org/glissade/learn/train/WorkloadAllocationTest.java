package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.glissade.runtime.Device;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Copying a batch and training with it leaves nothing to the garbage collector, on any thread that
/// computes, in any of the standard workloads.
class WorkloadAllocationTest {
    private static final int RUNS = 100;
    private static final long LONGEST_WAIT = 60_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> jobsAndThreads() {
        return Arrays.stream(StandardJob.values())
                .flatMap(job -> Stream.of(1, 2).map(threads -> Arguments.of(job, threads)));
    }

    @ParameterizedTest
    @MethodSource("jobsAndThreads")
    void aStepAllocatesNothingAfterWarmUp(StandardJob job, int threads) {
        Assumptions.assumeTrue(THREADS.isThreadAllocatedMemorySupported());
        // The largest job takes a hundred times as long as the others.
        int runs = job == StandardJob.W3 ? RUNS / 10 : RUNS;
        try (StandardJob.Steps steps = job.on(Device.named("cpu").withThreads(threads))) {
            long end = System.nanoTime() + LONGEST_WAIT;
            steps.run(0);
            while (isWarmingUp() && System.nanoTime() < end) {
                steps.run(0);
            }
            // Compilation may end in the middle of a measurement; what a step allocates shows in
            // each.
            Counter counter = Counter.now();
            long least = counter.allocatedBy(steps, runs);
            while (least > 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(20_000_000);
                least = Math.min(least, counter.allocatedBy(steps, runs));
            }
            assertThat(least).as("bytes that %d steps of %s allocated", runs, job).isZero();
        }
    }

    /// Counts what the calling thread and the team allocate. Other threads of the process, such as
    /// those of the JVM and of the runner of tests, are not looked at.
    private record Counter(List<Long> team) {
        static Counter now() {
            return new Counter(
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("glissade-"))
                            .map(Thread::threadId)
                            .toList());
        }

        long allocatedBy(StandardJob.Steps steps, int runs) {
            long others = ofTeam();
            long own = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < runs; i++) {
                steps.run(i);
            }
            own = THREADS.getCurrentThreadAllocatedBytes() - own;
            return own + ofTeam() - others;
        }

        private long ofTeam() {
            long bytes = 0;
            for (long thread : team) {
                bytes += THREADS.getThreadAllocatedBytes(thread);
            }
            return bytes;
        }
    }

    /// Whether kernels are still compiled in the background, which allocates.
    private static boolean isWarmingUp() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("glissade-warm-up"));
    }
}
