package org.glissade.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonNumber;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.train.TrainEvent;

/// What the log of a run tells, as far as a report shows it. Numbers that are not finite have no
/// place in a log and are read as NaN.
///
/// @param network as text
/// @param parameters how many values are learned
/// @param settings as [org.glissade.learn.train.TrainSettings#toJson] gives them
/// @param trainRows rows to learn from
/// @param stepsPerEpoch updates in each epoch
/// @param steps some of the steps
/// @param epochs those that are done
/// @param stopped why and when it ended; empty while it goes on
/// @param measures of the kept weights by the names of the parts of the data; empty while it goes
///   on
/// @param seconds that training took
public record RunHistory(
        String network,
        long parameters,
        JsonObject settings,
        long trainRows,
        long stepsPerEpoch,
        List<TrainEvent.StepFinished> steps,
        List<TrainEvent.EpochFinished> epochs,
        Optional<TrainEvent.Stopped> stopped,
        Map<String, Map<String, Double>> measures,
        double seconds) {
    private static final List<String> PARTS = List.of("test", "validation", "train");

    /// Lists and maps are kept unmodifiable.
    public RunHistory {
        steps = List.copyOf(steps);
        epochs = List.copyOf(epochs);
        measures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }

    /// The history of a run from the file `log.jsonl` in its folder. A last line that is not whole,
    /// as a killed process may leave it, is passed over.
    ///
    /// @throws FileAccessException if there is none
    /// @throws FileFormatException naming the line if one is damaged, or if no training begins in
    ///   it
    public static RunHistory read(Path runFolder) {
        Path log = runFolder.resolve("log.jsonl");
        Reading reading = new Reading();
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(log)) {
            String line = reader.readLine();
            while (line != null) {
                String next = reader.readLine();
                number++;
                if (next != null || line.endsWith("}")) {
                    reading.line(Json.parseObject(line));
                }
                line = next;
            }
            return reading.history();
        } catch (IOException failure) {
            throw FileAccessException.reading(log, failure);
        } catch (FileFormatException malformed) {
            throw malformed.in(log + ", line " + number);
        }
    }

    /// What was read so far.
    private static final class Reading {
        private Optional<JsonObject> started = Optional.empty();
        private final List<TrainEvent.StepFinished> steps = new ArrayList<>();
        private final List<TrainEvent.EpochFinished> epochs = new ArrayList<>();
        private Optional<TrainEvent.Stopped> stopped = Optional.empty();
        private final Map<String, Map<String, Double>> measures = new LinkedHashMap<>();
        private double seconds;

        void line(JsonObject line) {
            switch (line.text("event")) {
                case "started" -> started = Optional.of(line);
                case "step" ->
                        steps.add(
                                new TrainEvent.StepFinished(
                                        (int) line.whole("epoch"),
                                        (int) line.whole("step"),
                                        (int) line.whole("steps"),
                                        number(line.get("loss"))));
                case "epoch" -> epochs.add(epoch(line));
                case "stopped" ->
                        stopped =
                                Optional.of(
                                        new TrainEvent.Stopped(
                                                TrainEvent.Reason.valueOf(
                                                        line.text("reason")
                                                                .toUpperCase(Locale.ROOT)
                                                                .replace(' ', '_')),
                                                (int) line.whole("epoch"),
                                                (int) line.whole("keptEpoch")));
                case "finished" -> {
                    for (String part : PARTS) {
                        if (line.has(part)) {
                            measures.put(part, numbers(line.object(part)));
                        }
                    }
                    seconds = number(line.object("clock").get("seconds"));
                }
                default -> {
                    // Of events that are not shown.
                }
            }
        }

        private static TrainEvent.EpochFinished epoch(JsonObject line) {
            Map<String, Double> train = numbers(line.object("train"));
            Map<String, Double> validation =
                    line.has("validation") ? numbers(line.object("validation")) : Map.of();
            JsonObject clock = line.object("clock");
            return new TrainEvent.EpochFinished(
                    (int) line.whole("epoch"),
                    (int) line.whole("epochs"),
                    train.getOrDefault("loss", Double.NaN),
                    train,
                    Optional.ofNullable(validation.get("loss")),
                    validation,
                    new TrainEvent.Clock(
                            number(clock.get("seconds")),
                            number(clock.get("examplesPerSecond")),
                            number(clock.get("secondsLeft"))));
        }

        private static Map<String, Double> numbers(JsonObject object) {
            Map<String, Double> numbers = new LinkedHashMap<>();
            object.members().forEach((name, value) -> numbers.put(name, number(value)));
            return numbers;
        }

        private static double number(JsonValue value) {
            return value instanceof JsonNumber number ? number.doubleValue() : Double.NaN;
        }

        RunHistory history() {
            JsonObject first =
                    started.orElseThrow(() ->
                            new FileFormatException(
                                    "", "", "no training begins here", "train with a run folder"));
            return new RunHistory(
                    first.text("network"),
                    first.whole("parameters"),
                    first.object("settings"),
                    first.whole("trainRows"),
                    first.whole("stepsPerEpoch"),
                    steps,
                    epochs,
                    stopped,
                    measures,
                    seconds);
        }
    }
}
