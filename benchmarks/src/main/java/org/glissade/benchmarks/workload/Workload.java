package org.glissade.benchmarks.workload;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.glissade.benchmarks.workload.Layer.Dense;
import org.glissade.benchmarks.workload.Layer.Residual;

/// A training job that every engine does in the same way, as plain data.
///
/// @param name `W2`; see [Workloads]
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
    /// The list is copied.
    public Workload {
        layers = List.copyOf(layers);
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

    /// The network in a few signs: widths from input to output, `n×(a-b)` for n residual blocks,
    /// then the activations, such as `64-15×(64-64)-10, tanh`.
    public String network() {
        Set<Layer.Activation> activations = EnumSet.noneOf(Layer.Activation.class);
        StringBuilder text = new StringBuilder().append(inputs);
        describe(layers, "-", text, activations);
        for (Layer.Activation activation : activations) {
            text.append(", ").append(activation.name().toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    private static void describe(
            List<Layer> layers, String before, StringBuilder text, Set<Layer.Activation> found) {
        String separator = before;
        for (int i = 0; i < layers.size(); i++) {
            switch (layers.get(i)) {
                case Dense(int units) -> {
                    text.append(separator).append(units);
                    separator = "-";
                }
                case Layer.Activation activation -> found.add(activation);
                case Residual block -> {
                    int first = i;
                    while (i + 1 < layers.size() && layers.get(i + 1).equals(block)) {
                        i++;
                    }
                    text.append(separator).append(i + 1 - first).append("×(");
                    describe(block.inner(), "", text, found);
                    text.append(')');
                    separator = "-";
                }
            }
        }
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

    /// How many different examples there are.
    public int examples() {
        return switch (source) {
            case Source.Xor() -> 4;
            case Source.Pool(int batches) -> batches * batch;
            case Source.Rows(int rows, int _) -> rows;
        };
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
