package org.glissade.benchmarks.runner;

import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;

/// Sets workloads up in one engine.
@FunctionalInterface
public interface Engine {
    /// Builds the network, loads initial values and data, and compiles what there is to compile.
    ///
    /// @param threads how many the engine may compute with
    /// @throws UnsupportedOperationException with the reason, where the engine cannot do it
    Job prepare(Workload workload, WorkloadFile file, int threads);
}
