package org.glissade.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Nonlinearity;
import org.glissade.learn.layer.Residual;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.model.Model;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// What each layer of a model gives for some examples.
///
/// @param features of the examples
/// @param outputs by the layers' paths; the whole network has the empty path
record LayerOutputs(Array features, Map<String, Array> outputs) {
    /// A layer that is an activation function.
    ///
    /// @param path of the layer
    /// @param inputPath the layer that it takes its input from; empty where that is the features
    record Use(String path, Nonlinearity function, Optional<String> inputPath) {}

    static LayerOutputs of(Model model, Array features, Device device) {
        Trace trace = new Trace();
        Tensor x = trace.input("features", model.example().dtype(), features.shape());
        Forward forward = Forward.inference(model.network(), x);
        Map<String, Tensor> wanted = new LinkedHashMap<>();
        // Names of outputs are free; a prefix keeps them apart from the weights'.
        forward.outputs().forEach((path, tensor) -> wanted.put("@output/" + path, tensor));
        State state = new State();
        model.parameters().copyTo(state);
        try (Executable executable =
                device.compile(Graph.of(List.of(x), wanted, Map.of()), state)) {
            executable.input("features").copyFrom(features);
            executable.run();
            Map<String, Array> outputs = new LinkedHashMap<>();
            forward.outputs()
                    .keySet()
                    .forEach(
                            path -> outputs.put(path, executable.output("@output/" + path).copy()));
            return new LayerOutputs(features, outputs);
        }
    }

    /// The values that an activation function was applied to.
    double[] inputsOf(Use use) {
        Array array = use.inputPath.isEmpty() ? features : outputs.get(use.inputPath.get());
        if (array == null) {
            throw new IllegalArgumentException("there is no layer " + use.inputPath);
        }
        return array.toDoubles();
    }

    /// The activation functions of a network in their order; none inside layers of other kinds than
    /// those of the library.
    static List<Use> activations(Layer network) {
        List<Use> found = new ArrayList<>();
        walk(network, "", Optional.empty(), found);
        return found;
    }

    private static void walk(
            Layer layer, String path, Optional<String> inputPath, List<Use> found) {
        switch (layer) {
            case Nonlinearity function -> found.add(new Use(path, function, inputPath));
            case Residual(Layer inner) -> walk(inner, path, inputPath, found);
            case Sequential(List<Layer> layers) -> {
                Optional<String> before = inputPath;
                for (int i = 0; i < layers.size(); i++) {
                    String name = i + "." + layers.get(i).label();
                    String child = path.isEmpty() ? name : path + "/" + name;
                    walk(layers.get(i), child, before, found);
                    before = Optional.of(child);
                }
            }
            default -> {}
        }
    }
}
