package org.glissade.learn.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.glissade.learn.file.AtomicFile;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.model.Model;
import org.glissade.learn.surface.WeightPath;

/// The folder that a run leaves: `log.jsonl` (see [RunLog]), `settings.json`, `model.glissade`, and
/// `checkpoints` (see [Checkpoints]).
///
/// @param path of the folder
public record RunFolder(Path path) {
    /// The name of the trained model's file.
    public static final String MODEL = "model.glissade";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /// Makes a new folder `TIME-NAME`; a number is added where two runs start in the same second.
    ///
    /// @param runs the folder of all runs; made if missing
    /// @param name of the run; characters that file systems dislike become `-`
    /// @throws UncheckedIOException if that is not possible
    public static RunFolder create(Path runs, String name) {
        String base = timedName(name);
        try {
            Files.createDirectories(runs);
            for (int number = 1; ; number++) {
                try {
                    Path folder = runs.resolve(number == 1 ? base : base + "-" + number);
                    return new RunFolder(Files.createDirectory(folder));
                } catch (FileAlreadyExistsException taken) {
                    // The next number.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make a folder for the run in " + runs + ": " + e, e);
        }
    }

    /// The name of a folder made now.
    static String timedName(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        return TIME.format(LocalDateTime.now(ZoneId.systemDefault()))
                + "-"
                + safe.substring(0, Math.min(60, safe.length()));
    }

    /// A log in this folder; to be closed at the end.
    public RunLog openLog() {
        return RunLog.create(path.resolve("log.jsonl"));
    }

    /// A log in this folder that goes on where a checkpoint was written; to be closed at the end.
    public RunLog openLogAgain() {
        return RunLog.goOn(path.resolve("log.jsonl"));
    }

    /// Where this run's checkpoints belong.
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /// The file for the way of this run's weights, see [WeightPath].
    public Path weightPath() {
        return path.resolve("path.safetensors");
    }

    /// The file for the way of one of many starts, by its number from 1.
    public Path weightPath(int start) {
        return WeightPath.ofStart(weightPath(), start);
    }

    /// The settings that were written.
    ///
    /// @throws FileAccessException if there are none
    /// @throws FileFormatException if they are no JSON object
    public JsonObject readSettings() {
        Path file = path.resolve("settings.json");
        try {
            return Json.parseObject(Files.readString(file));
        } catch (IOException failure) {
            throw FileAccessException.reading(file, failure);
        } catch (FileFormatException malformed) {
            throw malformed.in(file.toString());
        }
    }

    /// Writes the settings.
    public void writeSettings(JsonObject settings) {
        AtomicFile.write(path.resolve("settings.json"), Json.pretty(settings));
    }

    /// Writes the model.
    ///
    /// @return its file
    public Path writeModel(Model model) {
        Path file = path.resolve(MODEL);
        model.save(file);
        return file;
    }
}
