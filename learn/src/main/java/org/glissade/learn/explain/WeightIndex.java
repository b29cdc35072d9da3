package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.glissade.tensor.Shape;

/// One number of a parameter: `0.dense/weight[2,3]`. Indices count from 0.
///
/// @param path the parameter's
/// @param indices one for each axis
public record WeightIndex(String path, List<Integer> indices) {
    private static final Pattern FORM = Pattern.compile("\\s*(.+?)\\s*\\[([\\d\\s,]*)]\\s*");

    /// Indices are checked and kept unmodifiable.
    public WeightIndex {
        indices = List.copyOf(indices);
        for (int index : indices) {
            if (index < 0) {
                throw new IllegalArgumentException("indices count from 0, but got " + indices);
            }
        }
    }

    /// What a text means.
    ///
    /// @throws IllegalArgumentException with what was expected
    public static WeightIndex parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a weight is the path of a parameter with indices in brackets, such as"
                            + " 0.dense/weight[2,3], but got \""
                            + text
                            + "\"");
        }
        List<Integer> indices = new ArrayList<>();
        for (String part : form.group(2).split(",", -1)) {
            if (!part.isBlank()) {
                indices.add(index(part.strip(), text));
            }
        }
        return new WeightIndex(form.group(1), indices);
    }

    private static int index(String part, String text) {
        try {
            return Integer.parseInt(part);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    "\""
                            + part
                            + "\" in "
                            + text
                            + " is no index; indices are whole numbers from 0");
        }
    }

    /// The index of an element in row-major order.
    static WeightIndex of(String path, Shape shape, int element) {
        return new WeightIndex(path, indices(shape, element));
    }

    /// The position in row-major order.
    ///
    /// @throws IllegalArgumentException if there is no such element in the shape
    int position(Shape shape) {
        boolean fits =
                indices.size() == shape.rank()
                        && IntStream.range(0, indices.size())
                                .allMatch(axis -> indices.get(axis) < shape.dim(axis));
        if (!fits) {
            throw new IllegalArgumentException(
                    "there is no "
                            + this
                            + ": "
                            + path
                            + " has the shape "
                            + shape
                            + ", and indices count from 0, so the last is "
                            + of(path, shape, Math.toIntExact(shape.size()) - 1));
        }
        int position = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            position = position * shape.dim(axis) + indices.get(axis);
        }
        return position;
    }

    /// `[2,3]` for an element in row-major order; nothing for a scalar.
    static String brackets(Shape shape, int element) {
        return shape.rank() == 0 ? "" : brackets(indices(shape, element));
    }

    private static String brackets(List<Integer> indices) {
        return indices.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    private static List<Integer> indices(Shape shape, int element) {
        List<Integer> indices = new ArrayList<>();
        int rest = element;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            indices.addFirst(rest % shape.dim(axis));
            rest /= shape.dim(axis);
        }
        return indices;
    }

    /// `0.dense/weight[2,3]`.
    @Override
    public String toString() {
        return path + brackets(indices);
    }
}
