package org.glissade.benchmarks.tensorflow;

import java.io.IOException;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.runner.Runner;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;

/// The process that trains a workload in TensorFlow-Java, see [Runner].
public final class TensorflowRunner {
    private TensorflowRunner() {}

    /// Serves until told to quit.
    ///
    /// @param arguments the workload's name, its file, the number of threads
    public static void main(String[] arguments) throws IOException {
        Runner.serve(TensorflowRunner::prepare, arguments);
    }

    private static Job prepare(Workload workload, WorkloadFile file, int threads) {
        return new TensorflowJob(workload, file, threads);
    }
}
