package org.glissade.learn.explain;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glissade.tensor.Shape;

/// What numbers are called and where they come from, in words.
final class Names {
    private final List<Stage> stages;
    private final Map<String, Shape> shapes;
    private final String loss;
    private final Map<String, String> symbols = new LinkedHashMap<>();

    /// @param shapes those of the parameters, by path
    Names(List<Stage> stages, Map<String, Shape> shapes, String loss) {
        this.stages = stages;
        this.shapes = shapes;
        this.loss = loss;
        Set<String> taken = new HashSet<>();
        for (Stage stage : stages) {
            for (String path : stage.parameters()) {
                if (!symbols.containsKey(path)) {
                    symbols.put(path, unique(symbol(stage, path), taken));
                }
            }
        }
        for (String path : shapes.keySet()) {
            if (!symbols.containsKey(path)) {
                symbols.put(path, unique(leaf(path), taken));
            }
        }
    }

    private static String symbol(Stage stage, String path) {
        boolean isWeight = isWeight(stage, path);
        boolean isBias = !isWeight && stage.product().isPresent();
        return (isWeight ? "w" : isBias ? "b" : leaf(path)) + stage.number();
    }

    private static boolean isWeight(Stage stage, String path) {
        return stage.product().filter(product -> product.weight().equals(path)).isPresent();
    }

    private static String leaf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String unique(String symbol, Set<String> taken) {
        String result = symbol;
        while (!taken.add(result)) {
            result += "′";
        }
        return result;
    }

    /// A parameter's symbol: `w1`, `b1`, `slope2`.
    String symbol(String path) {
        return symbols.getOrDefault(path, path);
    }

    /// A number of a parameter: `w1[2,3]`.
    String symbol(String path, int position) {
        return symbol(path) + WeightIndex.brackets(shape(path), position);
    }

    private Shape shape(String path) {
        return shapes.getOrDefault(path, Shape.scalar());
    }

    private String element(int stage, int element) {
        return stages.get(stage).element(element);
    }

    /// The factor of a step from an element to one of a later stage.
    Factor step(int from, int element, int to, int row, double value) {
        Stage before = stages.get(from);
        Stage after = stages.get(to);
        String start = before.element(element);
        String end = after.element(row);
        String of = "∂" + end + "/∂" + start;
        if (after.product().isPresent()) {
            String path = after.product().get().weight();
            int in = shape(path).dim(0);
            int units = shape(path).dim(1);
            int position = element % in * units + row % units;
            return new Factor(
                    of,
                    symbol(path, position),
                    "the weight "
                            + WeightIndex.of(path, shape(path), position)
                            + ", by which "
                            + end
                            + " multiplies "
                            + start,
                    value);
        }
        if (after.isElementwise()) {
            return new Factor(
                    of,
                    after.function() + "′(" + start + ")",
                    "the slope of "
                            + after.function()
                            + " at "
                            + start
                            + " = "
                            + before.values().getFlat(element),
                    value);
        }
        return switch (after.role()) {
            case SKIP_SUM ->
                    new Factor(
                            of,
                            value == 1 ? "1" : of,
                            "the sum at the end of the skip connection "
                                    + after.layer()
                                    + " takes it as it is",
                            value);
            case ERROR ->
                    new Factor(
                            of,
                            before.children().equals(List.of(to)) ? before.derivative(element) : of,
                            "how the error, " + loss + ", changes with the output " + start,
                            value);
            case INPUT, WEIGHTED_SUM, ACTIVITY ->
                    new Factor(
                            of,
                            of,
                            "how "
                                    + after.function()
                                    + (after.layer().isEmpty() ? "" : " in " + after.layer())
                                    + " changes "
                                    + end
                                    + " with "
                                    + start,
                            value);
        };
    }

    /// The factor of the step from a parameter to an element of a stage that uses it.
    Factor entry(String path, int position, int stage, int row, double value) {
        Stage after = stages.get(stage);
        String of = "∂" + after.element(row) + "/∂" + symbol(path, position);
        if (after.product().isEmpty()) {
            return new Factor(
                    of,
                    of,
                    "how "
                            + after.function()
                            + (after.layer().isEmpty() ? "" : " in " + after.layer())
                            + " changes "
                            + after.element(row)
                            + " with "
                            + symbol(path, position),
                    value);
        }
        if (!isWeight(after, path)) {
            return new Factor(of, "1", "a bias is added as it is", value);
        }
        int in = shape(path).dim(0);
        int units = shape(path).dim(1);
        String source = element(after.parents().getFirst(), row / units * in + position / units);
        return new Factor(
                of, source, "what " + symbol(path, position) + " multiplies: " + source, value);
    }

    /// Whether an element of a stage is computed with a number of a parameter, be it times 0.
    boolean isUsed(String path, int position, int stage, int row) {
        Stage after = stages.get(stage);
        if (after.product().isEmpty()) {
            return false;
        }
        int units = shape(after.product().get().weight()).dim(1);
        return position % units == row % units;
    }

    /// The factor that stands for all ways on from an element: its derivative.
    Factor above(int stage, int row, double value) {
        Stage at = stages.get(stage);
        return new Factor(
                "∂E/∂" + at.element(row),
                at.derivative(row),
                "how the error changes with " + at.element(row) + ", all ways together",
                value);
    }
}
