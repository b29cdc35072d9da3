package org.glissade.learn.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Predictor;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Batching;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// The mean loss of a network on given data as a function of all of its weights, without dropout.
///
/// Points of a plane, origin + a · first + b · second, are computed several at a time by one
/// executable, in which only the numbers a and b differ from point to point: see [Batching]. For
/// one thread at a time.
public final class LossFunction implements AutoCloseable {
    private static final int ROWS = 256;
    private static final int MEMBERS = 8;
    private static final String ACROSS = "@across";
    private static final String UP = "@up";
    private static final String ORIGIN = "@origin/";
    private static final String FIRST = "@first/";
    private static final String SECOND = "@second/";

    private final Layer network;
    private final TensorType example;
    private final Objective objective;
    private final Dataset data;
    private final Device device;
    private final WeightSpace space;
    private final State state = new State();
    private final Map<Integer, Executable> executables = new HashMap<>();

    private LossFunction(
            Layer network,
            TensorType example,
            Objective objective,
            Dataset data,
            Device device,
            WeightSpace space) {
        this.network = network;
        this.example = example;
        this.objective = objective;
        this.data = data;
        this.device = device;
        this.space = space;
    }

    /// The loss of a model's network on data, computed in the given precision.
    ///
    /// @param data at least one row, of the model's task and shape
    /// @param dtype F32 or F64
    /// @throws IllegalArgumentException if the data do not suit the model
    public static LossFunction of(Model model, Dataset data, DType dtype, Device device) {
        if (data.rows() == 0
                || !data.task().equals(model.task())
                || !data.example().equals(model.example().shape())) {
            throw new IllegalArgumentException(
                    "the data are "
                            + data
                            + ", the model takes "
                            + model.example()
                            + " for "
                            + model.task());
        }
        TensorType wanted = new TensorType(dtype, model.example().shape());
        Forward forward =
                Forward.inference(
                        model.network(),
                        new Trace().input("features", dtype, Shape.of(2).concat(wanted.shape())));
        LossFunction function =
                new LossFunction(
                        model.network(),
                        wanted,
                        model.objective(),
                        cast(data, dtype),
                        device,
                        WeightSpace.of(forward.parameters()));
        for (Declaration statistic : forward.states()) {
            function.state.put(
                    statistic.path(), model.parameters().get(statistic.path()).cast(dtype));
        }
        for (WeightSpace.Part part : function.space.parts()) {
            for (String kind : List.of(ORIGIN, FIRST, SECOND)) {
                function.state.put(kind + part.path(), Array.zeros(dtype, part.shape()));
            }
        }
        return function;
    }

    private static Dataset cast(Dataset data, DType dtype) {
        return new Dataset(
                data.features().cast(dtype),
                switch (data.task()) {
                    case Task.Classification _ -> data.targets();
                    case Task.Regression _ -> data.targets().cast(dtype);
                },
                data.task(),
                data.featureNames());
    }

    /// What its arguments are.
    public WeightSpace space() {
        return space;
    }

    /// The loss at one place.
    public double at(double[] weights) {
        double[] nowhere = new double[space.size()];
        return onPlane(weights, nowhere, nowhere, new double[1], new double[1])[0];
    }

    /// The losses at origin + across[i] · first + up[i] · second.
    ///
    /// @throws IllegalArgumentException if the lengths of the last two differ, or vectors do not
    ///   have the size of the [space][#space]
    public double[] onPlane(
            double[] origin, double[] first, double[] second, double[] across, double[] up) {
        if (across.length != up.length) {
            throw new IllegalArgumentException(
                    across.length + " numbers for one direction, " + up.length + " for the other");
        }
        set(ORIGIN, origin);
        set(FIRST, first);
        set(SECOND, second);
        double[] sums = new double[across.length];
        double[] weights = new double[across.length];
        for (int from = 0; from < data.rows(); from += ROWS) {
            int to = Math.min(data.rows(), from + ROWS);
            Executable executable = executables.computeIfAbsent(to - from, this::compile);
            executable.input("features").copyFrom(data.features().rows(from, to));
            executable.input("targets").copyFrom(data.targets().rows(from, to));
            for (int point = 0; point < across.length; point += MEMBERS) {
                for (int member = 0; member < MEMBERS; member++) {
                    // The last points are computed again where there are no more.
                    int of = Math.min(point + member, across.length - 1);
                    executable.input(ACROSS).setFlat(member, across[of]);
                    executable.input(UP).setFlat(member, up[of]);
                }
                executable.run();
                int points = Math.min(MEMBERS, across.length - point);
                add(executable.output("losses"), sums, point, points);
                add(executable.output("weights"), weights, point, points);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= weights[i];
        }
        return sums;
    }

    private void set(String kind, double[] vector) {
        space.values(vector).forEach((path, values) -> state.get(kind + path).setFlat(0, values));
    }

    /// Adds the sums over rows; an output that does not depend on the weights is the same for all.
    private static void add(Array output, double[] sums, int from, int points) {
        boolean isShared = output.shape().rank() == 1;
        int rows = output.shape().dim(isShared ? 0 : 1);
        for (int point = 0; point < points; point++) {
            long first = isShared ? 0 : (long) point * rows;
            for (int row = 0; row < rows; row++) {
                sums[from + point] += output.getFlat(first + row);
            }
        }
    }

    private Executable compile(int rows) {
        Trace plain = new Trace();
        Tensor features =
                plain.input("features", example.dtype(), Shape.of(rows).concat(example.shape()));
        Tensor targets = Predictor.targets(plain, objective, example.dtype(), rows);
        Tensor output = Forward.inference(network, features).output();
        Optional<Tensor> counted = objective.weights(output, targets);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("losses", objective.perExample(output, targets));
        outputs.put(
                "weights", counted.orElseGet(() -> plain.full(example.dtype(), Shape.of(rows), 1)));
        return device.compile(
                Batching.of(
                        moved(Graph.of(List.of(features, targets), outputs, Map.of())),
                        MEMBERS,
                        Set.of(ACROSS, UP)),
                state);
    }

    /// The graph with origin + across · first + up · second in the place of each weight.
    private Graph moved(Graph plain) {
        Trace trace = new Trace();
        Tensor across = trace.input(ACROSS, example.dtype(), Shape.scalar());
        Tensor up = trace.input(UP, example.dtype(), Shape.scalar());
        Set<String> weights =
                Set.copyOf(space.parts().stream().map(WeightSpace.Part::path).toList());
        List<Tensor> inputs = new ArrayList<>(List.of(across, up));
        List<Tensor> arguments = new ArrayList<>();
        for (Node node : plain.inputs()) {
            if (node.op() instanceof Input(String name, TensorType type)) {
                if (weights.contains(name)) {
                    Tensor origin = trace.input(ORIGIN + name, type.dtype(), type.shape());
                    Tensor first = trace.input(FIRST + name, type.dtype(), type.shape());
                    Tensor second = trace.input(SECOND + name, type.dtype(), type.shape());
                    arguments.add(origin.plus(first.times(across)).plus(second.times(up)));
                } else {
                    Tensor input = trace.input(name, type.dtype(), type.shape());
                    inputs.add(input);
                    arguments.add(input);
                }
            }
        }
        Map<Node, Tensor> built = plain.replay(trace, arguments);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        plain.outputs()
                .forEach(
                        (name, node) -> outputs.put(name, Objects.requireNonNull(built.get(node))));
        return Graph.of(inputs, outputs, Map.of());
    }

    /// So many rows of the data at most, evenly spread over all of them.
    public static Dataset sampled(Dataset data, int most) {
        if (data.rows() <= most) {
            return data;
        }
        int[] rows = new int[most];
        Arrays.setAll(rows, i -> (int) ((long) i * data.rows() / most));
        return data.select(rows);
    }

    /// Ends the threads of the executables.
    @Override
    public void close() {
        executables.values().forEach(Executable::close);
        executables.clear();
    }
}
