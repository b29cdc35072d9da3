package org.glissade.benchmarks.glissade;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.runner.Runner;
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
        String settings =
                device + ", Java " + Runtime.version().feature() + ", no natives, no garbage";
        int rest = workload.examples() % workload.batch();
        Executable last =
                rest == 0 ? whole : device.compile(GlissadeStep.of(workload, rest).graph(), state);
        return new TrainingJob(workload, whole, last, order(workload, file), settings);
    }

    /// The rows' permutations, or the examples as they come.
    private static Array order(Workload workload, WorkloadFile file) {
        int[] order =
                workload.source() instanceof Source.Rows
                        ? file.integers("permutations")
                        : IntStream.range(0, workload.examples()).toArray();
        Array values = Array.zeros(DType.I32, Shape.of(order.length));
        values.segment().copyFrom(MemorySegment.ofArray(order));
        return values;
    }
}
