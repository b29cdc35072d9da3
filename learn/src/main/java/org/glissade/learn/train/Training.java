package org.glissade.learn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.Predictor;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.NonFiniteException;
import org.glissade.runtime.State;
import org.jspecify.annotations.Nullable;

/// One training, from the first values to the measured result.
final class Training implements AutoCloseable {
    private static final int STEPS_REPORTED = 20;

    private final Job job;
    private final TrainSettings settings;
    private final List<Consumer<TrainEvent>> listeners;
    private final Split split;
    private final Objective objective;
    private final StepGraph step;
    private final State state;
    private final Batches batches;
    private final int[] order;
    private final Executable full;
    private final @Nullable Executable last;
    private final Predictor predictor;

    /// The state before the current epoch, to find the step that left the finite numbers.
    private final State before;

    private final long start = System.nanoTime();
    private double lossSum;
    private long right;

    Training(Job job, Device device, List<Consumer<TrainEvent>> listeners) {
        this.job = job;
        this.settings = job.settings();
        this.listeners = listeners;
        this.split = job.split();
        objective = job.objective();
        batches = job.batches();
        order = new int[batches.rows()];
        step = job.step();
        state = step.initialState(settings.optimizer(), settings.seed());
        before = state.copy();
        full = device.compile(step.graph(), state);
        last = job.lastStep().map(rest -> device.compile(rest.graph(), state)).orElse(null);
        predictor = new Predictor(job.network(), job.example(), objective, device, state);
        predictor.reserve(job.measured().stream().mapToInt(Dataset::rows).max().orElse(0));
    }

    TrainResult run(JsonObject preprocessing) {
        announceStart();
        State best = job.keepsBest() ? weights().copy() : state;
        double bestLoss = Double.POSITIVE_INFINITY;
        int keptEpoch = 0;
        int epoch = 0;
        TrainEvent.Reason reason = TrainEvent.Reason.ALL_EPOCHS;
        while (epoch < settings.epochs()) {
            epoch++;
            double watched = epoch(epoch);
            if (watched < bestLoss - settings.earlyStopping().minimumImprovement()) {
                bestLoss = watched;
                keptEpoch = epoch;
                if (best != state) {
                    best.copyFrom(weights());
                }
                tell(new TrainEvent.NewBest(epoch, watched));
            } else if (settings.earlyStopping().isOn()
                    && epoch - keptEpoch >= settings.earlyStopping().patience()) {
                reason = TrainEvent.Reason.NO_IMPROVEMENT;
                break;
            }
        }
        if (best == state || keptEpoch == 0) {
            keptEpoch = epoch;
        } else {
            weights().copyFrom(best);
        }
        tell(new TrainEvent.Stopped(reason, epoch, keptEpoch));
        return finish(preprocessing, epoch, keptEpoch);
    }

    /// The part of the state that a model consists of; its arrays are shared, not copied.
    private State weights() {
        State weights = new State();
        step.declared().forEach(one -> weights.put(one.path(), state.get(one.path())));
        return weights;
    }

    private void announceStart() {
        tell(
                new TrainEvent.Started(
                        job.networkText(),
                        job.summary(),
                        settings,
                        objective.loss().toString(),
                        split.train().rows(),
                        split.validation().rows(),
                        split.test().rows(),
                        batches.count()));
    }

    /// Goes through the training rows once.
    ///
    /// @return the loss that decides which weights are best
    private double epoch(int epoch) {
        long began = System.nanoTime();
        before.copyFrom(state);
        batches.order(epoch, order);
        lossSum = 0;
        right = 0;
        int steps = batches.count();
        for (int number = 1; number <= steps; number++) {
            double loss = step(number);
            if (!Double.isFinite(loss)) {
                throw diverged(epoch);
            }
            if (!listeners.isEmpty() && isReported(number, steps)) {
                tell(new TrainEvent.StepFinished(epoch, number, steps, loss));
            }
        }
        long trained = System.nanoTime();
        int rows = batches.rows();
        double trainLoss = lossSum / rows;
        Map<String, Double> train = new LinkedHashMap<>();
        if (objective.task() instanceof Task.Classification) {
            train.put("accuracy", right / (double) rows);
        }
        Optional<Double> validationLoss = Optional.empty();
        Map<String, Double> validation = Map.of();
        if (split.validation().rows() > 0) {
            Predictor.Measured measured = predictor.measure(split.validation());
            if (!Double.isFinite(measured.loss())) {
                throw diverged(epoch);
            }
            validationLoss = Optional.of(measured.loss());
            validation = objective.measures(split.validation(), measured.predictions());
        }
        double seconds = seconds();
        tell(
                new TrainEvent.EpochFinished(
                        epoch,
                        settings.epochs(),
                        trainLoss,
                        train,
                        validationLoss,
                        validation,
                        new TrainEvent.Clock(
                                seconds,
                                rows / ((trained - began) * 1e-9),
                                seconds / epoch * (settings.epochs() - epoch))));
        return validationLoss.orElse(trainLoss);
    }

    /// One step of an epoch whose order is set; the sums of the epoch grow by it.
    private double step(int number) {
        boolean isLast = number > batches.full();
        Executable executable = isLast && last != null ? last : full;
        int rows = isLast ? batches.last() : batches.size();
        int from = (number - 1) * batches.size();
        executable.input("features").gatherRows(split.train().features(), order, from);
        executable.input("targets").gatherRows(split.train().targets(), order, from);
        executable.run();
        double loss = executable.output("loss").getFlat(0);
        lossSum += loss * rows;
        if (objective.task() instanceof Task.Classification) {
            right += executable.output("right").getLong(0);
        }
        return loss;
    }

    private static boolean isReported(int number, int steps) {
        int every = Math.max(1, steps / STEPS_REPORTED);
        return number % every == 0 || number == steps;
    }

    /// Repeats the epoch step by step, bit for bit, until the loss or a value of the state is not
    /// finite, and then that very step operation by operation.
    private TrainingDivergedException diverged(int epoch) {
        tell(new TrainEvent.Stopped(TrainEvent.Reason.DIVERGED, epoch, epoch));
        state.copyFrom(before);
        State previous = state.copy();
        int steps = batches.count();
        for (int number = 1; number <= steps; number++) {
            previous.copyFrom(state);
            double loss = step(number);
            if (!Double.isFinite(loss) || !isFinite(state)) {
                state.copyFrom(previous);
                Executable guilty = number > batches.full() && last != null ? last : full;
                NonFiniteException found = guilty.findNonFinite();
                return new TrainingDivergedException(epoch, number, loss, found);
            }
        }
        // Training stayed finite, so it was the validation after it that did not.
        return new TrainingDivergedException(
                epoch, steps, Double.NaN, predictor.findNonFinite(split.validation()));
    }

    private static boolean isFinite(State state) {
        for (String name : state.names()) {
            Array array = state.get(name);
            if (array.dtype().isFloating()) {
                for (long i = 0; i < array.size(); i++) {
                    if (!Double.isFinite(array.getFlat(i))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private TrainResult finish(JsonObject preprocessing, int epochs, int keptEpoch) {
        Evaluation train = predictor.evaluate(split.train());
        Optional<Evaluation> validation = evaluate(split.validation());
        Optional<Evaluation> test = evaluate(split.test());
        double seconds = seconds();
        tell(
                new TrainEvent.Finished(
                        train,
                        validation,
                        test,
                        new TrainEvent.Clock(
                                seconds, (double) split.train().rows() * epochs / seconds, 0)));
        Model model =
                new Model(
                        job.network(),
                        job.example(),
                        objective,
                        Parameters.of(step.declared(), state),
                        new Model.Notes(
                                preprocessing,
                                settings.toJson(),
                                Provenance.of(
                                        settings,
                                        split,
                                        epochs,
                                        keptEpoch,
                                        train,
                                        validation,
                                        test)));
        return new TrainResult(model, epochs, keptEpoch, train, validation, test, seconds);
    }

    private Optional<Evaluation> evaluate(Dataset data) {
        return data.rows() == 0 ? Optional.empty() : Optional.of(predictor.evaluate(data));
    }

    private double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    private void tell(TrainEvent event) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).accept(event);
        }
    }

    /// Ends the threads of the executables.
    @Override
    public void close() {
        full.close();
        if (last != null) {
            last.close();
        }
        predictor.close();
    }
}
