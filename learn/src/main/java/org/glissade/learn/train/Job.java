package org.glissade.learn.train;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Network;
import org.glissade.learn.layer.NetworkException;
import org.glissade.learn.layer.Summary;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Pretrained;
import org.glissade.learn.model.WeightMatch;
import org.glissade.runtime.Device;
import org.glissade.runtime.State;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// What is to be trained, before any memory is taken for it: the same for a training and for the
/// plan of one.
///
/// @param example element type and shape of one example
/// @param summary the layers
/// @param weights the first values that are given
record Job(
        Layer network,
        TrainSettings settings,
        Split split,
        TensorType example,
        Summary summary,
        Objective objective,
        Batches batches,
        Optional<WeightMatch> weights) {
    /// The job of training a network on data.
    ///
    /// @throws org.glissade.tensor.TensorException if they do not fit together
    static Job of(Layer network, TrainSettings settings, Split split) {
        return of(network, settings, split, Optional.empty());
    }

    /// As [#of(Layer, TrainSettings, Split)], with first values.
    ///
    /// @throws IllegalArgumentException if these do not suit the network
    static Job of(
            Layer network, TrainSettings settings, Split split, Optional<Pretrained> pretrained) {
        Dataset train = split.train();
        TensorType example = new TensorType(train.features().dtype(), train.example());
        Summary summary = Summary.of(network, example.shape());
        Shape output = summary.output();
        Objective suited = Objective.of(train, output.isScalar() ? 0 : output.dim(-1));
        Objective objective =
                settings.loss()
                        .map(loss -> new Objective(suited.task(), loss, suited.scaling()))
                        .orElse(suited);
        Batches batches =
                new Batches(
                        train.rows(),
                        Math.min(settings.batchSize(), train.rows()),
                        settings.seed());
        Optional<WeightMatch> weights =
                pretrained.map(one -> one.match(Model.declarations(network, example, objective)));
        return new Job(network, settings, split, example, summary, objective, batches, weights);
    }

    /// The state before the first step.
    ///
    /// @param start added to the seed of the first values
    State initialState(StepGraph step, int start, Device device) {
        long seed = settings.seed() + start;
        State first = step.firstValues(seed);
        weights.ifPresent(given -> given.copyTo(first));
        UnitVariance.of(this, step.declared()).ifPresent(scaling -> scaling.scale(first, device));
        return step.initialState(first, settings.optimizer(), seed);
    }

    /// The paths of the parameters, without running statistics.
    Set<String> trainable() {
        Tensor features =
                new Trace().input("features", example.dtype(), Shape.of(2).concat(example.shape()));
        return Forward.inference(network, features).weights().keySet();
    }

    /// The training step on so many rows.
    StepGraph step(int rows) {
        return StepGraph.of(network, rows, example, objective, settings);
    }

    /// The training step on a batch.
    StepGraph step() {
        return step(batches.size());
    }

    /// The training step on the smaller last batch; empty where all batches are full.
    Optional<StepGraph> lastStep() {
        return batches.last() == 0 ? Optional.empty() : Optional.of(step(batches.last()));
    }

    /// Whether weights are kept besides the latest ones.
    boolean keepsBest() {
        return settings.earlyStopping().isOn();
    }

    /// The data that are measured: validation after each epoch, all of them at the end.
    List<Dataset> measured() {
        return Stream.of(split.validation(), split.train(), split.test())
                .filter(data -> data.rows() > 0)
                .toList();
    }

    /// The network as text; in Java's words where it has layers of the user's own.
    String networkText() {
        try {
            return Network.text(network);
        } catch (NetworkException layersOfTheUser) {
            return network.toString();
        }
    }
}
