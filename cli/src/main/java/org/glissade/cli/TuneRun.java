package org.glissade.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.search.Trial;
import org.glissade.learn.train.RunFolder;
import org.jspecify.annotations.Nullable;

/// The folder of a search: `settings.json` and `trials.jsonl`. That of a new one is made when it
/// begins and not before: a request that is refused leaves nothing.
final class TuneRun {
    private static final String SETTINGS = "settings.json";

    private final TuneRequest request;
    private final Path runs;
    private final @Nullable String fingerprint;
    private @Nullable Path folder;

    private TuneRun(
            TuneRequest request, Path runs, @Nullable Path folder, @Nullable String fingerprint) {
        this.request = request;
        this.runs = runs;
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    /// A new one, in a folder of its own under that of all runs.
    static TuneRun planned(TuneRequest request, Path runs) {
        return new TuneRun(request, runs, null, null);
    }

    /// One that has begun.
    ///
    /// @throws UsageException if the folder holds none
    static TuneRun open(Path folder) {
        Path settings = folder.resolve(SETTINGS);
        if (!Files.isRegularFile(settings)) {
            throw new UsageException(
                    "there is no search in " + folder + ": it holds no " + SETTINGS,
                    "name the folder TIME-tune-NAME that glissade tune has told of");
        }
        try {
            if (!(Json.read(settings) instanceof JsonObject json)) {
                throw new UsageException(settings + " is no JSON object", "begin a new search");
            }
            return new TuneRun(TuneRequest.of(json), folder, folder, json.text("fingerprint"));
        } catch (FileFormatException other) {
            throw new UsageException(
                    settings + " is not of a search: " + other.getMessage(),
                    "name the folder of a glissade tune without --learning-rate");
        }
    }

    TuneRequest request() {
        return request;
    }

    /// Refuses data that have changed.
    void checkData(String now) {
        if (fingerprint != null && !fingerprint.equals(now)) {
            throw new UsageException(
                    "the data of " + request.data() + " are not those that the search began with",
                    "bring back the old file, or begin a new search");
        }
    }

    /// What has been measured already.
    List<Trial> trials() {
        return folder == null ? List.of() : log().read();
    }

    /// Makes the folder if it is not there.
    void begin(String fingerprintOfData) {
        if (folder == null) {
            RunFolder made = RunFolder.create(runs, "tune-" + Source.shortName(request.data()));
            made.writeSettings(request.toJson(fingerprintOfData));
            folder = made.path();
        }
    }

    Path folder() {
        return Objects.requireNonNull(folder, "the folder is made when the search begins");
    }

    TrialLog log() {
        return new TrialLog(folder().resolve(TrialLog.NAME));
    }
}
