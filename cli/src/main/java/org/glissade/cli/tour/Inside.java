package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Predictor;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// A network seen from inside while it looks at some data: one pass forward and one backward.
///
/// @param error the mean over the examples
/// @param outputs what each layer gives, by its path, example by example
/// @param deltas the derivatives of each single example's error towards these outputs, which for a
///   dense layer are weighted sums
/// @param derivatives of the mean error towards the parameters, by their paths
record Inside(
        double error,
        Map<String, double[]> outputs,
        Map<String, double[]> deltas,
        Map<String, double[]> derivatives) {
    private static final String OUTPUT = "output of ";
    private static final String DELTA = "delta of ";
    private static final String DERIVATIVE = "derivative of ";

    static Inside of(Model model, Dataset data) {
        int rows = data.rows();
        Trace trace = new Trace();
        Tensor features =
                trace.input(
                        "features",
                        model.example().dtype(),
                        Shape.of(rows).concat(model.example().shape()));
        Tensor targets = Predictor.targets(trace, model.objective(), model.example().dtype(), rows);
        Forward forward = Forward.inference(model.network(), features);
        Tensor error = model.objective().mean(forward.output(), targets);

        Map<String, Tensor> layers = new LinkedHashMap<>(forward.outputs());
        if (layers.size() > 1) {
            // The whole network gives what its last layer gives.
            layers.remove("");
        }
        List<Tensor> towards = new ArrayList<>(layers.values());
        towards.addAll(forward.weights().values());
        List<Tensor> gradients = Gradients.of(error, towards);
        Map<String, Tensor> wanted = new LinkedHashMap<>();
        wanted.put("error", error);
        int next = 0;
        for (Map.Entry<String, Tensor> layer : layers.entrySet()) {
            wanted.put(OUTPUT + layer.getKey(), layer.getValue());
            wanted.put(DELTA + layer.getKey(), gradients.get(next++).times(rows));
        }
        for (String path : forward.weights().keySet()) {
            wanted.put(DERIVATIVE + path, gradients.get(next++));
        }

        State state = new State();
        model.parameters().copyTo(state);
        Graph graph = Graph.of(List.of(features, targets), wanted, Map.of());
        try (Executable executable = Device.best().compile(graph, state)) {
            Map<String, Array> found =
                    executable.call(Map.of("features", data.features(), "targets", data.targets()));
            return new Inside(
                    found.getOrDefault("error", Array.scalar(Double.NaN)).getFlat(0),
                    named(OUTPUT, found),
                    named(DELTA, found),
                    named(DERIVATIVE, found));
        }
    }

    private static Map<String, double[]> named(String kind, Map<String, Array> found) {
        Map<String, double[]> values = new LinkedHashMap<>();
        found.forEach((name, array) -> {
            if (name.startsWith(kind)) {
                values.put(name.substring(kind.length()), array.toDoubles());
            }
        });
        return values;
    }

    /// What a layer gives.
    double[] output(String layer) {
        return of(outputs, layer);
    }

    /// The deltas of a layer.
    double[] delta(String layer) {
        return of(deltas, layer);
    }

    /// The derivatives towards a parameter.
    double[] derivative(String path) {
        return of(derivatives, path);
    }

    private static double[] of(Map<String, double[]> values, String path) {
        double[] found = values.get(path);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no " + path + "; there are " + values.keySet());
        }
        return found;
    }
}
