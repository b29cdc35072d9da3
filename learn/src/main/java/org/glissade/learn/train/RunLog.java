package org.glissade.learn.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.glissade.learn.file.AtomicFile;
import org.glissade.learn.file.FileAccessException;
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
    private final Path file;
    private final FileChannel channel;

    private RunLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// A log that writes to a new file.
    ///
    /// @throws UncheckedIOException if the file exists or cannot be written
    public static RunLog create(Path file) {
        return open(file, StandardOpenOption.CREATE_NEW);
    }

    /// A log that goes on in a file: what it tells about the time after the checkpoint that a
    /// training goes on from is cut off, since it will come again.
    ///
    /// @throws UncheckedIOException if the file cannot be written, or another process writes to it
    public static RunLog goOn(Path file) {
        return open(file, StandardOpenOption.CREATE);
    }

    private static RunLog open(Path file, StandardOpenOption how) {
        try {
            FileChannel channel =
                    FileChannel.open(file, how, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // A byte that will never be: the lock keeps writers apart and no reader out.
            if (channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
                channel.close();
                throw new IOException(
                        "another process is training in this folder; wait for it, or end it");
            }
            return new RunLog(file, channel);
        } catch (IOException | OverlappingFileLockException e) {
            throw failed(file, e);
        }
    }

    private static UncheckedIOException failed(Path file, Exception failure) {
        return FileAccessException.writing(
                file,
                failure instanceof IOException io
                        ? io
                        : new IOException("this process writes to it already", failure));
    }

    /// Writes an event as one line at once, so that others can follow the file. [TrainEvent.Saved]
    /// brings the lines so far to the disk, [TrainEvent.Resumed] cuts off those that will come
    /// again; neither has a line.
    @Override
    public void accept(TrainEvent event) {
        try {
            switch (event) {
                case TrainEvent.Resumed resumed -> keepLines(resumed.events());
                case TrainEvent.Saved _ -> channel.force(false);
                case TrainEvent.Started _ -> {
                    keepLines(0);
                    write(event);
                }
                case TrainEvent.StepFinished _,
                        TrainEvent.EpochFinished _,
                        TrainEvent.NewBest _,
                        TrainEvent.Stopped _,
                        TrainEvent.Finished _ ->
                        write(event);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private void write(TrainEvent event) throws IOException {
        String line = Json.compact(toJson(event)) + "\n";
        AtomicFile.writeFully(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    /// Keeps so many lines, or all whole ones if there are fewer.
    private void keepLines(long count) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        long at = 0;
        long kept = 0;
        for (long lines = 0; lines < count && channel.read(block.clear(), at) > 0; ) {
            block.flip();
            while (block.hasRemaining() && lines < count) {
                at++;
                if (block.get() == '\n') {
                    lines++;
                    kept = at;
                }
            }
        }
        channel.truncate(kept).position(kept);
    }

    /// An event as the object that its line holds.
    ///
    /// @throws IllegalArgumentException if the log has no line for it
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
            case TrainEvent.Resumed _, TrainEvent.Saved _ ->
                    throw new IllegalArgumentException("the log has no line for " + event);
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
            channel.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }
}
