package org.glissade.learn.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.model.WeightMatch;
import org.glissade.runtime.Array;

/// By what a checkpoint knows the training that it is of: network, settings, data, versions.
///
/// @param json `network`, `settings`, `rows` of the three parts, their `fingerprint`, `weights`
///   (that of first values that are given), `starts` (how many, of a training of many), `glissade`,
///   `java`
record JobMark(JsonObject json) {
    private static final String WEIGHTS = "weights";
    private static final String STARTS = "starts";

    /// The mark of a job; reads all of its data.
    static JobMark of(Job job) {
        Split split = job.split();
        JsonObject.Builder mark =
                JsonObject.builder()
                        .put("network", job.networkText())
                        .put("settings", job.settings().toJson())
                        .put(
                                "rows",
                                JsonArray.ofNumbers(
                                        split.train().rows(),
                                        split.validation().rows(),
                                        split.test().rows()))
                        .put("fingerprint", fingerprint(split))
                        .put("glissade", Provenance.version())
                        .put("java", Runtime.version().toString());
        job.weights().ifPresent(given -> mark.put(WEIGHTS, fingerprint(given)));
        return new JobMark(mark.build());
    }

    /// The mark of a job with so many starts at once.
    static JobMark of(Job job, int starts) {
        JsonObject.Builder mark = JsonObject.builder();
        of(job).json.members().forEach(mark::put);
        return new JobMark(mark.put(STARTS, starts).build());
    }

    /// Eight hexadecimal digits from every bit of the first values that are given.
    private static String fingerprint(WeightMatch given) {
        CRC32C sum = new CRC32C();
        for (WeightMatch.Taken one : given.taken()) {
            String what =
                    one.parameter().path() + " " + one.tensor().type() + " " + one.transposed();
            sum.update(what.getBytes(StandardCharsets.UTF_8));
            one.tensor().buffers().forEach(sum::update);
        }
        return String.format("%08x", sum.getValue());
    }

    /// Sixteen hexadecimal digits from every bit of the data: CRC-32 and CRC-32C, which processors
    /// compute about as fast as they read.
    private static String fingerprint(Split split) {
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        for (Dataset part : List.of(split.train(), split.validation(), split.test())) {
            for (Array array : List.of(part.features(), part.targets())) {
                ByteBuffer type =
                        ByteBuffer.wrap(
                                (array.type() + " " + part.task())
                                        .getBytes(StandardCharsets.UTF_8));
                one.update(type.duplicate());
                other.update(type);
                for (ByteBuffer piece : array.buffers()) {
                    one.update(piece.duplicate());
                    other.update(piece);
                }
            }
        }
        return String.format("%08x%08x", one.getValue(), other.getValue());
    }

    /// Whether a training with another mark may go on from a checkpoint with this one.
    ///
    /// @throws IllegalArgumentException naming what differs, if it may not
    void check(JobMark other) {
        if (!json.array("rows").equals(other.json.array("rows"))
                || !json.text("fingerprint").equals(other.json.text("fingerprint"))) {
            throw refused(
                    "the data are not those that the run began with: "
                            + rows()
                            + " rows for training, validation and test then, "
                            + other.rows()
                            + (rows().equals(other.rows()) ? " with other values" : "")
                            + " now",
                    "bring the data back as they were, or start a new run");
        }
        checkSame("network", json.text("network"), other.json.text("network"));
        if (!weights().equals(other.weights())) {
            throw refused(
                    "the weights to start from are not those that the run began with",
                    "bring their file and map back as they were, or start a new run");
        }
        checkSame("starts", starts(), other.starts());
        Map<String, JsonValue> then = json.object("settings").members();
        Map<String, JsonValue> now = other.json.object("settings").members();
        TreeSet<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        names.remove("epochs");
        if (other.json.object("settings").whole("epochs")
                < json.object("settings").whole("epochs")) {
            checkSame(
                    "epochs",
                    String.valueOf(then.get("epochs")),
                    String.valueOf(now.get("epochs")));
        }
        for (String name : names) {
            checkSame(name, String.valueOf(then.get(name)), String.valueOf(now.get(name)));
        }
    }

    /// What is different without making a resumption wrong by itself.
    List<String> warnings(JobMark other) {
        return List.of("glissade", "java").stream()
                .filter(key -> !json.text(key).equals(other.json.text(key)))
                .map(key ->
                        "the run began with "
                                + key
                                + " "
                                + json.text(key)
                                + " and goes on with "
                                + other.json.text(key)
                                + ": the last bits of its results may differ")
                .toList();
    }

    private String starts() {
        return json.has(STARTS) ? String.valueOf(json.whole(STARTS)) : "1";
    }

    private String weights() {
        return json.has(WEIGHTS) ? json.text(WEIGHTS) : "";
    }

    private String rows() {
        long[] rows = json.array("rows").wholeNumbers();
        return rows[0] + ", " + rows[1] + " and " + rows[2];
    }

    private static void checkSame(String name, String then, String now) {
        if (!then.equals(now)) {
            throw refused(
                    "the run began with " + name + " " + then + ", but is to go on with " + now,
                    "leave it as it was, or start a new run; only the number of epochs may grow");
        }
    }

    private static IllegalArgumentException refused(String problem, String hint) {
        return new IllegalArgumentException(
                "cannot resume: " + problem + System.lineSeparator() + "  hint     " + hint);
    }
}
