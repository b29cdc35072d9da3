package org.glissade.benchmarks.glissade;

import java.lang.foreign.MemorySegment;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.runtime.Array;
import org.glissade.runtime.Executable;

/// Runs a step on one batch after the other. A second executable that shares parameters and data
/// takes a smaller last batch.
///
/// @param order the numbers of the examples in the order in which they are taken, epoch after epoch
record TrainingJob(
        Workload workload, Executable whole, Executable last, Array order, String settings)
        implements Job {
    @Override
    public void step(long index) {
        executableOf(index).run();
    }

    private Executable executableOf(long index) {
        int rows = workload.examples(index);
        Executable step = rows == workload.batch() ? whole : last;
        long epochs = order.shape().size() / workload.examples();
        long epoch = index / workload.batches() % epochs;
        long first = epoch * workload.examples() + workload.firstRow(index);
        MemorySegment.copy(
                order.segment(),
                Integer.BYTES * first,
                step.input(GlissadeStep.BATCH).segment(),
                0,
                (long) Integer.BYTES * rows);
        return step;
    }

    @Override
    public float stepWithLoss(long index) {
        Executable step = executableOf(index);
        step.run();
        return (float) step.output("loss").getFlat(0);
    }

    @Override
    public void close() {
        whole.close();
        last.close();
    }
}
