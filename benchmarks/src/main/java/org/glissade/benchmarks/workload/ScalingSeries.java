package org.glissade.benchmarks.workload;

import static org.glissade.benchmarks.workload.Layer.Activation.RELU;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.glissade.benchmarks.workload.Layer.Dense;

/// Workloads that differ in one number only: w-w-w-10 with ReLU, cross-entropy and SGD with
/// momentum, over batches of one width or widths at one batch.
public enum ScalingSeries {
    /// Batches of 1 to 4,096 examples at width 256.
    BATCH(List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096)),
    /// Widths of 16 to 4,096, odd ones among them, at batch 64.
    WIDTH(List.of(16, 17, 32, 64, 100, 128, 256, 300, 512, 1_000, 1_024, 2_048, 4_096));

    /// The width of all networks in [#BATCH].
    public static final int FIXED_WIDTH = 256;

    /// The batch of all networks in [#WIDTH].
    public static final int FIXED_BATCH = 64;

    private static final int EXAMPLES = 4_096;

    /// What a workload's file can hold.
    private static final int LARGEST = 8_192;

    private static final Pattern NAME = Pattern.compile("(batch|width)([1-9][0-9]{0,4})");

    private final List<Integer> points;

    ScalingSeries(List<Integer> points) {
        this.points = points;
    }

    private Workload workload(int value) {
        int width = this == WIDTH ? value : FIXED_WIDTH;
        int batch = this == BATCH ? value : FIXED_BATCH;
        List<Layer> layers = new ArrayList<>(DenseNetworks.stack(RELU, width, width));
        layers.add(new Dense(10));
        // Two batches at least, else a single one is soon known by heart.
        int batches = Math.max(2, EXAMPLES / batch);
        return new Workload(
                title() + value,
                width,
                layers,
                Loss.CROSS_ENTROPY,
                new Rule.Sgd(0.001, 0.9),
                batch,
                new Source.Pool(batches));
    }

    /// `batch` or `width`.
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The workloads of the series, from the smallest number to the largest.
    public List<Workload> workloads() {
        return points.stream().map(this::workload).toList();
    }

    /// Whether a workload is a point of this series.
    public boolean has(Workload workload) {
        return workload.name().startsWith(title());
    }

    /// The number of a point: 64 for `batch64`.
    public int value(Workload workload) {
        return Integer.parseInt(workload.name().substring(title().length()));
    }

    /// The workload of a name such as `batch64` or `width300`, also of numbers that are in no list.
    static Optional<Workload> point(String name) {
        Matcher matcher = NAME.matcher(name.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LARGEST) {
            return Optional.empty();
        }
        int value = Integer.parseInt(matcher.group(2));
        return Stream.of(values())
                .filter(series -> series.title().equals(matcher.group(1)))
                .map(series -> series.workload(value))
                .findFirst();
    }
}
