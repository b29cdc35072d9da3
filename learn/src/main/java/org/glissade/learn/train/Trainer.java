package org.glissade.learn.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.glissade.learn.augment.Augmentation;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Network;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Pretrained;
import org.glissade.learn.model.WeightMatch;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.schedule.Schedule;
import org.glissade.runtime.Device;

/// Trains networks: immutable, each method gives a changed trainer.
///
/// ```java
/// Split split = Split.of(data, 1);
/// TrainResult result = Trainer.of("dense(64) relu").seed(1).fit(split);
/// System.out.println(result.test());
/// result.model().save(Path.of("digits.glissade"));
/// ```
///
/// Unless asked otherwise: cross-entropy for classes and mean squared error for numbers, Adam with
/// a learning rate of 0.001, batches of 32, at most 200 epochs, stopped after 20 without a better
/// validation loss, and the weights with the best one kept. Equal seeds give bit-identical weights,
/// whatever the number of threads.
public final class Trainer {
    /// A network that suits small and middling tables, without its output layer.
    public static final String USUAL_NETWORK = "dense(256) relu dropout(0.2)";

    private final Function<Task, Layer> network;
    private final TrainSettings settings;
    private final Surroundings around;
    private final JsonObject preprocessing;
    private final Optional<Pretrained> weights;

    private Trainer(
            Function<Task, Layer> network,
            TrainSettings settings,
            Surroundings around,
            JsonObject preprocessing,
            Optional<Pretrained> weights) {
        this.network = network;
        this.settings = settings;
        this.around = around;
        this.preprocessing = preprocessing;
        this.weights = weights;
    }

    /// A trainer of the network that a text describes, see [Network]. The output layer may be left
    /// out: unless the text ends in `dense(k)` with the task's number of outputs (for two classes
    /// also `dense(1)`), such a layer is added.
    ///
    /// @throws org.glissade.learn.layer.NetworkException if the text cannot be read
    public static Trainer of(String network) {
        Sequential layers = Network.parse(network);
        return of(task -> Objective.complete(layers, task));
    }

    /// As [#of(String)], where layers that name no initialiser, the output layer included, have the
    /// given one.
    ///
    /// @param initializer such as `he-normal` or `orthogonal(gain=next)`, see [Network#initializer]
    /// @throws IllegalArgumentException if a text cannot be read
    public static Trainer of(String network, String initializer) {
        Sequential layers = Network.parse(network, initializer);
        Initializer last = Network.initializer(initializer);
        return of(task -> Objective.complete(layers, task, last));
    }

    /// A trainer of a network as it is, output layer included.
    public static Trainer of(Layer network) {
        return of(_ -> network);
    }

    private static Trainer of(Function<Task, Layer> network) {
        return new Trainer(
                network,
                TrainSettings.DEFAULT,
                Surroundings.NONE,
                Model.Notes.NONE.preprocessing(),
                Optional.empty());
    }

    /// With other settings throughout.
    public Trainer settings(TrainSettings changed) {
        return new Trainer(network, changed, around, preprocessing, weights);
    }

    /// The settings.
    public TrainSettings settings() {
        return settings;
    }

    /// At most this many epochs.
    public Trainer epochs(int epochs) {
        return settings(settings.withEpochs(epochs));
    }

    /// This many rows in a step; 1 for single examples, [TrainSettings#FULL_BATCH] for all.
    public Trainer batchSize(int rows) {
        return settings(settings.withBatchSize(rows));
    }

    /// From this seed.
    public Trainer seed(long seed) {
        return settings(settings.withSeed(seed));
    }

    /// By this update rule.
    public Trainer optimizer(Optimizer optimizer) {
        return settings(settings.withOptimizer(optimizer));
    }

    /// With a learning rate that changes so.
    public Trainer schedule(Schedule schedule) {
        return settings(settings.withSchedule(schedule));
    }

    /// On this loss.
    public Trainer loss(Loss loss) {
        return settings(settings.withLoss(loss));
    }

    /// With this rule of stopping.
    public Trainer earlyStopping(EarlyStopping rule) {
        return settings(settings.withEarlyStopping(rule));
    }

    /// With other rules of stopping besides.
    public Trainer stopping(Stopping rules) {
        return settings(settings.withStopping(rules));
    }

    /// With regularisation besides that of the network's layers and of the optimizer.
    public Trainer regularisation(Regularisation regularisation) {
        return settings(settings.withRegularisation(regularisation));
    }

    /// With one more change of every batch, see [Augmentation].
    public Trainer augment(Augmentation augmentation) {
        return regularisation(settings.regularisation().then(augmentation));
    }

    /// On this device instead of the fastest one.
    public Trainer on(Device chosen) {
        return with(around.on(chosen));
    }

    /// With one more listener; it is called on the training thread.
    public Trainer listen(Consumer<TrainEvent> listener) {
        return with(around.listen(listener));
    }

    /// Saving itself on the way, see [#resume].
    public Trainer checkpoints(Checkpoints where) {
        return with(around.save(where));
    }

    /// Stopping when asked to: after the step in which the answer becomes true, training saves
    /// itself, if it has [checkpoints][#checkpoints], and ends in a [TrainingInterruptedException].
    ///
    /// @param isAsked looked at after each step on the training thread, so it should be quick
    public Trainer stopWhen(BooleanSupplier isAsked) {
        return with(around.stopWhen(isAsked));
    }

    /// Keeping the weights after some of the epochs in a file, see [WeightPath]; without effect on
    /// the training, and for networks that are too large for it.
    ///
    /// @param file need not be known before the first event
    public Trainer keepPath(Supplier<Path> file) {
        return with(around.keepPath(file));
    }

    private Trainer with(Surroundings changed) {
        return new Trainer(network, settings, changed, preprocessing, weights);
    }

    /// With a description of how raw data become features, kept in the model.
    public Trainer preprocessing(JsonObject description) {
        return new Trainer(network, settings, around, description, weights);
    }

    /// From weights that were trained before, where there are some for a parameter. They are
    /// matched with the network when it is known, see [#matched].
    public Trainer weights(Pretrained first) {
        return new Trainer(network, settings, around, preprocessing, Optional.of(first));
    }

    /// What the [given weights][#weights] mean for the network on these data; empty if there are
    /// none.
    ///
    /// @throws IllegalArgumentException if they do not suit the network
    public Optional<WeightMatch> matched(Split split) {
        return weights.isEmpty() ? Optional.empty() : job(split).weights();
    }

    /// The paths of the parameters that the optimizer leaves as they are.
    ///
    /// @throws IllegalArgumentException if it names parameters that the network does not have
    public Set<String> frozen(Split split) {
        return settings.optimizer().frozenAmong(job(split).trainable());
    }

    /// Trains on the training data, chooses by the validation data, and measures at the end on the
    /// test data.
    ///
    /// @throws org.glissade.tensor.TensorException if network and data do not fit together
    /// @throws TrainingDivergedException if the loss or a parameter is no longer finite
    /// @throws TrainingInterruptedException if it was asked to stop, see [#stopWhen]
    /// @throws org.glissade.learn.file.FileAccessException if a checkpoint cannot be written; the
    ///   ones before it are whole
    public TrainResult fit(Split split) {
        try (Training training = new Training(job(split), around)) {
            return training.run(preprocessing);
        }
    }

    /// As [#fit], but goes on from the latest [checkpoint][#checkpoints] that is whole; from the
    /// start if there is none. The result has the same bits as if nothing had come between.
    ///
    /// Data, network and settings must be those that the checkpoint was written with; only the
    /// number of epochs may have grown.
    ///
    /// @throws IllegalArgumentException naming what differs
    /// @throws org.glissade.learn.file.FileFormatException if there are checkpoints, and none is
    ///   whole
    public TrainResult resume(Split split) {
        try (Training training = new Training(job(split), around)) {
            return training.resume(preprocessing);
        }
    }

    /// What [#fit] on these data would take in memory; nothing is trained.
    ///
    /// @throws org.glissade.tensor.TensorException if network and data do not fit together
    public MemoryPlan plan(Split split) {
        return new MemoryPlanner(job(split), around.device()).plan();
    }

    /// The largest batch size with which [#fit] on these data takes at most so many bytes, see
    /// [MemoryPlan#peak]; at most all training rows, empty if not even a batch of one row fits.
    /// Whatever the trainer's own batch size is does not matter.
    ///
    /// @throws org.glissade.tensor.TensorException if network and data do not fit together
    public OptionalInt largestBatch(Split split, long bytes) {
        return new MemoryPlanner(job(split), around.device()).largestBatch(bytes);
    }

    Job job(Split split) {
        return Job.of(network.apply(split.train().task()), settings, split, weights);
    }

    Surroundings around() {
        return around;
    }

    JsonObject preprocessing() {
        return preprocessing;
    }
}
