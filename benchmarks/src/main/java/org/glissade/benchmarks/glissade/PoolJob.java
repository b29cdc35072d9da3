package org.glissade.benchmarks.glissade;

import org.glissade.benchmarks.runner.Job;
import org.glissade.runtime.Array;
import org.glissade.runtime.Executable;

/// Copies the next batch of a pool into the step's inputs, as any source of data has to, and runs
/// it. A pool of one batch stays where it is.
record PoolJob(
        Executable step, Pool pool, Array features, Array targets, Array loss, String settings)
        implements Job {
    PoolJob(Executable step, Pool pool, String settings) {
        this(
                step,
                pool,
                step.input("features"),
                step.input("targets"),
                step.output("loss"),
                settings);
        put(0);
    }

    @Override
    public void step(long index) {
        if (pool.size() > 1) {
            put((int) (index % pool.size()));
        }
        step.run();
    }

    private void put(int batch) {
        features.copyFrom(pool.features().get(batch));
        targets.copyFrom(pool.targets().get(batch));
    }

    @Override
    public float stepWithLoss(long index) {
        step(index);
        return (float) loss.getFlat(0);
    }

    @Override
    public void close() {
        step.close();
    }
}
