package org.glissade.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;

/// What came of a command line.
///
/// @param code the exit code
/// @param out what it wrote to stdout
/// @param err what it wrote to stderr
record Typed(int code, String out, String err) {
    /// Runs the command within this process.
    static Typed run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                Main.run(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        arguments);
        return new Typed(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// As [#run]; with the run folder in the given folder.
    static Typed train(Path folder, String... arguments) {
        return run(
                Stream.concat(
                                Stream.of(
                                        "train", "--run-folder", folder.resolve("runs").toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /// The last line of stdout, which must be a JSON object.
    JsonObject json() {
        return Json.parseObject(Objects.requireNonNull(out.lines().toList().getLast()));
    }

    /// Every file and folder below a folder.
    static List<Path> contents(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A file with this text in the folder.
    static Path file(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
