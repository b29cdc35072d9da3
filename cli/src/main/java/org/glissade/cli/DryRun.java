package org.glissade.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonNull;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.layer.Summary;
import org.glissade.learn.train.MemoryPlan;
import org.jspecify.annotations.Nullable;

/// What `glissade train --dry-run` says of a training that does not take place.
///
/// @param largestBatch with which the training fits into the available memory; empty for none
/// @param available bytes
/// @param reason where that number comes from
/// @param trainRows the largest batch there can be
record DryRun(
        MemoryPlan plan, OptionalInt largestBatch, long available, String reason, int trainRows) {
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,12})(?:([kmgt])(?:i?b)?|b)?", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> NAMES =
            Map.of(
                    "parameters", "parameters",
                    "optimizerState", "optimizer state",
                    "copies", "copies of them",
                    "activations", "activations",
                    "workspace", "workspace",
                    "batches", "batches",
                    "measuring", "measuring",
                    "data", "data");

    /// The bytes that a text such as `512MB`, `8G` or `1000000` stands for; a kilobyte has 1,024.
    ///
    /// @return null if it stands for none
    static @Nullable Long size(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        String unit = matcher.group(2);
        int power = unit == null ? 0 : "kmgt".indexOf(unit.toLowerCase(Locale.ROOT)) + 1;
        long number = Long.parseLong(matcher.group(1));
        return number == 0 || number > Long.MAX_VALUE >> (10 * power)
                ? null
                : number << (10 * power);
    }

    /// What a training on this machine may take: what the JVM is allowed outside of its heap, but
    /// not more than the machine, or the container, has.
    static long availableHere() {
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize();
        return Math.min(machine, allowed());
    }

    private static long allowed() {
        HotSpotDiagnosticMXBean jvm =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long set =
                jvm == null ? 0 : Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
        return set > 0 ? set : Runtime.getRuntime().maxMemory();
    }

    /// For people.
    void print(PrintStream out) {
        out.println("network     " + plan.network());
        out.print(NetworkTable.of(plan.summary()));
        out.println(
                "memory      outside of the Java heap, in batches of "
                        + rows(plan.batchSize())
                        + "; nothing was trained");
        List<String[]> lines = new ArrayList<>();
        plan.parts()
                .forEach((name, bytes) -> lines.add(line(NAMES.getOrDefault(name, name), bytes)));
        lines.add(line("peak", plan.peak()));
        out.print(TextTable.of(lines, "part", "#bytes", "#").indent(12));
        out.println(
                "available   "
                        + readable(available)
                        + " ("
                        + Numbers.count(available)
                        + " bytes): "
                        + reason
                        + (plan.peak() > available ? "; the training does not fit" : ""));
        out.println("batch       " + largest());
    }

    private String largest() {
        if (largestBatch.isEmpty()) {
            return "not even a batch of one row fits";
        }
        int rows = largestBatch.getAsInt();
        return "the largest that fits: " + (rows == trainRows ? "full, all " : "") + rows(rows);
    }

    private static String rows(int rows) {
        return Numbers.count(rows) + (rows == 1 ? " row" : " rows");
    }

    private static String[] line(String name, long bytes) {
        return new String[] {name, Numbers.count(bytes), readable(bytes)};
    }

    /// With a unit and about three digits: `51.0 KiB`.
    static String readable(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < 4) {
            size /= 1024;
            unit++;
        }
        return Numbers.fixed(size, unit == 0 || size >= 100 ? 0 : 1)
                + " "
                + List.of("B", "KiB", "MiB", "GiB", "TiB").get(unit);
    }

    /// For programs, as one line.
    String json() {
        JsonObject.Builder memory = JsonObject.builder();
        plan.parts().forEach(memory::put);
        return Json.compact(
                JsonObject.builder()
                        .put("network", plan.network())
                        .put("layers", layers())
                        .put("parameterCount", plan.summary().parameterCount())
                        .put("batch", plan.batchSize())
                        .put("bytes", memory.put("peak", plan.peak()).build())
                        .put("available", available)
                        .put("fits", plan.peak() <= available)
                        .put(
                                "largestBatch",
                                largestBatch.isPresent()
                                        ? JsonValue.of((long) largestBatch.getAsInt())
                                        : JsonNull.NULL)
                        .build());
    }

    private JsonArray layers() {
        List<JsonValue> layers = new ArrayList<>();
        for (Summary.Row row : plan.summary().rows()) {
            layers.add(
                    JsonObject.builder()
                            .put("path", row.path())
                            .put("layer", row.layer())
                            .put("parameters", row.parameters())
                            .build());
        }
        return new JsonArray(layers);
    }
}
