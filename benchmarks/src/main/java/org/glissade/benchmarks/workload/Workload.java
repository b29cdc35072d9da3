package org.glissade.benchmarks.workload;

import static org.glissade.benchmarks.workload.Layer.Activation.RELU;
import static org.glissade.benchmarks.workload.Layer.Activation.TANH;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.glissade.benchmarks.workload.Layer.Dense;
import org.glissade.benchmarks.workload.Layer.Residual;

/// A training job that every engine does in the same way, as plain data.
///
/// @param name `W2`
/// @param inputs features of an example
/// @param layers from input to output
/// @param loss mean over the batch
/// @param rule the update
/// @param batch examples in a step
/// @param source of the batches
public record Workload(
        String name,
        int inputs,
        List<Layer> layers,
        Loss loss,
        Rule rule,
        int batch,
        Source source) {
    private static final Source POOL = new Source.Pool(16);

    /// The list is copied.
    public Workload {
        layers = List.copyOf(layers);
    }

    /// All workloads in the order of their names.
    public static List<Workload> all() {
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
                new Workload(
                        "W4",
                        64,
                        deepResidual(15, 64, 10),
                        Loss.CROSS_ENTROPY,
                        new Rule.Adam(1e-3),
                        64,
                        POOL),
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

    private static List<Layer> deepResidual(int blocks, int width, int outputs) {
        List<Layer> layers =
                new ArrayList<>(
                        Collections.nCopies(
                                blocks,
                                new Residual(
                                        List.of(new Dense(width), TANH, new Dense(width), TANH))));
        layers.add(new Dense(outputs));
        return layers;
    }

    /// The workload of a name, in upper or lower case.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no workload "
                                        + name
                                        + "; there are "
                                        + all().stream()
                                                .map(Workload::name)
                                                .collect(Collectors.joining(", "))));
    }

    /// The dense layers in the order in which an example passes through them.
    public List<DenseShape> dense() {
        List<DenseShape> shapes = new ArrayList<>();
        collect(layers, inputs, shapes);
        return shapes;
    }

    private static int collect(List<Layer> layers, int width, List<DenseShape> shapes) {
        int current = width;
        for (Layer layer : layers) {
            current =
                    switch (layer) {
                        case Dense(int units) -> {
                            shapes.add(new DenseShape(current, units));
                            yield units;
                        }
                        case Layer.Activation _ -> current;
                        case Residual(List<Layer> inner) -> collect(inner, current, shapes);
                    };
        }
        return current;
    }

    /// Outputs of the network.
    public int outputs() {
        return dense().getLast().outputs();
    }

    /// Values that are learned.
    public long parameters() {
        return dense().stream().mapToLong(DenseShape::parameters).sum();
    }

    /// Floating-point operations of the matrix products for one example: forward and weight
    /// gradient of every dense layer, and the input gradient of all but those fed by the input.
    /// Nothing else is counted.
    public long operationsPerExample() {
        long operations = 0;
        List<DenseShape> shapes = dense();
        for (int layer = 0; layer < shapes.size(); layer++) {
            // The input's gradient is asked of no layer that sees the input alone: the first one.
            int products = layer == 0 ? 2 : 3;
            operations += 2L * products * shapes.get(layer).inputs() * shapes.get(layer).outputs();
        }
        return operations;
    }

    /// How many batches of different data there are before they repeat in an epoch or pool.
    public int batches() {
        return switch (source) {
            case Source.Xor() -> 1;
            case Source.Pool(int batches) -> batches;
            case Source.Rows(int rows, int _) -> (rows + batch - 1) / batch;
        };
    }

    /// Examples in the step of an index from 0.
    public int examples(long step) {
        return switch (source) {
            case Source.Rows(int rows, int _) -> Math.min(batch, rows - firstRow(step));
            case Source.Xor(), Source.Pool(int _) -> batch;
        };
    }

    /// Where the step of an index begins in its epoch's order of rows.
    public int firstRow(long step) {
        return Math.toIntExact(step % batches() * batch);
    }

    /// Examples in the first steps together.
    public long examplesIn(long steps) {
        return switch (source) {
            case Source.Rows(int rows, int _) ->
                    steps / batches() * rows + steps % batches() * batch;
            case Source.Xor(), Source.Pool(int _) -> steps * batch;
        };
    }

    /// Whether speed is told in examples rather than steps a second, since steps differ in size.
    public boolean isCountedInExamples() {
        return source instanceof Source.Rows;
    }
}
