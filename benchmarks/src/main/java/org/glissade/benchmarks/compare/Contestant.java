package org.glissade.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.glissade.benchmarks.workload.Workload;

/// A running process of one engine with one number of threads, and the rates measured in it. Speaks
/// the protocol of [org.glissade.benchmarks.runner.Runner].
final class Contestant implements AutoCloseable {
    private final Command command;
    private final Workload workload;
    private final int threads;
    private final Path log;
    private final Process process;
    private final BufferedReader in;
    private final PrintStream out;
    private final double firstStepMilliseconds;
    private final List<Double> losses;
    private final String settings;
    private final String difference;
    private final List<Double> rates = new ArrayList<>();

    /// The engine cannot do the workload.
    static final class UnsupportedWorkloadException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnsupportedWorkloadException(String reason) {
            super(reason);
        }
    }

    /// Starts a process and waits for its first steps.
    ///
    /// @throws UnsupportedWorkloadException with the engine's reason
    Contestant(Command command, Workload workload, Path file, int threads, Path logs) {
        this.command = command;
        this.workload = workload;
        this.threads = threads;
        this.log =
                logs.resolve(
                        (workload.name() + "-" + command.title() + "-" + threads + ".log")
                                .toLowerCase(Locale.ROOT));
        ProcessBuilder builder = command.process(workload, file, threads, log);
        long start = System.nanoTime();
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.title() + ": " + e, e);
        }
        this.in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        boolean started = false;
        try {
            answer("first");
            this.firstStepMilliseconds = (System.nanoTime() - start) / 1e6;
            this.losses = Stream.of(answer("losses").split(" ")).map(Double::valueOf).toList();
            this.settings = answer("settings");
            this.difference = answer("difference");
            started = true;
        } finally {
            if (!started) {
                process.destroyForcibly();
            }
        }
    }

    /// The rest of the next line that begins with `@` and a word.
    private String answer(String word) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("@unsupported ")) {
                    throw new UnsupportedWorkloadException(
                            line.substring("@unsupported ".length()));
                }
                if (line.equals("@" + word) || line.startsWith("@" + word + " ")) {
                    return line.substring(word.length() + 1).strip();
                }
            }
            throw new IllegalStateException(
                    this + " ended early; it wrote to " + log + ":\n" + lastLines());
        } catch (IOException e) {
            throw new UncheckedIOException("lost " + this + ": " + e, e);
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /// Trains for about the given time and forgets how fast it was.
    ///
    /// @return steps or examples a second
    double warmUp(double seconds) {
        return window(seconds);
    }

    /// Trains for about the given time and keeps the rate.
    void measure(double seconds) {
        rates.add(window(seconds));
    }

    private double window(double seconds) {
        out.println("run " + seconds);
        String[] words = answer("window").split(" ");
        double loss = Double.parseDouble(words[3]);
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException(
                    this + " has a loss of " + loss + ": its speed means nothing");
        }
        double count = Double.parseDouble(words[workload.isCountedInExamples() ? 1 : 0]);
        return count / (Double.parseDouble(words[2]) / 1e9);
    }

    /// Whether there is a rate.
    boolean isMeasured() {
        return !rates.isEmpty();
    }

    Rates rates() {
        return Rates.of(rates);
    }

    Command command() {
        return command;
    }

    int threads() {
        return threads;
    }

    double firstStepMilliseconds() {
        return firstStepMilliseconds;
    }

    List<Double> losses() {
        return losses;
    }

    String settings() {
        return settings;
    }

    /// Why losses cannot be compared; empty where they can.
    String difference() {
        return difference;
    }

    /// The most memory that was ever resident, in MB; empty where the system does not tell.
    Optional<Double> peakMegabytes() {
        out.println("memory");
        double kilobytes = Double.parseDouble(answer("memory"));
        return kilobytes == 0 ? Optional.empty() : Optional.of(kilobytes / 1024);
    }

    @Override
    public void close() {
        out.println("quit");
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return command.title() + " on " + workload.name() + " (" + threads + " threads)";
    }
}
