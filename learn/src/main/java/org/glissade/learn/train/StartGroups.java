package org.glissade.learn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.glissade.runtime.Device;
import org.glissade.runtime.State;

/// All starts in groups. Threads share the groups of an epoch, each of which one thread trains:
/// within an epoch nobody waits for anybody, and a group's weights stay in one core's cache.
final class StartGroups implements AutoCloseable {
    /// What a group's weights and optimizer memory may take together, so that a cache of the second
    /// level holds most of them: measured on networks of 784-128-64-10, of which four are best.
    private static final long GROUP_BYTES = 4L << 20;

    /// Larger groups were measured to bring nothing for the smallest networks.
    private static final int LARGEST = 32;

    /// Epochs of fewer multiplications take longer to hand out than to compute.
    private static final double LEAST_SHARED = 1e7;

    private final List<StartGroup> groups = new ArrayList<>();
    private final ExecutorService others;
    private final int helpers;

    StartGroups(Job job, int starts, Device device) {
        StepGraph step = job.step();
        int size =
                Math.clamp(
                        GROUP_BYTES / Math.max(1, step.stateBytes()), 1, Math.min(LARGEST, starts));
        // Groups as equal as can be.
        int count = (starts + size - 1) / size;
        double work = 3.0 * job.summary().parameterCount() * job.batches().rows() * starts;
        boolean isShared = count > 1 && device.threads() > 1 && work >= LEAST_SHARED;
        helpers = isShared ? Math.min(device.threads(), count) - 1 : 0;
        others =
                Executors.newFixedThreadPool(
                        Math.max(1, helpers),
                        Thread.ofPlatform().daemon().name("glissade-starts-", 0).factory());
        Device each = isShared ? device.withThreads(1) : device;
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) starts * i / count);
            int to = (int) ((long) starts * (i + 1) / count);
            groups.add(new StartGroup(job, from, to - from, each));
        }
    }

    /// All starts in their order.
    List<StartCourse> courses() {
        return groups.stream().flatMap(group -> group.courses().stream()).toList();
    }

    /// All that the next epoch depends on, by names that tell group and start: the groups' states,
    /// which are shared, and the starts' numbers of now.
    State state() {
        State all = new State();
        for (int i = 0; i < groups.size(); i++) {
            State state = groups.get(i).state();
            String group = "group-" + i + "/";
            state.names().forEach(name -> all.put(group + name, state.get(name)));
        }
        courses().forEach(course -> all.put(numbersOf(course), course.numbers()));
        return all;
    }

    /// The best weights of each start so far; shared, not copied.
    State kept() {
        State all = new State();
        for (StartCourse course : courses()) {
            State kept = course.kept();
            String start = "start-" + course.number() + "/";
            kept.names().forEach(path -> all.put(start + path, kept.get(path)));
        }
        return all;
    }

    /// Goes on from where a checkpoint was written.
    ///
    /// @throws IllegalArgumentException if it is of other starts
    void restore(Checkpoint checkpoint) {
        State all = state();
        checkpoint.copyTo(all);
        checkpoint.copyBestTo(kept());
        courses().forEach(course -> course.restore(all.get(numbersOf(course))));
    }

    private static String numbersOf(StartCourse course) {
        return "start-" + course.number();
    }

    /// Trains each group that still has a running start for an epoch.
    ///
    /// @param done is told of the steps of the first of these groups, on this thread
    void epoch(int epoch, int[] order, IntConsumer done) {
        List<StartGroup> running = groups.stream().filter(StartGroup::isRunning).toList();
        AtomicInteger next = new AtomicInteger(1);
        Runnable rest =
                () -> {
                    for (int i = next.getAndIncrement();
                            i < running.size();
                            i = next.getAndIncrement()) {
                        running.get(i).epoch(epoch, order, _ -> {});
                    }
                };
        List<Future<?>> helping = new ArrayList<>();
        for (int i = 0; i < Math.min(helpers, running.size() - 1); i++) {
            helping.add(others.submit(rest));
        }
        running.getFirst().epoch(epoch, order, done);
        rest.run();
        helping.forEach(StartGroups::await);
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        }
    }

    /// The smallest loss of a step that [#epoch] has just told of.
    double leastLoss() {
        return groups.stream()
                .filter(StartGroup::isRunning)
                .findFirst()
                .map(StartGroup::leastLoss)
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        others.shutdownNow();
        groups.forEach(StartGroup::close);
    }
}
