package org.glissade.benchmarks.smile;

import java.io.IOException;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.runner.Runner;
import org.glissade.benchmarks.workload.Layer;
import org.glissade.benchmarks.workload.Rule;
import org.glissade.benchmarks.workload.Source;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;

/// The process that trains a workload in Smile, see [Runner].
public final class SmileRunner {
    private SmileRunner() {}

    /// Serves until told to quit.
    ///
    /// @param arguments the workload's name, its file, the number of threads
    public static void main(String[] arguments) throws IOException {
        Runner.serve(SmileRunner::prepare, arguments);
    }

    private static Job prepare(Workload workload, WorkloadFile file, int threads) {
        if (workload.layers().stream().anyMatch(Layer.Residual.class::isInstance)) {
            throw new UnsupportedOperationException("its perceptron has no skip connections");
        }
        if (!(workload.rule() instanceof Rule.Sgd) || workload.source() instanceof Source.Rows) {
            throw new UnsupportedOperationException("its perceptron has no Adam");
        }
        if (workload.dense().size() < 2) {
            throw new UnsupportedOperationException("its perceptron has a hidden layer or more");
        }
        return new SmileJob(workload, file, threads);
    }
}
