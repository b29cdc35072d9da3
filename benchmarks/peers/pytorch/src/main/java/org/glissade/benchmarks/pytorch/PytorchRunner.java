package org.glissade.benchmarks.pytorch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.runner.Runner;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;

/// The process that trains a workload in PyTorch, see [Runner].
public final class PytorchRunner {
    private PytorchRunner() {}

    /// Serves until told to quit.
    ///
    /// @param arguments the workload's name, its file, the number of threads
    public static void main(String[] arguments) throws IOException {
        Runner.serve(PytorchRunner::prepare, arguments);
    }

    private static Job prepare(Workload workload, WorkloadFile file, int threads) {
        torch.set_num_threads(threads);
        String settings =
                "PyTorch "
                        + version()
                        + ", "
                        + threads
                        + (threads == 1 ? " thread" : " threads")
                        + ", fused optimizer, OPENBLAS_CORETYPE="
                        + Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE")).orElse("unset")
                        + ", "
                        + (Optional.ofNullable(System.getenv("LD_PRELOAD")).orElse("").isEmpty()
                                ? "glibc's allocator"
                                : System.getenv("LD_PRELOAD"));
        return PytorchJob.of(workload, file, settings);
    }

    private static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new UncheckedIOException("the presets' jar does not tell its version: " + e, e);
        }
    }
}
