package org.glissade.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.glissade.learn.file.AtomicFile;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.learn.search.Trial;

/// The trials of a search as JSON lines, `trials.jsonl`, from which it can go on.
///
/// @param file whether it exists or not
record TrialLog(Path file) implements Consumer<Trial> {
    static final String NAME = "trials.jsonl";

    /// The trials of the log. A last line that was cut short while it was written is dropped, from
    /// the file, too.
    ///
    /// @throws UsageException if another line is damaged
    List<Trial> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
        int whole = text.lastIndexOf('\n') + 1;
        List<Trial> trials = new ArrayList<>();
        for (String line : text.substring(0, whole).lines().toList()) {
            try {
                trials.add(Trial.of(Json.parseObject(line)));
            } catch (FileFormatException damaged) {
                throw new UsageException(
                        file + ", line " + (trials.size() + 1) + " is no trial",
                        "delete that line; its trial will be repeated");
            }
        }
        if (whole < text.length()) {
            AtomicFile.write(file, text.substring(0, whole));
        }
        return trials;
    }

    /// Adds a trial.
    @Override
    public void accept(Trial trial) {
        try {
            Files.writeString(
                    file,
                    Json.compact(trial.toJson()) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }
}
