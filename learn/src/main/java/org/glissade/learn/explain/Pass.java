package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.model.Model;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// One example through a model and its error back, in F64: the values of all stages, the
/// derivatives of the error towards all of them and towards all parameters.
final class Pass {
    private static final String FEATURES = "@features";
    private static final String TARGETS = "@targets";
    private static final String ERROR = "error";
    private static final String PREDICTION = "prediction";

    private final Device device;
    private final List<Spot> spots;
    private final List<String> parameters;
    private final Graph errorAlone;
    private final Map<String, Array> inputs = new LinkedHashMap<>();
    private final Map<String, Array> results;

    /// @param example a data set of one row
    Pass(Model model, Dataset example, Device device) {
        this.device = device;
        Trace trace = new Trace();
        Tensor features = input(trace, FEATURES, example.features());
        Tensor targets = input(trace, TARGETS, example.targets());
        for (String path : model.parameters().paths()) {
            inputs.put(path, wide(model.parameters().get(path)));
        }
        Forward forward = Forward.inference(model.network(), features);
        Tensor error = model.objective().mean(forward.output(), targets);
        parameters = List.copyOf(forward.weights().keySet());
        spots = new StageFinder(features, forward, error).find();
        errorAlone = Graph.of(Map.of(ERROR, error));

        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put(ERROR, error);
        outputs.put(PREDICTION, model.objective().prediction(forward.output()));
        List<Tensor> towards = new ArrayList<>();
        Map<Node, Tensor> tensors = tensors(trace);
        for (Spot spot : spots) {
            Tensor value = Objects.requireNonNull(tensors.get(spot.node()));
            towards.add(value);
            outputs.put("value " + spot.index(), value);
            if (spot.isElementwise()) {
                Node parent = spots.get(spot.parents().getFirst()).node();
                Tensor before = Objects.requireNonNull(tensors.get(parent));
                outputs.put(
                        "slope " + spot.index(),
                        Gradients.orZeros(value.sum(), List.of(before)).getFirst());
            }
        }
        towards.addAll(forward.weights().values());
        List<Tensor> derivatives = Gradients.orZeros(error, towards);
        for (int i = 0; i < derivatives.size(); i++) {
            outputs.put("derivative " + i, derivatives.get(i));
        }
        try (Executable executable = compile(Graph.of(outputs))) {
            results = executable.call(Map.of());
        }
    }

    private Tensor input(Trace trace, String name, Array array) {
        Array wide = wide(array);
        inputs.put(name, wide);
        return trace.input(name, wide.dtype(), wide.shape());
    }

    private static Array wide(Array array) {
        return array.dtype().isFloating() ? array.cast(DType.F64) : array;
    }

    /// The tensors of all nodes: building a graph again into its own trace gives what is there.
    private Map<Node, Tensor> tensors(Trace trace) {
        List<Tensor> arguments = new ArrayList<>();
        for (Node node : errorAlone.inputs()) {
            arguments.add(trace.add(node.op()));
        }
        return errorAlone.replay(trace, arguments);
    }

    private Executable compile(Graph graph) {
        Executable executable = device.compile(graph);
        for (Node node : graph.inputs()) {
            if (node.op() instanceof Input(String name, TensorType _)) {
                executable.set(name, input(name));
            }
        }
        return executable;
    }

    List<Spot> spots() {
        return spots;
    }

    /// The paths of the parameters that are trained.
    List<String> parameters() {
        return parameters;
    }

    /// The value of an input of the graph: of a parameter by its path.
    Array input(String name) {
        return Objects.requireNonNull(inputs.get(name), name);
    }

    private Array result(String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    double error() {
        return result(ERROR).getFlat(0);
    }

    Array prediction() {
        return result(PREDICTION);
    }

    Array value(Spot spot) {
        return result("value " + spot.index());
    }

    Array derivative(Spot spot) {
        return result("derivative " + spot.index());
    }

    Array slopes(Spot spot) {
        return result("slope " + spot.index());
    }

    /// The derivatives of the error towards the values of a parameter.
    Array derivative(String parameter) {
        return result("derivative " + (spots.size() + parameters.indexOf(parameter)));
    }

    /// How one stage changes with those before it.
    Segment segment(Spot spot) {
        return new Segment(spot, spots, device, this::input, this::value);
    }

    /// The derivative towards one number of a parameter by trying.
    FiniteDifference tried(String parameter, int position) {
        try (Executable executable = compile(errorAlone)) {
            return tried(executable, parameter, position);
        }
    }

    /// The derivatives towards all numbers of a parameter by trying.
    List<FiniteDifference> tried(String parameter) {
        List<FiniteDifference> all = new ArrayList<>();
        try (Executable executable = compile(errorAlone)) {
            for (int i = 0; i < input(parameter).size(); i++) {
                all.add(tried(executable, parameter, i));
            }
        }
        return all;
    }

    private FiniteDifference tried(Executable executable, String parameter, int position) {
        Array array = executable.input(parameter);
        double at = array.getFlat(position);
        DoubleUnaryOperator function =
                value -> {
                    array.setFlat(position, value);
                    executable.run();
                    return executable.output(ERROR).getFlat(0);
                };
        FiniteDifference found = FiniteDifference.of(function, at);
        array.setFlat(position, at);
        return found;
    }
}
