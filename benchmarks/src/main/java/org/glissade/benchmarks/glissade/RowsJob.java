package org.glissade.benchmarks.glissade;

import java.util.List;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.runtime.Array;
import org.glissade.runtime.Executable;

/// Gathers each batch's rows from memory in the order of the epoch. A second executable that shares
/// the parameters takes the smaller last batch.
record RowsJob(
        Workload workload,
        Executable whole,
        Executable last,
        Array features,
        Array targets,
        List<int[]> permutations,
        String settings)
        implements Job {
    @Override
    public void step(long index) {
        executableOf(index).run();
    }

    private Executable executableOf(long index) {
        long epoch = index / workload.batches();
        int[] order = permutations.get((int) (epoch % permutations.size()));
        int first = workload.firstRow(index);
        Executable step = workload.examples(index) == workload.batch() ? whole : last;
        step.input("features").gatherRows(features, order, first);
        step.input("targets").gatherRows(targets, order, first);
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
