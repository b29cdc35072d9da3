package org.glissade.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.train.RunFolder;

/// What the user typed after `glissade train`, as far as it decides what is trained: it stands in
/// the settings of the run, so that `--resume` can go on with it.
///
/// @param data DATA
/// @param folder the one that relative paths start from
/// @param options values by the names of the options
record Request(String data, Path folder, Map<String, String> options) {
    /// They say what is shown, or are of no use without each other.
    private static final Set<String> NOT_KEPT =
            Set.of(
                    "--json",
                    "--quiet",
                    "--debug",
                    "--time-first-step",
                    "--dry-run",
                    "--memory",
                    "--resume");

    /// They may differ from those that the run began with.
    private static final Set<String> MAY_CHANGE =
            Set.of(
                    "--epochs",
                    "--threads",
                    "--output",
                    "--checkpoint-every",
                    "--keep",
                    "--no-path");

    private static final String OPTIONS = "options";
    private static final String FOLDER = "workingFolder";
    private static final String DATA = "data";

    /// A request typed just now.
    static Request typed(String data, Map<String, String> typed) {
        Map<String, String> kept = new LinkedHashMap<>(typed);
        kept.keySet().removeAll(NOT_KEPT);
        return new Request(data, here(), kept);
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    /// Adds it to the settings of a run.
    void addTo(JsonObject.Builder settings) {
        JsonObject.Builder kept = JsonObject.builder();
        options.forEach(kept::put);
        settings.put(FOLDER, folder.toString()).put(OPTIONS, kept.build());
    }

    /// The request that a run began with.
    ///
    /// @throws UsageException if the folder is not that of a run
    static Request of(RunFolder run) {
        if (!Files.isDirectory(run.path())) {
            throw new UsageException(
                    "--resume " + run.path() + " is no folder",
                    "name the folder of a run, such as runs/20260101-120000-digits");
        }
        JsonObject settings;
        try {
            settings = run.readSettings();
        } catch (FileAccessException missing) {
            throw new UsageException(
                    "--resume " + run.path() + ": " + missing.getMessage(),
                    "name the folder of a run; one that was killed before it began is to be started again");
        }
        try {
            if (!settings.has(OPTIONS)) {
                throw new UsageException(
                        "--resume " + run.path() + ": the run was begun by an older Glissade",
                        "start it again; its settings.json says how");
            }
            Map<String, String> options = new LinkedHashMap<>();
            JsonObject kept = settings.object(OPTIONS);
            kept.members().keySet().forEach(name -> options.put(name, kept.text(name)));
            return new Request(settings.text(DATA), Path.of(settings.text(FOLDER)), options);
        } catch (FileFormatException malformed) {
            throw malformed.in(run.path().resolve("settings.json").toString());
        }
    }

    /// This request with what the user typed besides `--resume`, as words for the command line.
    ///
    /// @throws UsageException naming an option that contradicts this request
    List<String> resumedWith(Request typed) {
        if (!typed.data.isEmpty() && !typed.data.equals(data)) {
            throw contradiction("DATA", typed.data, data);
        }
        Map<String, String> all = new LinkedHashMap<>(options);
        typed.options.forEach((name, value) -> {
            if (!MAY_CHANGE.contains(name) && !value.equals(options.get(name))) {
                String before = options.get(name);
                throw contradiction(name, value, before == null ? "its default" : before);
            }
            all.put(name, value);
        });
        boolean isElsewhere = !folder.equals(here());
        if (isElsewhere && !typed.options.containsKey("--output")) {
            all.computeIfPresent("--output", (_, file) -> folder.resolve(file).toString());
        }
        if (isElsewhere && !typed.options.containsKey(StartOptions.WEIGHTS)) {
            all.computeIfPresent(
                    StartOptions.WEIGHTS, (_, file) -> folder.resolve(file).toString());
        }
        List<String> words = new ArrayList<>();
        all.forEach((name, value) -> words.add(value.isEmpty() ? name : name + "=" + value));
        words.add(
                isElsewhere && !data.startsWith(Source.SAMPLE)
                        ? folder.resolve(data).toString()
                        : data);
        return words;
    }

    private static UsageException contradiction(String name, String now, String then) {
        return new UsageException(
                name + " " + now + " contradicts the run, which began with " + then,
                "leave it out, or start a new run; with --resume only "
                        + String.join(", ", MAY_CHANGE.stream().sorted().toList())
                        + " may change");
    }
}
