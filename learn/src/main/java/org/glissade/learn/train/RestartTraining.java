package org.glissade.learn.train;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.Predictor;
import org.glissade.runtime.Device;

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
    private final long start = System.nanoTime();

    RestartTraining(Job job, int starts, Surroundings around) {
        this.job = job;
        this.settings = job.settings();
        this.device = around.device();
        this.listeners = around.listeners();
        this.isAskedToStop = around.isAskedToStop().orElse(() -> false);
        this.split = job.split();
        batches = job.batches();
        order = new int[batches.rows()];
        groups = new StartGroups(job, starts, device);
        courses = groups.courses();
    }

    RestartResult run(JsonObject preprocessing) {
        announceStart();
        double best = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        int epoch = 0;
        while (epoch < settings.epochs() && courses.stream().anyMatch(StartCourse::isRunning)) {
            epoch++;
            StartCourse leading = epoch(epoch);
            if (isAskedToStop.getAsBoolean()) {
                tell(new TrainEvent.Stopped(TrainEvent.Reason.INTERRUPTED, epoch, bestEpoch));
                throw new TrainingInterruptedException(epoch, batches.count(), null);
            }
            if (leading.bestLoss() < best) {
                best = leading.bestLoss();
                bestEpoch = epoch;
                tell(new TrainEvent.NewBest(epoch, best));
            }
        }
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
                        bestEpoch));
        return finish(preprocessing, ranked);
    }

    private void announceStart() {
        tell(
                new TrainEvent.Started(
                        job.networkText(),
                        job.summary(),
                        settings,
                        job.objective().loss().toString(),
                        split.train().rows(),
                        split.validation().rows(),
                        split.test().rows(),
                        batches.count()));
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
        groups.close();
    }
}
