package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// The piece of the graph between a stage and those before it, cut out: a function of their values
/// and of the parameters in between. Its derivatives are therefore local ones.
final class Segment {
    private static final String SEED = "@seed";
    private static final String DIRECTION = "@direction";

    private final Spot spot;
    private final List<Spot> all;
    private final Device device;
    private final Function<String, Array> inputs;
    private final Function<Spot, Array> values;

    /// @param all the stages
    /// @param inputs the values of the whole graph's inputs
    /// @param values those of stages
    Segment(
            Spot spot,
            List<Spot> all,
            Device device,
            Function<String, Array> inputs,
            Function<Spot, Array> values) {
        this.spot = spot;
        this.all = all;
        this.device = device;
        this.inputs = inputs;
        this.values = values;
    }

    /// How this stage changes with one before it, if the others stay as they are.
    Jacobian towards(Spot parent) {
        int rows = Math.toIntExact(spot.node().shape().size());
        int columns = Math.toIntExact(parent.node().shape().size());
        if (spot.isElementwise()) {
            return Jacobian.diagonal(rows(parent, 1, _ -> ones(rows))[0]);
        }
        if (spot.product().isPresent()) {
            Array weight = inputs.apply(spot.product().get().weight());
            int in = weight.shape().dim(0);
            int units = weight.shape().dim(1);
            double[] w = weight.toDoubles();
            return Jacobian.of(
                    rows,
                    columns,
                    (row, column) ->
                            row / units == column / in ? w[column % in * units + row % units] : 0);
        }
        if (rows <= columns) {
            double[][] found = rows(parent, rows, row -> unit(rows, row));
            return Jacobian.of(rows, columns, (row, column) -> found[row][column]);
        }
        double[][] found = columns(parent, columns);
        return Jacobian.of(rows, columns, (row, column) -> found[column][row]);
    }

    /// How each element of this stage changes with one number of a parameter in between.
    double[] towards(String parameter, int position) {
        if (spot.product().isPresent()) {
            return towardsProduct(spot.product().get(), parameter, position);
        }
        Cut cut = new Cut();
        Tensor weight = cut.parameter(parameter);
        try (Executable executable = cut.forward(weight)) {
            executable.input(DIRECTION).setFlat(position, 1);
            executable.run();
            return executable.output("column").toDoubles();
        }
    }

    /// A weight multiplies an activity, once for each place where the sum is taken; a bias is
    /// added.
    private double[] towardsProduct(Stage.Product product, String parameter, int position) {
        Shape shape = inputs.apply(product.weight()).shape();
        int in = shape.dim(0);
        int units = shape.dim(1);
        double[] column = new double[Math.toIntExact(spot.node().shape().size())];
        boolean isWeight = parameter.equals(product.weight());
        double[] activities = values.apply(all.get(spot.parents().getFirst())).toDoubles();
        for (int place = 0; place * units < column.length; place++) {
            column[place * units + position % units] =
                    isWeight ? activities[place * in + position / units] : 1;
        }
        return column;
    }

    /// What is multiplied with the Jacobian from the left, one run each.
    private double[][] rows(Spot parent, int count, IntFunction<double[]> left) {
        Cut cut = new Cut();
        Tensor gradient = Gradients.orZeros(cut.seeded(), List.of(cut.parent(parent))).getFirst();
        double[][] result = new double[count][];
        try (Executable executable = cut.compile("row", gradient)) {
            for (int row = 0; row < count; row++) {
                executable.input(SEED).setFlat(0, left.apply(row));
                executable.run();
                result[row] = executable.output("row").toDoubles();
            }
        }
        return result;
    }

    private double[][] columns(Spot parent, int count) {
        Cut cut = new Cut();
        double[][] result = new double[count][];
        try (Executable executable = cut.forward(cut.parent(parent))) {
            Array direction = executable.input(DIRECTION);
            for (int column = 0; column < count; column++) {
                direction.setFlat(column, 1);
                executable.run();
                direction.setFlat(column, 0);
                result[column] = executable.output("column").toDoubles();
            }
        }
        return result;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] unit(int count, int at) {
        double[] unit = new double[count];
        unit[at] = 1;
        return unit;
    }

    /// The piece in a trace of its own.
    private final class Cut {
        private final Trace trace = new Trace();
        private final Map<Node, Tensor> built = new HashMap<>();
        private final Map<String, Array> given = new LinkedHashMap<>();
        private final List<Tensor> arguments = new ArrayList<>();
        private final Tensor value;
        private final Tensor seed;

        Cut() {
            for (int index : spot.parents()) {
                Spot parent = all.get(index);
                built.put(parent.node(), argument("@" + parent.symbol(), values.apply(parent)));
            }
            value = build(spot.node());
            seed = argument(SEED, Array.zeros(value.type()));
        }

        Tensor parent(Spot parent) {
            return Objects.requireNonNull(built.get(parent.node()));
        }

        Tensor parameter(String path) {
            return built.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().op() instanceof Input(String name, TensorType _)
                                    && name.equals(path))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
        }

        Tensor seeded() {
            return value.times(seed).sum();
        }

        /// The derivative along a direction of one argument: what is multiplied with the Jacobian
        /// from the right is the gradient towards the seed of what is multiplied from the left.
        Executable forward(Tensor towards) {
            Tensor gradient = Gradients.orZeros(seeded(), List.of(towards)).getFirst();
            Tensor direction = argument(DIRECTION, Array.zeros(towards.type()));
            Tensor along = gradient.times(direction).sum();
            return compile("column", Gradients.orZeros(along, List.of(seed)).getFirst());
        }

        Executable compile(String name, Tensor output) {
            Executable executable =
                    device.compile(Graph.of(arguments, Map.of(name, output), Map.of()));
            given.forEach(executable::set);
            return executable;
        }

        private Tensor argument(String name, Array array) {
            given.put(name, array);
            Tensor tensor = trace.input(name, array.dtype(), array.shape());
            arguments.add(tensor);
            return tensor;
        }

        private Tensor build(Node node) {
            Tensor known = built.get(node);
            if (known != null) {
                return known;
            }
            Tensor result;
            if (node.op() instanceof Input(String name, TensorType _)) {
                result = argument(name, inputs.apply(name));
            } else {
                List<Tensor> operands = new ArrayList<>();
                for (Node input : node.inputs()) {
                    operands.add(build(input));
                }
                result = trace.add(node.op(), operands, node.origin());
            }
            built.put(node, result);
            return result;
        }
    }
}
