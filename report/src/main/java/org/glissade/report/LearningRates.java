package org.glissade.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.optimize.schedule.LearningRate;
import org.glissade.learn.optimize.schedule.Schedule;
import org.glissade.learn.train.TrainEvent;

/// The learning rate in the course of a run, found again from its settings and losses.
///
/// @param places how many epochs had been gone through, in parts too
/// @param rates the rate at each
@SuppressWarnings("ArrayRecordComponent")
record LearningRates(double[] places, double[] rates) {
    private static final int MOST_POINTS = 800;

    /// The rates of a run; empty where its schedule is one of the user's own.
    static Optional<LearningRates> of(RunHistory history) {
        JsonObject settings = history.settings();
        long stepsPerEpoch = history.stepsPerEpoch();
        LearningRate rate;
        try {
            Schedule schedule =
                    settings.has("schedule")
                            ? Schedule.parse(settings.text("schedule"))
                            : Schedule.constant();
            rate =
                    new LearningRate(
                            settings.number("learningRate"),
                            schedule,
                            stepsPerEpoch * settings.whole("epochs"));
        } catch (IllegalArgumentException | FileFormatException unknown) {
            return Optional.empty();
        }
        int epochs = history.epochs().size();
        int each = Math.clamp(stepsPerEpoch, 1, Math.max(1, MOST_POINTS / epochs));
        List<Double> places = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int part = 0; part < each; part++) {
                long done = epoch * stepsPerEpoch + stepsPerEpoch * part / each;
                double place = done / (double) stepsPerEpoch;
                places.add(place);
                rates.add(rate.at(done, place));
            }
            TrainEvent.EpochFinished finished = history.epochs().get(epoch);
            rate.observe(finished.validationLoss().orElse(finished.trainLoss()));
        }
        places.add((double) epochs);
        rates.add(rates.getLast());
        return Optional.of(
                new LearningRates(
                        places.stream().mapToDouble(Double::doubleValue).toArray(),
                        rates.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
