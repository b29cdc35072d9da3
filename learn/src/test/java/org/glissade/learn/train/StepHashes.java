package org.glissade.learn.train;

import java.util.List;
import java.util.stream.Stream;
import org.glissade.runtime.Device;

/// Prints what training steps compute as numbers, in a process of its own: a line `JOB NUMBER` for
/// each job and number of threads. Arguments: steps; further steps to do before the same ones are
/// done and printed again, 0 for none; numbers of threads; jobs.
final class StepHashes {
    private StepHashes() {}

    public static void main(String[] arguments) {
        int steps = Integer.parseInt(arguments[0]);
        int further = Integer.parseInt(arguments[1]);
        List<Integer> threads = Stream.of(arguments[2].split(",")).map(Integer::valueOf).toList();
        for (String name : arguments[3].split(",")) {
            StandardJob job = StandardJob.valueOf(name);
            for (int count : threads) {
                try (StandardJob.Steps training = job.on(Device.named("cpu").withThreads(count))) {
                    System.out.println(name + " " + training.hashOfSteps(steps));
                    if (further > 0) {
                        for (int index = 0; index < further; index++) {
                            training.run(index);
                        }
                        System.out.println(name + " " + training.hashOfSteps(steps));
                    }
                }
            }
        }
    }
}
