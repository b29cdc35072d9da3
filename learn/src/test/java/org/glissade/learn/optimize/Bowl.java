package org.glissade.learn.optimize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// The loss Σ (½aᵢdᵢ² + ¼dᵢ⁴) with d = w − b, of a matrix and a vector, whose gradient a·d + d³ is
/// written down at once; and an optimizer on it, step by step.
final class Bowl {
    static final Map<String, double[]> A =
            Map.of(
                    "matrix",
                    new double[] {1, 4, 0.2, 3, 0.7, 2},
                    "vector",
                    new double[] {2, 0.3, 1, 5});
    static final Map<String, double[]> B =
            Map.of(
                    "matrix", new double[] {1, -2, 3, 0.5, -1, 0.25},
                    "vector", new double[] {0.75, -1, 2, 0.125});
    static final Map<String, double[]> START =
            Map.of(
                    "matrix", new double[] {0.25, -0.5, 4, 2, -1.5, 1},
                    "vector", new double[] {-0.5, 0.5, 1.5, -1});
    static final Map<String, Shape> SHAPES =
            Map.of("matrix", Shape.of(3, 2), "vector", Shape.of(4));
    static final List<String> PATHS = List.of("matrix", "vector");

    final State state = new State();
    private final Executable step;

    Bowl(Optimizer optimizer, DType dtype, String device) {
        Trace trace = new Trace();
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        Tensor loss = trace.constant(dtype, 0);
        for (String path : PATHS) {
            Shape shape = get(SHAPES, path);
            Tensor w = trace.input(path, dtype, shape);
            parameters.put(path, w);
            Tensor d = w.minus(trace.constant(get(B, path)).reshape(shape).cast(dtype));
            Tensor square = d.square();
            Tensor a = trace.constant(get(A, path)).reshape(shape).cast(dtype);
            loss = loss.plus(a.times(square).times(0.5).plus(square.square().times(0.25)).sum());
            state.put(path, Array.of(shape, get(START, path)).cast(dtype));
        }
        Slots.Step recorded = Slots.step(optimizer, parameters, loss);
        state.put(Slots.STEP, Array.scalar(0L));
        state.put(Slots.RANDOM, Array.scalar(0L));
        state.put(Slots.LEARNING_RATE, Array.scalar(optimizer.learningRate()));
        recorded.memory().forEach((name, memory) -> state.put(name, memory.initial(state)));
        Map<String, Tensor> updates = new LinkedHashMap<>(recorded.updates());
        Tensor counter = trace.input(Slots.RANDOM, DType.I64, Shape.scalar());
        updates.put(Slots.RANDOM, counter.plus(1));
        step =
                Device.named(device)
                        .withThreads(1)
                        .compile(Graph.of(List.of(), Map.of("loss", loss), updates), state);
    }

    static Bowl of(Optimizer optimizer) {
        return new Bowl(optimizer, DType.F64, "cpu");
    }

    double step() {
        step.run();
        return step.output("loss").getFlat(0);
    }

    double[] values(String name) {
        return state.get(name).toDoubles();
    }

    /// The weights to evaluate by.
    double[] evaluated(String path) {
        return values(Slots.evaluation(path));
    }

    static Exact gradient(String path, Exact w) {
        Exact d = w.minus(Exact.of(get(B, path)));
        return Exact.of(get(A, path)).times(d).plus(d.power(3));
    }

    static <T> T get(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key));
    }
}
