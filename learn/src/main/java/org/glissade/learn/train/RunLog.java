package org.glissade.learn.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;

/// Writes the events of a training as JSON lines: the canonical log, from which every later view
/// can replay the run.
///
/// Each line is an object whose first member `event` is `started`, `step`, `epoch`, `best`,
/// `stopped` or `finished`. Wall-clock figures are in the member `clock`, always the last one; the
/// rest of the log is a function of data, network and settings, so two equal runs differ in `clock`
/// only, see [#withoutClock].
public final class RunLog implements Consumer<TrainEvent>, AutoCloseable {
    private final BufferedWriter writer;

    private RunLog(BufferedWriter writer) {
        this.writer = writer;
    }

    /// A log that writes to a new file.
    ///
    /// @throws UncheckedIOException if the file exists or cannot be written
    public static RunLog create(Path file) {
        try {
            return new RunLog(
                    Files.newBufferedWriter(
                            file,
                            StandardCharsets.UTF_8,
                            java.nio.file.StandardOpenOption.CREATE_NEW,
                            java.nio.file.StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log " + file + ": " + e, e);
        }
    }

    /// Writes an event as one line and flushes it, so that others can follow the file.
    @Override
    public void accept(TrainEvent event) {
        try {
            writer.write(Json.compact(toJson(event)));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log: " + e, e);
        }
    }

    /// An event as the object that its line holds.
    public static JsonObject toJson(TrainEvent event) {
        return switch (event) {
            case TrainEvent.Started started ->
                    named("started")
                            .put("network", started.network())
                            .put("parameters", started.summary().parameterCount())
                            .put("settings", started.settings().toJson())
                            .put("loss", started.loss())
                            .put("trainRows", started.trainRows())
                            .put("validationRows", started.validationRows())
                            .put("testRows", started.testRows())
                            .put("stepsPerEpoch", started.stepsPerEpoch())
                            .build();
            case TrainEvent.StepFinished(int epoch, int step, int steps, double loss) ->
                    named("step")
                            .put("epoch", epoch)
                            .put("step", step)
                            .put("steps", steps)
                            .put("loss", loss)
                            .build();
            case TrainEvent.EpochFinished epoch -> {
                JsonObject.Builder object =
                        named("epoch").put("epoch", epoch.epoch()).put("epochs", epoch.epochs());
                object.put("train", measures(epoch.trainLoss(), epoch.train()));
                epoch.validationLoss()
                        .ifPresent(loss ->
                                object.put("validation", measures(loss, epoch.validation())));
                yield object.put("clock", clock(epoch.clock())).build();
            }
            case TrainEvent.NewBest(int epoch, double loss) ->
                    named("best").put("epoch", epoch).put("loss", loss).build();
            case TrainEvent.Stopped(TrainEvent.Reason reason, int epoch, int keptEpoch) ->
                    named("stopped")
                            .put("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .put("epoch", epoch)
                            .put("keptEpoch", keptEpoch)
                            .build();
            case TrainEvent.Finished finished -> {
                JsonObject.Builder object =
                        named("finished").put("train", Provenance.measures(finished.train()));
                finished.validation()
                        .ifPresent(measured ->
                                object.put("validation", Provenance.measures(measured)));
                finished.test()
                        .ifPresent(measured -> object.put("test", Provenance.measures(measured)));
                yield object.put("clock", clock(finished.clock())).build();
            }
        };
    }

    /// A line of the log without its wall-clock figures.
    public static String withoutClock(String line) {
        int clock = line.lastIndexOf(",\"clock\":{");
        return clock < 0 ? line : line.substring(0, clock) + "}";
    }

    private static JsonObject.Builder named(String event) {
        return JsonObject.builder().put("event", event);
    }

    private static JsonObject measures(double loss, Map<String, Double> others) {
        JsonObject.Builder object = JsonObject.builder().put("loss", loss);
        others.forEach((name, value) -> object.put(name, JsonValue.of(value.doubleValue())));
        return object.build();
    }

    private static JsonObject clock(TrainEvent.Clock clock) {
        return JsonObject.builder()
                .put("seconds", clock.seconds())
                .put("examplesPerSecond", clock.examplesPerSecond())
                .put("secondsLeft", clock.secondsLeft())
                .build();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log: " + e, e);
        }
    }
}
