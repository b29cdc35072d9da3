package org.glissade.cli.tour;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Predictor;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.optimize.Slots;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// Gradient descent one step at a time, to see the weights between steps: what a trainer with [Sgd]
/// does, which shows only where it ends.
final class Descent implements AutoCloseable {
    private final Dataset data;
    private final State state = new State();
    private final Executable executable;

    /// @param start where the weights start
    /// @param rows of the data in each step
    Descent(Model start, Dataset data, int rows, double rate) {
        this.data = data;
        Trace trace = new Trace();
        Tensor features =
                trace.input(
                        "features",
                        start.example().dtype(),
                        Shape.of(rows).concat(start.example().shape()));
        Tensor targets = Predictor.targets(trace, start.objective(), start.example().dtype(), rows);
        Forward forward = Forward.inference(start.network(), features);
        Tensor error = start.objective().mean(forward.output(), targets);
        Slots.Step step = Slots.step(new Sgd(rate), forward.weights(), error);
        start.parameters().copyTo(state);
        state.put(Slots.LEARNING_RATE, Array.scalar(rate));
        state.put(Slots.STEP, Array.scalar(0L));
        executable =
                Device.best()
                        .compile(
                                Graph.of(
                                        List.of(features, targets),
                                        Map.of("error", error),
                                        step.updates()),
                                state);
    }

    /// Goes one step on these rows.
    ///
    /// @return their error before it
    double step(int... rows) {
        executable.input("features").gatherRows(data.features(), rows, 0);
        executable.input("targets").gatherRows(data.targets(), rows, 0);
        executable.run();
        return executable.output("error").getFlat(0);
    }

    /// Goes one step on all rows.
    double step() {
        return step(IntStream.range(0, data.rows()).toArray());
    }

    /// A weight as it is now.
    double weight(String path, int at) {
        return state.get(path).getFlat(at);
    }

    @Override
    public void close() {
        executable.close();
    }
}
