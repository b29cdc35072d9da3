package org.glissade.learn.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.Predictor;
import org.glissade.learn.surface.WeightPath;
import org.glissade.runtime.Device;
import org.glissade.runtime.State;
import org.jspecify.annotations.Nullable;

/// One training, from the first values or a checkpoint to the measured result.
final class Training implements AutoCloseable {
    private static final int STEPS_REPORTED = 20;

    private final Job job;
    private final TrainSettings settings;
    private final Surroundings around;
    private final Split split;
    private final Objective objective;
    private final StepGraph step;
    private final State state;
    private final Steps steps;
    private final Predictor predictor;
    private final @Nullable Saving saving;

    /// Null where nothing depends on the clock.
    private final @Nullable Watch watch;

    private @Nullable JobMark mark;

    /// The weights with the best loss so far; the state itself where the last ones are kept.
    private final State best;

    /// The state at the start of the current epoch, or where it was resumed, to find the step that
    /// left the finite numbers.
    private final State before;

    private final long start = System.nanoTime();
    private long deadline;
    private double carried;
    private Course course = new Course();
    private @Nullable WeightPath path;

    Training(Job job, Surroundings around) {
        this.job = job;
        this.settings = job.settings();
        this.around = around;
        this.split = job.split();
        objective = job.objective();
        step = job.step();
        state = job.initialState(step, 0, around.device());
        before = state.copy();
        Device device = around.device();
        steps = new Steps(job, step, device, state);
        predictor = new Predictor(job.network(), job.example(), objective, device, weights());
        predictor.reserve(job.measured().stream().mapToInt(Dataset::rows).max().orElse(0));
        best = job.keepsBest() ? weights().copy() : state;
        deadline = start + settings.stopping().time().map(Duration::toNanos).orElse(0L);
        watch =
                around.checkpoints().isPresent() || settings.stopping().time().isPresent()
                        ? new Watch(
                                around.checkpoints()
                                        .filter(where -> where.interval().isZero())
                                        .isPresent())
                        : null;
        saving = around.checkpoints().map(where -> new Saving(where, this::mark)).orElse(null);
    }

    /// Goes on from the latest checkpoint; from the start if there is none.
    ///
    /// @throws IllegalArgumentException if that is of other data, another network, other settings
    TrainResult resume(JsonObject preprocessing) {
        if (saving == null) {
            throw new IllegalStateException(
                    "there are no checkpoints to resume from; say where with Trainer.checkpoints");
        }
        CheckpointFolder.Found found = saving.latest();
        if (found.checkpoint().isEmpty()) {
            return run(preprocessing);
        }
        Checkpoint checkpoint = found.checkpoint().get();
        checkpoint.mark().check(mark());
        checkpoint.copyTo(state);
        course = checkpoint.course();
        if (course.epochs > 0) {
            steps.rate().restore(course.rate);
        }
        carried = course.seconds;
        deadline -= (long) (carried * 1e9);
        if (best != state && course.keptEpoch > 0) {
            checkpoint.copyBestTo(best);
        }
        tell(
                new TrainEvent.Resumed(
                        started(),
                        course.epochs + 1,
                        course.step,
                        course.events,
                        found.warnings(mark())));
        openPath(false);
        return train(preprocessing);
    }

    TrainResult run(JsonObject preprocessing) {
        tell(started());
        openPath(true);
        return train(preprocessing);
    }

    /// Opens the file for the way of the weights, if there is to be one.
    private void openPath(boolean isNew) {
        if (around.weightPath().isEmpty()) {
            return;
        }
        Set<String> trained = job.trainable();
        List<Declaration> declared =
                step.declared().stream().filter(one -> trained.contains(one.path())).toList();
        if (WeightPath.suits(declared)) {
            Path file = around.weightPath().get().get();
            path =
                    isNew
                            ? WeightPath.create(file, declared)
                            : WeightPath.goOn(file, declared, course.epochs);
            if (course.step == 0) {
                path.add(course.epochs, weights());
            }
        }
    }

    private TrainResult train(JsonObject preprocessing) {
        Optional<TrainEvent.Reason> end = course.end(settings);
        while (end.isEmpty()) {
            end = epoch();
        }
        save();
        if (best == state || course.keptEpoch == 0) {
            course.keptEpoch = course.epochs;
        } else {
            weights().copyFrom(best);
        }
        tell(new TrainEvent.Stopped(end.get(), course.epochs, course.keptEpoch));
        return finish(preprocessing);
    }

    /// The part of the state that a model consists of; its arrays are shared, not copied.
    private State weights() {
        return step.evaluated(state);
    }

    private TrainEvent.Started started() {
        return new TrainEvent.Started(
                job.networkText(),
                job.summary(),
                settings,
                objective.loss().toString(),
                split.train().rows(),
                split.validation().rows(),
                split.test().rows(),
                steps.count());
    }

    /// Goes through the training rows once, or through the rest of them.
    ///
    /// @return why training ends within or after the epoch; empty if it does not
    private Optional<TrainEvent.Reason> epoch() {
        int epoch = course.epochs + 1;
        int done = course.step;
        int count = steps.count();
        long began = System.nanoTime();
        before.copyFrom(state);
        steps.startEpoch(epoch);
        for (int number = done + 1; number <= count; number++) {
            double loss = steps.run(number, course);
            if (!Double.isFinite(loss)) {
                throw diverged(epoch, done);
            }
            if (!around.listeners().isEmpty() && isReported(number, count)) {
                tell(new TrainEvent.StepFinished(epoch, number, count, loss));
            }
            if (isAskedToStop()) {
                throw interrupted(epoch, number);
            }
            if (watch != null && watch.isTime()) {
                if (settings.stopping().time().isPresent() && System.nanoTime() - deadline >= 0) {
                    return Optional.of(TrainEvent.Reason.TIME_OVER);
                }
                if (saving != null && saving.isDue(false)) {
                    save();
                }
            }
        }
        long trained = System.nanoTime();
        int rows = job.batches().rows();
        double pace = (rows - done * job.batches().size()) / ((trained - began) * 1e-9);
        endEpoch(epoch, done, pace);
        if (saving != null && saving.isDue(true)) {
            save();
        }
        return course.end(settings);
    }

    /// Measures what the epoch has led to.
    private void endEpoch(int epoch, int done, double pace) {
        int rows = job.batches().rows();
        double trainLoss = course.lossSum / rows;
        Map<String, Double> train = new LinkedHashMap<>();
        if (objective.task() instanceof Task.Classification) {
            train.put("accuracy", course.right / (double) rows);
        }
        Optional<Double> validationLoss = Optional.empty();
        Map<String, Double> validation = Map.of();
        if (split.validation().rows() > 0) {
            Predictor.Measured measured = predictor.measure(split.validation());
            if (!Double.isFinite(measured.loss())) {
                throw diverged(epoch, done);
            }
            validationLoss = Optional.of(measured.loss());
            validation = objective.measures(split.validation(), measured.predictions());
        }
        course.endEpoch(steps.count());
        if (path != null) {
            path.add(epoch, weights());
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
                                seconds, pace, seconds / epoch * (settings.epochs() - epoch))));
        double watched = validationLoss.orElse(trainLoss);
        steps.rate().observe(watched);
        course.rate = steps.rate().toJson();
        if (watched < course.bestLoss - settings.earlyStopping().minimumImprovement()) {
            course.bestLoss = watched;
            course.keptEpoch = epoch;
            if (best != state) {
                best.copyFrom(weights());
            }
            tell(new TrainEvent.NewBest(epoch, watched));
        }
    }

    private static boolean isReported(int number, int steps) {
        int every = Math.max(1, steps / STEPS_REPORTED);
        return number % every == 0 || number == steps;
    }

    private boolean isAskedToStop() {
        return around.isAskedToStop().isPresent() && around.isAskedToStop().get().getAsBoolean();
    }

    private TrainingInterruptedException interrupted(int epoch, int number) {
        save();
        tell(new TrainEvent.Stopped(TrainEvent.Reason.INTERRUPTED, epoch, course.keptEpoch));
        return new TrainingInterruptedException(
                epoch, number, saving == null ? null : saving.file());
    }

    /// @param done how many steps of the epoch the state had behind it when the epoch was begun
    ///   here
    private TrainingDivergedException diverged(int epoch, int done) {
        tell(new TrainEvent.Stopped(TrainEvent.Reason.DIVERGED, epoch, epoch));
        TrainingDivergedException found = steps.findDivergence(before, done);
        // If training stayed finite, it was the validation after it that did not.
        return found != null
                ? found
                : new TrainingDivergedException(
                        epoch,
                        steps.count(),
                        Double.NaN,
                        predictor.findNonFinite(split.validation()));
    }

    /// Writes a checkpoint, unless there is nothing good in it: weights that have left the finite
    /// numbers will end the training within a step.
    private void save() {
        if (saving != null && Steps.isFinite(weights())) {
            course.seconds = seconds();
            State kept = best == state || course.keptEpoch == 0 ? new State() : best;
            tell(saving.save(course, state, kept, steps.count()));
        }
    }

    private JobMark mark() {
        JobMark known = mark;
        if (known == null) {
            known = JobMark.of(job);
            mark = known;
        }
        return known;
    }

    private TrainResult finish(JsonObject preprocessing) {
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
                                seconds,
                                (double) split.train().rows() * course.epochs / seconds,
                                0)));
        Model.Notes notes =
                new Model.Notes(
                        preprocessing,
                        settings.toJson(),
                        Provenance.of(
                                settings,
                                split,
                                course.epochs,
                                course.keptEpoch,
                                train,
                                validation,
                                test));
        Model model =
                new Model(
                        job.network(),
                        job.example(),
                        objective,
                        Parameters.of(step.declared(), weights()),
                        notes);
        return new TrainResult(
                model, course.epochs, course.keptEpoch, train, validation, test, seconds);
    }

    private Optional<Evaluation> evaluate(Dataset data) {
        return data.rows() == 0 ? Optional.empty() : Optional.of(predictor.evaluate(data));
    }

    private double seconds() {
        return carried + (System.nanoTime() - start) * 1e-9;
    }

    private void tell(TrainEvent event) {
        if (!(event instanceof TrainEvent.Saved || event instanceof TrainEvent.Resumed)) {
            course.events++;
        }
        List<Consumer<TrainEvent>> listeners = around.listeners();
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).accept(event);
        }
    }

    /// Ends the threads of the executables.
    @Override
    public void close() {
        steps.close();
        predictor.close();
        if (path != null) {
            path.close();
        }
    }
}
