package org.glissade.learn.train;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.model.Predictor;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Batching;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// The mean losses on data of many starts at once, some rows at a time.
final class BatchedLosses implements AutoCloseable {
    private static final int BATCH = 256;

    private final Job job;
    private final int starts;
    private final Device device;
    private final State state;
    private final Map<Integer, Executable> executables = new HashMap<>();

    BatchedLosses(Job job, int starts, Device device, State state) {
        this.job = job;
        this.starts = starts;
        this.device = device;
        this.state = state;
    }

    /// The mean loss of each start; empty without rows.
    double[] measure(Dataset data) {
        int rows = data.rows();
        double[] means = new double[rows == 0 ? 0 : starts];
        for (int from = 0; from < rows; from += BATCH) {
            int to = Math.min(rows, from + BATCH);
            Executable executable = executables.computeIfAbsent(to - from, this::compile);
            executable.input("features").copyFrom(data.features().rows(from, to));
            executable.input("targets").copyFrom(data.targets().rows(from, to));
            executable.run();
            Array losses = executable.output("losses");
            for (int k = 0; k < starts; k++) {
                for (int i = 0; i < to - from; i++) {
                    means[k] += losses.getFlat((long) k * (to - from) + i);
                }
            }
        }
        for (int k = 0; k < means.length; k++) {
            means[k] /= rows;
        }
        return means;
    }

    private Executable compile(int rows) {
        Trace trace = new Trace();
        Tensor features =
                trace.input(
                        "features",
                        job.example().dtype(),
                        Shape.of(rows).concat(job.example().shape()));
        Tensor targets = Predictor.targets(trace, job.objective(), job.example().dtype(), rows);
        Forward forward = Forward.inference(job.network(), features);
        Tensor losses = job.objective().perExample(forward.output(), targets);
        Graph graph = Graph.of(List.of(features, targets), Map.of("losses", losses), Map.of());
        Set<String> own = new HashSet<>(forward.weights().keySet());
        forward.states().forEach(one -> own.add(one.path()));
        return device.compile(Batching.of(graph, starts, own), state);
    }

    @Override
    public void close() {
        executables.values().forEach(Executable::close);
    }
}
