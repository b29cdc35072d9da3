package org.glissade.learn.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Summary;
import org.glissade.learn.metric.Evaluation;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.State;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// A trained network and all that is needed to use it. Immutable; predictions from several threads
/// take turns.
public final class Model {
    private final Layer network;
    private final TensorType example;
    private final Objective objective;
    private final Parameters parameters;
    private final Notes notes;
    private @Nullable Predictor predictor;

    /// What a model file says besides network and parameters; Glissade stores it and gives it back.
    ///
    /// @param preprocessing how raw data become features, for whoever prepared them
    /// @param settings how it was trained
    /// @param provenance version, seed, fingerprint of the data, measures
    public record Notes(JsonObject preprocessing, JsonObject settings, JsonObject provenance) {
        /// Nothing noted.
        public static final Notes NONE =
                new Notes(
                        new JsonObject(Map.of()),
                        new JsonObject(Map.of()),
                        new JsonObject(Map.of()));
    }

    /// A model of its parts.
    ///
    /// @param example element type and shape of one example
    /// @throws IllegalArgumentException if the parameters are not those that the network declares,
    ///   or not all finite
    public Model(
            Layer network,
            TensorType example,
            Objective objective,
            Parameters parameters,
            Notes notes) {
        this.network = network;
        this.example = example;
        this.objective = objective;
        this.parameters = parameters;
        this.notes = notes;
        check(declarations(network, example, objective), parameters);
    }

    /// Everything that a network declares, running statistics after parameters.
    ///
    /// @throws org.glissade.tensor.TensorException if the layers do not fit together or the output
    ///   not the task
    public static List<Declaration> declarations(
            Layer network, TensorType example, Objective objective) {
        Tensor features =
                new Trace().input("features", example.dtype(), Shape.of(2).concat(example.shape()));
        Forward forward = Forward.inference(network, features);
        objective.prediction(forward.output());
        return Stream.concat(forward.parameters().stream(), forward.states().stream()).toList();
    }

    private static void check(List<Declaration> declared, Parameters parameters) {
        for (Declaration one : declared) {
            Array array = parameters.arrays().get(one.path());
            if (array == null) {
                throw new IllegalArgumentException(
                        "the network has a parameter "
                                + one.path()
                                + " "
                                + one.type()
                                + ", but no values are given for it; given are "
                                + parameters.paths());
            }
            if (!array.type().equals(one.type())) {
                throw new IllegalArgumentException(
                        "the network's parameter "
                                + one.path()
                                + " is "
                                + one.type()
                                + ", but the values are "
                                + array.type());
            }
            for (long i = 0; i < array.size(); i++) {
                if (!Double.isFinite(array.getFlat(i))) {
                    throw new IllegalArgumentException(
                            "value "
                                    + i
                                    + " of parameter "
                                    + one.path()
                                    + " is "
                                    + array.getFlat(i)
                                    + "; a model's parameters are finite");
                }
            }
        }
        if (declared.size() != parameters.paths().size()) {
            List<String> known = declared.stream().map(Declaration::path).toList();
            throw new IllegalArgumentException(
                    "values are given for "
                            + parameters.paths().stream()
                                    .filter(path -> !known.contains(path))
                                    .toList()
                            + ", which the network does not have; it has "
                            + known);
        }
    }

    /// The network.
    public Layer network() {
        return network;
    }

    /// Element type and shape of one example.
    public TensorType example() {
        return example;
    }

    /// What the outputs mean.
    public Objective objective() {
        return objective;
    }

    /// What the model predicts.
    public Task task() {
        return objective.task();
    }

    /// The trained values.
    public Parameters parameters() {
        return parameters;
    }

    /// What is noted about it.
    public Notes notes() {
        return notes;
    }

    /// The table of layers.
    public Summary summary() {
        return Summary.of(network, example.shape());
    }

    /// The same model with other notes.
    public Model with(Notes others) {
        return new Model(network, example, objective, parameters, others);
    }

    /// A predictor on a device with a copy of the parameters.
    public Predictor on(Device device) {
        State state = new State();
        parameters.copyTo(state);
        return new Predictor(network, example, objective, device, state);
    }

    /// Probabilities of the classes, or numbers in the targets' unit: `[rows, classes or targets]`.
    ///
    /// @throws org.glissade.tensor.TensorException if the features are not of the model's type and
    ///   shape
    public synchronized Array predict(Array features) {
        return predictor().predict(features);
    }

    /// How good the predictions on data are.
    ///
    /// @throws IllegalArgumentException if the data are for another task
    public synchronized Evaluation evaluate(Dataset data) {
        return predictor().evaluate(data);
    }

    private Predictor predictor() {
        if (predictor == null) {
            predictor = on(Device.best());
        }
        return Objects.requireNonNull(predictor);
    }

    /// Writes the model as one file, whole or not at all.
    ///
    /// @throws org.glissade.learn.file.FileAccessException if that is not possible
    /// @throws org.glissade.learn.layer.NetworkException if the network has layers without a text
    ///   form and so could not be read back
    public void save(Path path) {
        ModelFile.save(this, path);
    }

    /// Reads a model.
    ///
    /// @throws org.glissade.learn.file.FileFormatException if the file is not a whole and
    ///   consistent model
    /// @throws org.glissade.learn.file.FileAccessException if it cannot be read
    public static Model load(Path path) {
        return ModelFile.load(path);
    }
}
