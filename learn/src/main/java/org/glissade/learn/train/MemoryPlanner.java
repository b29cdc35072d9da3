package org.glissade.learn.train;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.glissade.compile.CompileReport;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.model.Predictor;
import org.glissade.learn.model.WeightMatch;
import org.glissade.runtime.Device;
import org.glissade.runtime.State;

/// Finds what a job takes in memory by compiling everything that the training would compile,
/// without taking the memory.
final class MemoryPlanner {
    private final Job job;
    private final Device device;
    private final Map<Integer, StepNeed> steps = new HashMap<>();

    MemoryPlanner(Job job, Device device) {
        this.job = job;
        this.device = device;
    }

    /// What a step on some rows takes besides the state, in bytes.
    private record StepNeed(long activations, long workspace, long batch) {
        static final StepNeed NONE = new StepNeed(0, 0, 0);

        long bytes() {
            return activations + workspace + batch;
        }
    }

    private StepNeed step(int rows) {
        return rows == 0
                ? StepNeed.NONE
                : steps.computeIfAbsent(
                        rows,
                        _ -> {
                            StepGraph step = job.step(rows);
                            CompileReport report = device.plan(step.graph());
                            return new StepNeed(
                                    report.arenaBytes() - report.workspaceBytes(),
                                    report.workspaceBytes(),
                                    Predictor.batchBytes(step.graph()));
                        });
    }

    /// The plan of the job as it is.
    MemoryPlan plan() {
        Batches batches = job.batches();
        StepGraph graph = job.step();
        StepNeed full = step(batches.size());
        StepNeed last = step(batches.last());
        long parameters = graph.parameterBytes();
        long state = graph.stateBytes();
        return new MemoryPlan(
                job.networkText(),
                job.summary(),
                batches.size(),
                parameters,
                state - parameters,
                state + (job.keepsBest() ? parameters : 0) + parameters,
                full.activations() + last.activations(),
                full.workspace() + last.workspace(),
                full.batch() + last.batch(),
                measuring(),
                data());
    }

    private long measuring() {
        try (Predictor predictor =
                new Predictor(job.network(), job.example(), job.objective(), device, new State())) {
            long first =
                    UnitVariance.of(job, job.step().declared())
                            .map(scaling ->
                                    device.plan(scaling.graph()).arenaBytes()
                                            + Predictor.batchBytes(scaling.graph()))
                            .orElse(0L);
            return first
                    + predictor.need(job.measured().stream().map(Dataset::rows).toList()).bytes();
        }
    }

    private long data() {
        long given = job.weights().map(WeightMatch::bytes).orElse(0L);
        return given
                + Stream.of(job.split().train(), job.split().validation(), job.split().test())
                        .flatMap(data -> Stream.of(data.features(), data.targets()))
                        .mapToLong(array -> array.type().bytes())
                        .sum();
    }

    /// The largest batch with which the peak stays within so many bytes.
    ///
    /// What a full batch takes grows with its rows, so the most rows that fit alone are found by
    /// halving. With the smaller last batch beside it that may be too much. Of the batch sizes that
    /// cut the rows into equally many batches the largest leaves the least over, so these are
    /// tried, from the largest down.
    OptionalInt largestBatch(long available) {
        long steps = steps(job.batches());
        long rest = available - (plan().peak() - steps);
        int rows = job.batches().rows();
        int fits = 0;
        int tooMany = rows + 1;
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (step(middle).bytes() <= rest) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        while (fits > 0) {
            if (steps(new Batches(rows, fits, 0)) <= rest) {
                return OptionalInt.of(fits);
            }
            fits = rows / (rows / fits + 1);
        }
        return OptionalInt.empty();
    }

    private long steps(Batches batches) {
        return step(batches.size()).bytes() + step(batches.last()).bytes();
    }
}
