package org.glissade.benchmarks.dl4j;

import java.io.IOException;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.runner.Runner;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;

/// The process that trains a workload in DL4J, see [Runner]. The number of threads is told to its
/// native library by the environment.
public final class Dl4jRunner {
    private Dl4jRunner() {}

    /// Serves until told to quit.
    ///
    /// @param arguments the workload's name, its file, the number of threads
    public static void main(String[] arguments) throws IOException {
        Runner.serve(Dl4jRunner::prepare, arguments);
    }

    private static Job prepare(Workload workload, WorkloadFile file, int threads) {
        return new Dl4jJob(workload, file, threads);
    }
}
