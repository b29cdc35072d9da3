package org.glissade.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.glissade.benchmarks.compare.Contestant.UnsupportedWorkloadException;
import org.glissade.benchmarks.probe.HandoffProbe;
import org.glissade.benchmarks.probe.PeakProbe;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;

/// Trains the same workloads in Glissade and in a peer, side by side: separate warmed-up processes
/// take turns, window by window, so that both see the same machine.
final class Race {
    /// Numbers of threads whose trial is this close to the better one stay in the race.
    private static final double CLOSE = 0.85;

    private static final int BURST_MILLISECONDS = 150;
    private static final int PAUSE_MILLISECONDS = 30;

    private final Pace pace;
    private final Path folder;
    private final Path files;
    private final Machine machine;
    private final Map<Integer, Double> peaks = new TreeMap<>();

    private Race(Pace pace) {
        this.pace = pace;
        this.folder = Path.of(System.getProperty("glissade.benchmarks", "benchmarks"));
        this.files = folder.resolve("target").resolve("compare");
        this.machine = Machine.here();
    }

    /// Compares workload after workload and prints on what machine that was.
    static List<Result> run(List<Workload> workloads, Pace pace, PrintStream out)
            throws IOException {
        Race race = new Race(pace);
        Files.createDirectories(race.files);
        List<Result> results = new ArrayList<>();
        for (Workload workload : workloads) {
            race.measurePeaks();
            results.add(race.compare(workload));
        }
        race.measurePeaks();
        race.printMachine(out);
        return results;
    }

    private void printMachine(PrintStream out) {
        out.printf(
                "%s, %d cores, Java %s%n", machine.processor(), machine.cores(), Runtime.version());
        peaks.forEach((threads, peak) ->
                out.printf(
                        Locale.ROOT,
                        "measured peak, %d %s: %.0f GFLOP/s%n",
                        threads,
                        threads == 1 ? "thread" : "threads",
                        peak));
    }

    /// The best of all measurements counts: nothing makes a processor faster than it is.
    private void measurePeaks() {
        for (int threads : pace.threads()) {
            peaks.merge(threads, PeakProbe.gigaflops(threads, BURST_MILLISECONDS), Math::max);
        }
    }

    private Result compare(Workload workload) throws IOException {
        Path file = WorkloadFile.write(workload, files);
        List<Contestant> all = new ArrayList<>();
        try {
            List<Contestant> glissade = start(Command.glissade(), workload, file, all);
            List<Contestant> peer = List.of();
            String note = "";
            if (pace.peer() != Peer.NONE) {
                try {
                    peer = start(pace.peer().command(folder, machine), workload, file, all);
                    note = lossNote(glissade, peer);
                } catch (UnsupportedWorkloadException e) {
                    note = pace.peer().title() + ": " + e.getMessage();
                }
            }
            List<Contestant> race = new ArrayList<>(promising(glissade));
            race.addAll(promising(peer));
            double handoff = alternate(workload, race);
            return new Result(
                    workload,
                    best(workload, glissade),
                    peer.isEmpty() ? Optional.empty() : Optional.of(best(workload, peer)),
                    handoff,
                    note);
        } finally {
            all.forEach(Contestant::close);
            // Up to a hundred megabytes, written anew each time.
            Files.deleteIfExists(file);
        }
    }

    private List<Contestant> start(
            Command command, Workload workload, Path file, List<Contestant> all) {
        List<Contestant> started = new ArrayList<>();
        for (int threads : pace.threads()) {
            Contestant contestant = new Contestant(command, workload, file, threads, files);
            progress(
                    contestant
                            + ": first step after "
                            + Math.round(contestant.firstStepMilliseconds())
                            + " ms");
            all.add(contestant);
            started.add(contestant);
        }
        return started;
    }

    private static String lossNote(List<Contestant> glissade, List<Contestant> peer) {
        String difference = peer.getFirst().difference();
        if (!difference.isEmpty()) {
            return "losses not compared: " + difference;
        }
        double largest = 0;
        for (Contestant first : glissade) {
            for (Contestant second : peer) {
                largest = Math.max(largest, LossCheck.difference(first, second));
            }
        }
        return String.format(Locale.ROOT, "losses of the first 10 steps agree to %.0e", largest);
    }

    /// Warms up and keeps the numbers of threads that may turn out to be the better ones.
    private List<Contestant> promising(List<Contestant> contestants) {
        Map<Contestant, Double> trials = new LinkedHashMap<>();
        for (Contestant contestant : contestants) {
            contestant.warmUp(pace.warmUp());
            double rate = contestant.warmUp(Math.min(1, pace.seconds()));
            progress(contestant + ": about " + Math.round(rate) + " /s");
            trials.put(contestant, rate);
        }
        double best = trials.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return contestants.stream()
                .filter(contestant -> trials.getOrDefault(contestant, 0.0) >= CLOSE * best)
                .toList();
    }

    /// Alternates windows, in turned order every other time.
    ///
    /// @return the median hand-off latency between windows in nanoseconds
    private double alternate(Workload workload, List<Contestant> race) {
        List<Double> latencies = new ArrayList<>();
        for (int window = 0; window < pace.windows(); window++) {
            progress(workload.name() + ": window " + (window + 1) + " of " + pace.windows());
            for (Contestant contestant : window % 2 == 0 ? race : race.reversed()) {
                pause();
                latencies.add(HandoffProbe.nanoseconds());
                contestant.measure(pace.seconds());
            }
        }
        return Rates.of(latencies).median();
    }

    /// Native thread pools spin for a while after their last work.
    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Result.Side best(Workload workload, List<Contestant> contestants) {
        Contestant best =
                contestants.stream()
                        .filter(Contestant::isMeasured)
                        .max(Comparator.comparingDouble(each -> each.rates().median()))
                        .orElseThrow();
        double peak = peaks.getOrDefault(best.threads(), Double.NaN);
        return Result.Side.of(best, workload, peak);
    }

    private static void progress(String line) {
        System.err.println(line);
    }
}
