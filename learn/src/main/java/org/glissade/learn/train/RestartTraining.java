package org.glissade.learn.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.Predictor;
import org.glissade.learn.surface.WeightPath;
import org.glissade.runtime.Device;
import org.jspecify.annotations.Nullable;

/// One training of many starts, from the first values to the measured result.
final class RestartTraining implements AutoCloseable {
    private static final int STEPS_REPORTED = 20;

    private final Job job;
    private final TrainSettings settings;
    private final Device device;
    private final List<Consumer<TrainEvent>> listeners;
    private final BooleanSupplier isAskedToStop;
    private final Split split;
    private final Batches batches;
    private final int[] order;
    private final StartGroups groups;
    private final List<StartCourse> courses;
    private final @Nullable Saving saving;
    private final Supplier<JobMark> mark;
    private final long start = System.nanoTime();
    private final Optional<Supplier<Path>> weightPath;
    private final List<WeightPath> paths = new ArrayList<>();
    private Course course = new Course();
    private double carried;

    RestartTraining(Job job, int starts, Surroundings around) {
        this.job = job;
        this.settings = job.settings();
        this.device = around.device();
        this.listeners = around.listeners();
        this.weightPath = around.weightPath();
        this.isAskedToStop = around.isAskedToStop().orElse(() -> false);
        this.split = job.split();
        batches = job.batches();
        order = new int[batches.rows()];
        groups = new StartGroups(job, starts, device);
        courses = groups.courses();
        mark = () -> JobMark.of(job, starts);
        saving = around.checkpoints().map(where -> new Saving(where, mark)).orElse(null);
    }

    /// Goes on from the latest checkpoint; from the start if there is none.
    ///
    /// @throws IllegalArgumentException if that is of other data, another network, other settings
    RestartResult resume(JsonObject preprocessing) {
        if (saving == null) {
            throw new IllegalStateException(
                    "there are no checkpoints to resume from; say where with Trainer.checkpoints");
        }
        CheckpointFolder.Found found = saving.latest();
        if (found.checkpoint().isEmpty()) {
            return run(preprocessing);
        }
        Checkpoint checkpoint = found.checkpoint().get();
        JobMark now = mark.get();
        checkpoint.mark().check(now);
        groups.restore(checkpoint);
        course = checkpoint.course();
        carried = course.seconds;
        tell(
                new TrainEvent.Resumed(
                        started(), course.epochs + 1, 0, course.events, found.warnings(now)));
        openPaths(false);
        return train(preprocessing);
    }

    RestartResult run(JsonObject preprocessing) {
        tell(started());
        openPaths(true);
        return train(preprocessing);
    }

    /// Opens a file for the way of each of the first starts, if there are to be such.
    private void openPaths(boolean isNew) {
        if (weightPath.isEmpty()) {
            return;
        }
        Set<String> trained = job.trainable();
        List<Declaration> declared =
                job.step().declared().stream().filter(one -> trained.contains(one.path())).toList();
        if (!WeightPath.suits(declared)) {
            return;
        }
        for (int i = 0; i < Math.min(WeightPath.MOST_STARTS, courses.size()); i++) {
            Path file = WeightPath.ofStart(weightPath.get().get(), i + 1);
            WeightPath path =
                    isNew
                            ? WeightPath.create(file, declared)
                            : WeightPath.goOn(file, declared, course.epochs);
            paths.add(path);
            path.add(course.epochs, courses.get(i).weights());
        }
    }

    private RestartResult train(JsonObject preprocessing) {
        while (course.epochs < settings.epochs()
                && courses.stream().anyMatch(StartCourse::isRunning)) {
            int epoch = course.epochs + 1;
            StartCourse leading = epoch(epoch);
            course.epochs = epoch;
            for (int i = 0; i < paths.size(); i++) {
                if (courses.get(i).isRunning()) {
                    paths.get(i).add(epoch, courses.get(i).weights());
                }
            }
            if (leading.bestLoss() < course.bestLoss) {
                course.bestLoss = leading.bestLoss();
                course.keptEpoch = epoch;
                tell(new TrainEvent.NewBest(epoch, course.bestLoss));
            }
            boolean asked = isAskedToStop.getAsBoolean();
            if (saving != null && (asked || saving.isDue(true))) {
                save(saving);
            }
            if (asked) {
                tell(
                        new TrainEvent.Stopped(
                                TrainEvent.Reason.INTERRUPTED, epoch, course.keptEpoch));
                throw new TrainingInterruptedException(
                        epoch, batches.count(), saving == null ? null : saving.file());
            }
        }
        if (saving != null) {
            save(saving);
        }
        int epoch = course.epochs;
        List<StartCourse> ranked =
                courses.stream()
                        .filter(course -> Double.isFinite(course.bestLoss()))
                        .sorted(Comparator.comparingDouble(StartCourse::bestLoss))
                        .toList();
        if (ranked.isEmpty()) {
            tell(new TrainEvent.Stopped(TrainEvent.Reason.DIVERGED, epoch, epoch));
            throw new TrainingDivergedException(epoch, batches.count(), Double.NaN, null);
        }
        courses.forEach(StartCourse::restoreBest);
        boolean isAll = courses.stream().anyMatch(StartCourse::isRunning);
        tell(
                new TrainEvent.Stopped(
                        isAll ? TrainEvent.Reason.ALL_EPOCHS : TrainEvent.Reason.NO_IMPROVEMENT,
                        epoch,
                        course.keptEpoch));
        return finish(preprocessing, ranked);
    }

    /// Writes a checkpoint of all starts.
    private void save(Saving into) {
        course.seconds = seconds();
        tell(into.save(course, groups.state(), groups.kept(), batches.count()));
    }

    private TrainEvent.Started started() {
        return new TrainEvent.Started(
                job.networkText(),
                job.summary(),
                settings,
                job.objective().loss().toString(),
                split.train().rows(),
                split.validation().rows(),
                split.test().rows(),
                batches.count());
    }

    /// Goes through the training rows once.
    ///
    /// @return the start with the smallest loss in this epoch
    private StartCourse epoch(int epoch) {
        long began = System.nanoTime();
        batches.order(epoch, order);
        int steps = batches.count();
        int every = Math.max(1, steps / STEPS_REPORTED);
        long training = courses.stream().filter(StartCourse::isRunning).count();
        groups.epoch(
                epoch,
                order,
                number -> {
                    if (!listeners.isEmpty() && (number % every == 0 || number == steps)) {
                        double least = groups.leastLoss();
                        if (Double.isFinite(least)) {
                            tell(new TrainEvent.StepFinished(epoch, number, steps, least));
                        }
                    }
                });
        long trained = System.nanoTime();
        StartCourse leading =
                courses.stream()
                        .min(Comparator.comparingDouble(StartCourse::watched))
                        .orElseThrow();
        double seconds = seconds();
        tell(
                new TrainEvent.EpochFinished(
                        epoch,
                        settings.epochs(),
                        leading.trainLoss(),
                        Map.of(),
                        split.validation().rows() == 0
                                ? Optional.empty()
                                : Optional.of(leading.watched()),
                        Map.of(),
                        new TrainEvent.Clock(
                                seconds,
                                (double) batches.rows() * training / ((trained - began) * 1e-9),
                                seconds / epoch * (settings.epochs() - epoch))));
        return leading;
    }

    private RestartResult finish(JsonObject preprocessing, List<StartCourse> ranked) {
        StartCourse best = ranked.getFirst();
        try (Predictor predictor =
                new Predictor(
                        job.network(), job.example(), job.objective(), device, best.weights())) {
            Evaluation train = predictor.evaluate(split.train());
            Optional<Evaluation> chosen = evaluate(predictor, split.validation());
            Optional<Evaluation> test = evaluate(predictor, split.test());
            double seconds = seconds();
            int epochs = courses.stream().mapToInt(StartCourse::epochs).sum();
            tell(
                    new TrainEvent.Finished(
                            train,
                            chosen,
                            test,
                            new TrainEvent.Clock(
                                    seconds, (double) split.train().rows() * epochs / seconds, 0)));
            Model.Notes notes =
                    new Model.Notes(
                            preprocessing,
                            settings.toJson(),
                            Provenance.of(
                                    settings,
                                    split,
                                    best.epochs(),
                                    best.keptEpoch(),
                                    train,
                                    chosen,
                                    test));
            List<Declaration> declared = job.step().declared();
            List<Model> models =
                    ranked.stream().map(course -> model(declared, course, notes)).toList();
            TrainResult result =
                    new TrainResult(
                            models.getFirst(),
                            best.epochs(),
                            best.keptEpoch(),
                            train,
                            chosen,
                            test,
                            seconds);
            return new RestartResult(
                    result, courses.stream().map(StartCourse::report).toList(), models);
        }
    }

    private Model model(List<Declaration> declared, StartCourse course, Model.Notes notes) {
        return new Model(
                job.network(),
                job.example(),
                job.objective(),
                Parameters.of(declared, course.weights()),
                notes);
    }

    private static Optional<Evaluation> evaluate(Predictor predictor, Dataset data) {
        return data.rows() == 0 ? Optional.empty() : Optional.of(predictor.evaluate(data));
    }

    private double seconds() {
        return carried + (System.nanoTime() - start) * 1e-9;
    }

    private void tell(TrainEvent event) {
        if (!(event instanceof TrainEvent.Saved || event instanceof TrainEvent.Resumed)) {
            course.events++;
        }
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).accept(event);
        }
    }

    /// Ends the threads of the executables.
    @Override
    public void close() {
        groups.close();
        paths.forEach(WeightPath::close);
    }
}
