package org.glissade.learn.train;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.glissade.runtime.Device;

/// Trains a standard job and prints what its steps allocate once they have been compiled: how many
/// bytes, in how many steps.
final class StepAllocations {
    private static final int RUNS = 100;
    private static final long LONGEST_WAIT = 60_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private StepAllocations() {}

    /// @param arguments the job, and the number of threads
    public static void main(String[] arguments) {
        StandardJob job = StandardJob.valueOf(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
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
            System.out.println(least + " bytes in " + runs + " steps");
        }
    }

    /// Counts what the calling thread and the team allocate. Other threads of the process, such as
    /// those of the JVM, are not looked at.
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
