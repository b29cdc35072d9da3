package org.glissade.learn.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glissade.learn.file.Disk;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.Safetensors;
import org.glissade.runtime.Array;
import org.glissade.runtime.State;

/// A training at one moment. As a file it is safetensors with a checksum over everything; the
/// arrays of the state have names `state:NAME`, the best weights so far `best:PATH`, and the
/// metadata key `glissade-checkpoint` holds a JSON object with `format`, `course` ([Course]) and
/// `job` ([JobMark]).
///
/// @param course how far the training has come
/// @param mark what the training is
/// @param state weights, running statistics, the optimizer's memory, counters
/// @param best the weights with the best loss so far; empty if none are kept
record Checkpoint(Course course, JobMark mark, State state, State best) {
    private static final String KEY = "glissade-checkpoint";
    private static final int FORMAT = 1;
    private static final String STATE = "state:";
    private static final String BEST = "best:";

    void write(Disk disk, Path file) {
        Map<String, Array> arrays = new LinkedHashMap<>();
        state.names().forEach(name -> arrays.put(STATE + name, state.get(name)));
        best.names().forEach(name -> arrays.put(BEST + name, best.get(name)));
        String text =
                Json.compact(
                        JsonObject.builder()
                                .put("format", FORMAT)
                                .put("course", course.toJson())
                                .put("job", mark.json())
                                .build());
        new Safetensors(arrays, Map.of(KEY, text)).writeSealed(disk, file);
    }

    /// The checkpoint in a file.
    ///
    /// @throws FileFormatException if it is damaged, or none of this version's
    /// @throws org.glissade.learn.file.FileAccessException if it cannot be read
    static Checkpoint read(Path file) {
        Safetensors content = Safetensors.readSealed(file);
        try {
            String text = content.metadata().get(KEY);
            if (text == null) {
                throw new FileFormatException(
                        "", "metadata", "\"" + KEY + "\" is missing", "this is no checkpoint");
            }
            JsonObject json = Json.parseObject(text);
            if (json.whole("format") != FORMAT) {
                throw new FileFormatException(
                        "",
                        "metadata",
                        "the checkpoint has format "
                                + json.whole("format")
                                + ", known is "
                                + FORMAT,
                        "use the version of Glissade that wrote it");
            }
            State state = new State();
            State best = new State();
            content.tensors()
                    .forEach((name, array) -> {
                        if (name.startsWith(STATE)) {
                            state.put(name.substring(STATE.length()), array);
                        } else if (name.startsWith(BEST)) {
                            best.put(name.substring(BEST.length()), array);
                        }
                    });
            return new Checkpoint(
                    Course.of(json.object("course")), new JobMark(json.object("job")), state, best);
        } catch (FileFormatException malformed) {
            throw malformed.in(file.toString());
        }
    }

    /// Overwrites a state with that of this checkpoint.
    ///
    /// @throws IllegalArgumentException if names or types differ
    void copyTo(State target) {
        copy(state, target);
    }

    /// Overwrites weights with the best ones of this checkpoint.
    ///
    /// @throws IllegalArgumentException if names or types differ
    void copyBestTo(State target) {
        copy(best, target);
    }

    private static void copy(State from, State to) {
        boolean fits =
                from.names().equals(to.names())
                        && to.names().stream()
                                .allMatch(
                                        name -> from.get(name).type().equals(to.get(name).type()));
        if (!fits) {
            throw new IllegalArgumentException(
                    "the checkpoint holds other arrays than the network and its optimizer have: "
                            + from.names()
                            + " instead of "
                            + to.names()
                            + System.lineSeparator()
                            + "  hint     resume with the network, optimizer and data that the run began with");
        }
        to.copyFrom(from);
    }
}
