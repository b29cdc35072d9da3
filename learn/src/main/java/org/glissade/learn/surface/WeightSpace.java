package org.glissade.learn.surface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.model.Parameters;
import org.glissade.tensor.Shape;

/// All trained values of a network as one vector: its parameters one after another, each row by
/// row, in the order of their declaration.
///
/// @param parts the parameters
public record WeightSpace(List<Part> parts) {
    /// A parameter's place in the vector.
    ///
    /// @param path as in [Parameters]
    /// @param offset of its first value
    public record Part(String path, Shape shape, int offset) {
        /// The number of its values.
        public int size() {
            return Math.toIntExact(shape.size());
        }

        /// The name of one value: `0.dense/weight[3,1]`.
        ///
        /// @param index within this part, row by row
        public String name(int index) {
            StringBuilder text = new StringBuilder();
            int rest = index;
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                text.insert(0, (axis == 0 ? "" : ",") + rest % shape.dim(axis));
                rest /= shape.dim(axis);
            }
            return path + "[" + text + "]";
        }
    }

    /// The list is kept unmodifiable.
    public WeightSpace {
        parts = List.copyOf(parts);
    }

    /// The space of declared parameters.
    ///
    /// @throws ArithmeticException if there are more values than an array can have
    public static WeightSpace of(List<Declaration> declared) {
        List<Part> parts = new ArrayList<>();
        int offset = 0;
        for (Declaration one : declared) {
            Part part = new Part(one.path(), one.type().shape(), offset);
            parts.add(part);
            offset = Math.addExact(offset, part.size());
        }
        return new WeightSpace(parts);
    }

    /// The number of values.
    public int size() {
        return parts.isEmpty() ? 0 : parts.getLast().offset + parts.getLast().size();
    }

    /// The part that holds a value.
    ///
    /// @throws IndexOutOfBoundsException if there is no such value
    public Part partOf(int index) {
        for (Part part : parts) {
            if (index >= part.offset && index < part.offset + part.size()) {
                return part;
            }
        }
        throw new IndexOutOfBoundsException("there are " + size() + " values, but not " + index);
    }

    /// The values as one vector.
    ///
    /// @throws IllegalArgumentException if a parameter of this space is missing
    public double[] vector(Parameters parameters) {
        double[] vector = new double[size()];
        for (Part part : parts) {
            double[] values = parameters.get(part.path).toDoubles();
            if (values.length != part.size()) {
                throw new IllegalArgumentException(
                        part.path + " has " + values.length + " values, expected " + part.size());
            }
            System.arraycopy(values, 0, vector, part.offset, values.length);
        }
        return vector;
    }

    /// A vector taken apart.
    ///
    /// @throws IllegalArgumentException if it does not have the space's size
    public Map<String, double[]> values(double[] vector) {
        if (vector.length != size()) {
            throw new IllegalArgumentException(
                    "a vector of " + vector.length + " values for a space of " + size());
        }
        Map<String, double[]> values = new LinkedHashMap<>();
        for (Part part : parts) {
            values.put(
                    part.path,
                    java.util.Arrays.copyOfRange(vector, part.offset, part.offset + part.size()));
        }
        return values;
    }
}
