package org.glissade.learn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Forward;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// Scales [such weights][Initializer#isScaledByData] so that the outputs of their layers have
/// variance 1, layer after layer in the order in which they compute (Mishkin, Matas 2016, algorithm
/// 1).
///
/// @param graph from `features` to the outputs, the variances by the weights' paths
/// @param rows how many of the training data it takes
record UnitVariance(Job job, Graph graph, int rows) {
    private static final int MOST_ROWS = 512;
    private static final int MOST_TRIES = 10;
    private static final double TOLERANCE = 0.01;

    /// The scaling that a job asks for; empty if no weight does. Weights that are given stay.
    ///
    /// @param declared what the job's network declares
    static Optional<UnitVariance> of(Job job, List<Declaration> declared) {
        List<Declaration> scaled =
                declared.stream()
                        .filter(one -> one.initializer().isScaledByData())
                        .filter(one -> job.weights().filter(w -> w.gives(one.path())).isEmpty())
                        .toList();
        if (scaled.isEmpty()) {
            return Optional.empty();
        }
        int rows = Math.min(MOST_ROWS, job.batches().rows());
        Tensor features =
                new Trace()
                        .input(
                                "features",
                                job.example().dtype(),
                                Shape.of(rows).concat(job.example().shape()));
        Forward forward = Forward.inference(job.network(), features);
        Map<String, Tensor> variances = new LinkedHashMap<>();
        forward.outputs()
                .forEach((layer, output) ->
                        scaled.stream()
                                .map(Declaration::path)
                                .filter(path -> layer(path).equals(layer))
                                .forEach(path -> variances.put(path, output.variance())));
        for (Declaration one : scaled) {
            if (!variances.containsKey(one.path())) {
                throw new IllegalArgumentException(
                        "the weight "
                                + one.path()
                                + " belongs to no layer whose output could be scaled; take another initialiser than "
                                + one.initializer());
            }
        }
        return Optional.of(
                new UnitVariance(job, Graph.of(List.of(features), variances, Map.of()), rows));
    }

    /// The path of the layer that a parameter belongs to.
    private static String layer(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /// Scales the weights in a state.
    void scale(State state, Device device) {
        try (Executable executable = device.compile(graph, state)) {
            executable
                    .input("features")
                    .gatherRows(job.split().train().features(), job.batches().order(1), 0);
            for (String path : graph.outputs().keySet()) {
                Array weight = state.get(path);
                for (int i = 0; i < MOST_TRIES; i++) {
                    executable.run();
                    double variance = executable.output(path).getFlat(0);
                    // An output that does not vary cannot be made to by any factor.
                    if (!(variance > 0)
                            || variance == Double.POSITIVE_INFINITY
                            || Math.abs(variance - 1) <= TOLERANCE) {
                        break;
                    }
                    multiply(weight, 1 / Math.sqrt(variance));
                }
            }
        }
    }

    private static void multiply(Array array, double factor) {
        for (long i = 0; i < array.size(); i++) {
            array.setFlat(i, array.getFlat(i) * factor);
        }
    }
}
