package org.glissade.benchmarks.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.glissade.benchmarks.workload.Workloads;

/// The process that trains a workload in one engine, told what to do line by line on standard
/// input. Its own lines begin with `@`, since native libraries may print others.
///
/// | command | answer |
/// | --- | --- |
/// | (start) | `@first`, when the first step is done; `@losses` with those of the first ten; `@settings`; `@difference`, see [Job#difference]; or `@unsupported` with the reason |
/// | `run SECONDS` | `@window STEPS EXAMPLES NANOSECONDS LOSS` after about that time |
/// | `memory` | `@memory KILOBYTES`, the most that was ever resident |
/// | `quit`, or the end of input | the process ends |
public final class Runner {
    /// Losses that are compared.
    public static final int COMPARED_STEPS = 10;

    private final Workload workload;
    private final Job job;
    private final PrintStream out;
    private long next;

    private Runner(Workload workload, Job job, PrintStream out) {
        this.workload = workload;
        this.job = job;
        this.out = out;
    }

    /// Serves one engine until told to quit.
    ///
    /// @param arguments the workload's name, its file, the number of threads
    public static void serve(Engine engine, String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Workload workload = Workloads.named(arguments[0]);
        int threads = Integer.parseInt(arguments[2]);
        try (WorkloadFile file = WorkloadFile.open(workload, Path.of(arguments[1]));
                Job job = engine.prepare(workload, file, threads)) {
            new Runner(workload, job, out).serve();
        } catch (UnsupportedOperationException e) {
            out.println("@unsupported " + e.getMessage());
        }
    }

    private void serve() throws IOException {
        StringJoiner losses = new StringJoiner(" ", "@losses ", "");
        for (int i = 0; i < COMPARED_STEPS; i++) {
            float loss = job.stepWithLoss(next++);
            if (i == 0) {
                out.println("@first");
            }
            losses.add(Float.toString(loss));
        }
        out.println(losses);
        out.println("@settings " + job.settings());
        out.println("@difference " + job.difference());
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = List.of(line.split(" "));
            switch (words.getFirst()) {
                case "run" -> out.println(window(Double.parseDouble(words.get(1))));
                case "memory" -> out.println("@memory " + peakKilobytes());
                case "quit" -> {
                    return;
                }
                default -> throw new IllegalArgumentException("unknown command: " + line);
            }
        }
    }

    /// Steps until the time is over. The clock is read about once a millisecond at most, so that
    /// tiny steps are not charged for it.
    private String window(double seconds) {
        long first = next;
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long now = start;
        long stride = 1;
        while (now < end) {
            for (long i = 0; i < stride; i++) {
                job.step(next++);
            }
            long before = now;
            now = System.nanoTime();
            long elapsed = Math.max(1, now - before);
            stride = Math.clamp(stride * 1_000_000 / elapsed, 1, stride * 2);
        }
        // Read after the window: the loss must still be a number, or the speed is that of NaNs.
        float loss = job.stepWithLoss(next);
        String line =
                String.format(
                        Locale.ROOT,
                        "@window %d %d %d %s",
                        next - first,
                        workload.examplesIn(next) - workload.examplesIn(first),
                        now - start,
                        Float.toString(loss));
        next++;
        return line;
    }

    private static long peakKilobytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
