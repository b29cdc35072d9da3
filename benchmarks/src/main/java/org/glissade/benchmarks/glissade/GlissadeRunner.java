package org.glissade.benchmarks.glissade;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.runner.Runner;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Source;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// The process that trains a workload in Glissade, see [Runner].
public final class GlissadeRunner {
    private GlissadeRunner() {}

    /// Serves until told to quit.
    ///
    /// @param arguments the workload's name, its file, the number of threads
    public static void main(String[] arguments) throws IOException {
        Runner.serve(GlissadeRunner::prepare, arguments);
    }

    static Job prepare(Workload workload, WorkloadFile file, int threads) {
        Device device = Device.best().withThreads(threads);
        GlissadeStep step = GlissadeStep.of(workload, workload.batch());
        State state = step.initialState(workload, file);
        Executable whole = device.compile(step.graph(), state);
        Array features = features(workload, file);
        Array targets = targets(workload, file);
        String settings =
                device + ", Java " + Runtime.version().feature() + ", no natives, no garbage";
        return switch (workload.source()) {
            case Source.Xor(), Source.Pool(int _) ->
                    new PoolJob(whole, Pool.of(workload, features, targets), settings);
            case Source.Rows(int rows, int _) -> {
                int rest = rows % workload.batch();
                Executable last =
                        rest == 0
                                ? whole
                                : device.compile(GlissadeStep.of(workload, rest).graph(), state);
                yield new RowsJob(
                        workload, whole, last, features, targets, permutations(file), settings);
            }
        };
    }

    private static Array features(Workload workload, WorkloadFile file) {
        int examples = file.size("features") / workload.inputs();
        Array values = Array.zeros(DType.F32, Shape.of(examples, workload.inputs()));
        file.read("features", values.segment().asByteBuffer());
        return values;
    }

    private static Array targets(Workload workload, WorkloadFile file) {
        int examples = file.size("targets");
        Array values =
                workload.loss() == Loss.CROSS_ENTROPY
                        ? Array.zeros(DType.I32, Shape.of(examples))
                        : Array.zeros(DType.F32, Shape.of(examples, 1));
        file.read("targets", values.segment().asByteBuffer());
        return values;
    }

    private static List<int[]> permutations(WorkloadFile file) {
        int[] all = file.integers("permutations");
        int rows = file.size("targets");
        List<int[]> permutations = new ArrayList<>();
        for (int first = 0; first < all.length; first += rows) {
            permutations.add(Arrays.copyOfRange(all, first, first + rows));
        }
        return permutations;
    }
}
