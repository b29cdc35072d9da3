package org.glissade.benchmarks.workload;

import static org.glissade.benchmarks.workload.Layer.Activation.RELU;
import static org.glissade.benchmarks.workload.Layer.Activation.TANH;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glissade.benchmarks.workload.Layer.Dense;

/// The standard workloads `W1` to `W10`, and all others by their names.
public final class Workloads {
    private static final Source POOL = new Source.Pool(16);

    private Workloads() {}

    /// The standard workloads in the order of their names.
    public static List<Workload> standard() {
        List<Layer> deep = new ArrayList<>(DenseNetworks.residual(15, 64, TANH));
        deep.add(new Dense(10));
        return List.of(
                new Workload(
                        "W1",
                        2,
                        List.of(new Dense(16), TANH, new Dense(1)),
                        Loss.BINARY_CROSS_ENTROPY,
                        new Rule.Sgd(0.1, 0),
                        4,
                        new Source.Xor()),
                new Workload(
                        "W2",
                        784,
                        List.of(new Dense(128), RELU, new Dense(64), RELU, new Dense(10)),
                        Loss.CROSS_ENTROPY,
                        new Rule.Sgd(0.01, 0.9),
                        32,
                        POOL),
                new Workload(
                        "W3",
                        784,
                        List.of(new Dense(1024), RELU, new Dense(1024), RELU, new Dense(10)),
                        Loss.CROSS_ENTROPY,
                        new Rule.Adam(1e-3),
                        256,
                        POOL),
                new Workload("W4", 64, deep, Loss.CROSS_ENTROPY, new Rule.Adam(1e-3), 64, POOL),
                new Workload(
                        "W9",
                        784,
                        List.of(new Dense(10)),
                        Loss.CROSS_ENTROPY,
                        new Rule.Sgd(0.1, 0),
                        100,
                        POOL),
                new Workload(
                        "W10",
                        28,
                        List.of(new Dense(128), RELU, new Dense(128), RELU, new Dense(1)),
                        Loss.BINARY_CROSS_ENTROPY,
                        new Rule.Adam(1e-3),
                        512,
                        new Source.Rows(100_000, 16)));
    }

    /// The workload of a name, in upper or lower case: one of the standard ones, of
    /// [DenseNetworks#all], or a point of a [ScalingSeries].
    ///
    /// @throws IllegalArgumentException if there is none
    public static Workload named(String name) {
        return Stream.concat(standard().stream(), DenseNetworks.all().stream())
                .filter(workload -> workload.name().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> ScalingSeries.point(name))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no workload "
                                        + name
                                        + "; there are "
                                        + standard().stream()
                                                .map(Workload::name)
                                                .collect(Collectors.joining(", "))
                                        + ", N1 to N"
                                        + DenseNetworks.all().size()
                                        + ", and batch64 or width300 with any other number"));
    }
}
