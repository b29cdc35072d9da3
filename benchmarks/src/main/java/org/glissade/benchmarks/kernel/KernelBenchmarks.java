package org.glissade.benchmarks.kernel;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.glissade.benchmarks.probe.CopyProbe;
import org.glissade.benchmarks.probe.PeakProbe;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the micro-benchmarks through JMH and prints each as a share of what the machine can do at
/// most.
public final class KernelBenchmarks {
    private static final long CACHE = 4 << 20;
    private static final long MEMORY = 256 << 20;
    private static final int MILLISECONDS = 500;

    private KernelBenchmarks() {}

    /// Takes JMH's arguments.
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        CommandLineOptions given = new CommandLineOptions(arguments);
        ChainedOptionsBuilder options = new OptionsBuilder().parent(given);
        if (given.getIncludes().isEmpty()) {
            options = options.include("org.glissade.benchmarks.kernel");
        }
        double peak = PeakProbe.gigaflops(1, MILLISECONDS);
        double cached = CopyProbe.gigabytesPerSecond(CACHE, MILLISECONDS);
        double memory = CopyProbe.gigabytesPerSecond(MEMORY, MILLISECONDS);
        Collection<RunResult> results = new Runner(options.build()).run();
        out.printf(
                Locale.ROOT,
                "%nOne thread at most: %.0f GFLOP/s; copies of 4 MiB %.0f GB/s, of 256 MiB %.0f GB/s"
                        + " (bytes read and written)%n",
                peak,
                cached,
                memory);
        out.printf("%-28s %-28s %10s %8s %22s%n", "kernel", "", "ns", "rate", "of the limit");
        for (RunResult result : results) {
            print(result, peak, cached, out);
        }
    }

    private static void print(RunResult result, double peak, double cached, PrintStream out) {
        List<String> parameters =
                result.getParams().getParamsKeys().stream()
                        .sorted()
                        .map(key -> result.getParams().getParam(key))
                        .toList();
        Result<?> work = result.getSecondaryResults().get("giga");
        double rate = work == null ? Double.NaN : work.getScore();
        boolean isProduct = result.getParams().getBenchmark().contains("MatrixProducts");
        out.printf(
                Locale.ROOT,
                "%-28s %-28s %,10.0f %8.1f %22s%n",
                isProduct ? "matrix product" : "elementwise",
                parameters.stream().collect(Collectors.joining(" ")),
                1 / result.getPrimaryResult().getScore(),
                rate,
                String.format(
                        Locale.ROOT,
                        isProduct ? "%.0f%% of peak" : "%.0f%% of 4 MiB copies",
                        100 * rate / (isProduct ? peak : cached)));
    }
}
