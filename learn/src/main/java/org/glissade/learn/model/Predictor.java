package org.glissade.learn.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.glissade.compile.CompileReport;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.metric.Evaluation;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.NonFiniteException;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.DTypeException;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Origin;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// Predictions in batches with parameters from a state that may change in between: memory is
/// bounded however many rows there are. Compiled executables are kept, so repeated predictions cost
/// no compilation. For one thread at a time.
public final class Predictor implements AutoCloseable {
    private static final int BATCH = 256;
    private static final int KEPT = 8;
    private static final String FEATURES = "features";
    private static final String TARGETS = "targets";
    private static final String WEIGHTS = "weights";

    /// Predictions on data together with the mean loss.
    ///
    /// @param predictions `[rows, outputs of the task]`; overwritten by the next measurement
    /// @param loss the mean over all rows; NaN without rows
    public record Measured(Array predictions, double loss) {}

    /// What measurements take in memory, in bytes.
    ///
    /// @param activations intermediate values
    /// @param workspace scratch memory of kernels
    /// @param batches rows of features and targets
    /// @param predictions on all rows of the largest data set
    public record Need(long activations, long workspace, long batches, long predictions) {
        /// All of it.
        public long bytes() {
            return activations + workspace + batches + predictions;
        }
    }

    private record Key(int rows, boolean withLoss) {}

    private final Layer network;
    private final TensorType example;
    private final Objective objective;

    /// Whether the loss weighs examples, once a graph with losses has been built.
    private boolean weighted;

    private final Device device;
    private final State state;
    private final Map<Key, Executable> executables = new LinkedHashMap<>();

    /// The predictions of measurements: an array for each would stay until the garbage collector
    /// comes by.
    private @Nullable Array measured;

    /// A predictor that reads the network's parameters from a state.
    ///
    /// @param example element type and shape of one example
    public Predictor(
            Layer network, TensorType example, Objective objective, Device device, State state) {
        this.network = network;
        this.example = example;
        this.objective = objective;
        this.device = device;
        this.state = state;
    }

    /// Predictions for each row of the features, `[rows, outputs of the task]`.
    ///
    /// @throws org.glissade.tensor.TensorException if the features are not of the model's type and
    ///   shape
    public Array predict(Array features) {
        check(features);
        int rows = features.shape().dim(0);
        return run(features, null, predictions(rows)).predictions();
    }

    /// Predictions and the mean loss.
    public Measured measure(Dataset data) {
        check(data.features());
        if (!data.task().equals(objective.task())) {
            throw new IllegalArgumentException(
                    "the data are for "
                            + data.task()
                            + ", the model for "
                            + objective.task()
                            + System.lineSeparator()
                            + "  hint  prepare the data with the model's classes or targets");
        }
        return run(data.features(), data.targets(), room(data.rows()).rows(0, data.rows()));
    }

    /// Makes room for measurements on up to so many rows, which then take no more memory for their
    /// predictions.
    public void reserve(int rows) {
        room(rows);
    }

    private Array room(int rows) {
        Array room = measured;
        if (room == null || room.shape().dim(0) < rows) {
            room = predictions(rows);
            measured = room;
        }
        return room;
    }

    private Array predictions(int rows) {
        return Array.zeros(predictionsOf(rows));
    }

    private TensorType predictionsOf(int rows) {
        return new TensorType(example.dtype(), Shape.of(rows, objective.task().outputs()));
    }

    /// What measuring data sets of so many rows, with room reserved for the largest, takes; found
    /// without taking it.
    public Need need(List<Integer> rowsOfEach) {
        Set<Integer> batches = new LinkedHashSet<>();
        int most = 0;
        for (int rows : rowsOfEach) {
            most = Math.max(most, rows);
            if (rows >= BATCH) {
                batches.add(BATCH);
            }
            if (rows % BATCH > 0) {
                batches.add(rows % BATCH);
            }
        }
        long activations = 0;
        long workspace = 0;
        long inputs = 0;
        for (int rows : batches) {
            Graph graph = graph(new Key(rows, true));
            CompileReport report = device.plan(graph);
            activations += report.arenaBytes() - report.workspaceBytes();
            workspace += report.workspaceBytes();
            inputs += batchBytes(graph);
        }
        return new Need(activations, workspace, inputs, predictionsOf(most).bytes());
    }

    /// The memory of a batch's features and targets, in bytes.
    public static long batchBytes(Graph graph) {
        long bytes = 0;
        for (Node node : graph.inputs()) {
            if (node.op() instanceof Input(String name, TensorType type)
                    && (name.equals(FEATURES) || name.equals(TARGETS))) {
                bytes += type.bytes();
            }
        }
        return bytes;
    }

    /// All measures of the predictions on data.
    public Evaluation evaluate(Dataset data) {
        Measured measured = measure(data);
        return objective.report(data, measured.predictions(), measured.loss());
    }

    /// The first operation, in the predictions and losses on data, whose result is not finite; null
    /// where all are.
    public @Nullable NonFiniteException findNonFinite(Dataset data) {
        for (int from = 0; from < data.rows(); from += BATCH) {
            int to = Math.min(data.rows(), from + BATCH);
            Executable executable = executable(new Key(to - from, true));
            executable.input(FEATURES).copyFrom(data.features().rows(from, to));
            executable.input(TARGETS).copyFrom(data.targets().rows(from, to));
            NonFiniteException found = executable.findNonFinite();
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private Measured run(Array features, @Nullable Array targets, Array predictions) {
        int rows = features.shape().dim(0);
        double sum = 0;
        double weight = 0;
        for (int from = 0; from < rows; from += BATCH) {
            int to = Math.min(rows, from + BATCH);
            Executable executable = executable(new Key(to - from, targets != null));
            executable.input(FEATURES).copyFrom(features.rows(from, to));
            if (targets != null) {
                executable.input(TARGETS).copyFrom(targets.rows(from, to));
            }
            executable.run();
            predictions.rows(from, to).copyFrom(executable.output("predictions"));
            if (targets != null) {
                Array losses = executable.output("losses");
                for (int i = 0; i < to - from; i++) {
                    sum += losses.getFlat(i);
                }
                weight += weight(executable, to - from);
            }
        }
        return new Measured(predictions, weight == 0 ? sum / rows : sum / weight);
    }

    /// What a batch counts in the mean loss: its rows, unless the loss weighs them.
    private double weight(Executable executable, int rows) {
        if (!weighted) {
            return rows;
        }
        Array weights = executable.output(WEIGHTS);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += weights.getFlat(i);
        }
        return sum;
    }

    /// The executable for a number of rows; the oldest gives way where callers use ever different
    /// numbers.
    private Executable executable(Key key) {
        Executable known = executables.get(key);
        if (known != null) {
            return known;
        }
        if (executables.size() >= KEPT) {
            Key oldest = executables.keySet().iterator().next();
            Executable dropped = executables.remove(oldest);
            if (dropped != null) {
                dropped.close();
            }
        }
        Executable compiled = device.compile(graph(key), state);
        executables.put(key, compiled);
        return compiled;
    }

    /// Ends the threads.
    @Override
    public void close() {
        executables.values().forEach(Executable::close);
        executables.clear();
    }

    private Graph graph(Key key) {
        Trace trace = new Trace();
        Tensor features =
                trace.input(FEATURES, example.dtype(), Shape.of(key.rows).concat(example.shape()));
        Tensor output = Forward.inference(network, features).output();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("predictions", objective.prediction(output));
        if (key.withLoss) {
            Tensor targets = targets(trace, objective, example.dtype(), key.rows);
            outputs.put("losses", objective.perExample(output, targets));
            Optional<Tensor> weights = objective.weights(output, targets);
            weighted = weights.isPresent();
            weights.ifPresent(tensor -> outputs.put(WEIGHTS, tensor));
            return Graph.of(List.of(features, targets), outputs, Map.of());
        }
        return Graph.of(List.of(features), outputs, Map.of());
    }

    /// The input for a batch's targets: labels or rows of numbers, as the task has it.
    public static Tensor targets(Trace trace, Objective objective, DType dtype, int rows) {
        return switch (objective.task()) {
            case Task.Classification _ -> trace.input(TARGETS, DType.I32, Shape.of(rows));
            case Task.Regression(List<String> names) ->
                    trace.input(TARGETS, dtype, Shape.of(rows, names.size()));
        };
    }

    private void check(Array features) {
        Shape shape = features.shape();
        if (shape.rank() == 0 || !shape.slice(1, shape.rank()).equals(example.shape())) {
            throw new ShapeException(
                    "predict",
                    "the model takes rows of "
                            + example.shape()
                            + ", but the features are "
                            + shape,
                    List.of(features.type()),
                    Origin.UNKNOWN,
                    "pass the same features as in training, examples along the first axis");
        }
        if (features.dtype() != example.dtype()) {
            throw new DTypeException(
                    "predict",
                    "the model takes " + example.dtype() + " features",
                    List.of(features.type()),
                    Origin.UNKNOWN,
                    "cast them: features.cast(DType." + example.dtype().name() + ")");
        }
    }
}
