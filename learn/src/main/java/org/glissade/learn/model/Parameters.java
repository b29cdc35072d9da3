package org.glissade.learn.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.glissade.learn.layer.Declaration;
import org.glissade.runtime.Array;
import org.glissade.runtime.State;

/// The values that make a network a trained one: an immutable, ordered map from paths to arrays,
/// running statistics included. Arrays that come out are copies.
public final class Parameters {
    private static final int PIECE = 1 << 14;

    private final Map<String, Array> arrays;

    private Parameters(Map<String, Array> arrays) {
        this.arrays = Collections.unmodifiableMap(arrays);
    }

    /// Copies of the given arrays.
    public static Parameters of(Map<String, Array> arrays) {
        Map<String, Array> copies = new LinkedHashMap<>();
        arrays.forEach((path, array) -> copies.put(path, array.copy()));
        return new Parameters(copies);
    }

    /// The first values of declared parameters: a function of the seed and the declarations alone.
    public static Parameters initial(List<Declaration> declared, long seed) {
        Map<String, Array> arrays = new LinkedHashMap<>();
        declared.forEach(one -> arrays.put(one.path(), initial(one, seed)));
        return new Parameters(arrays);
    }

    /// The first values of one declared parameter.
    public static Array initial(Declaration declared, long seed) {
        Array array = Array.zeros(declared.type());
        // Piece by piece: as doubles all of them would take twice the parameter's memory.
        double[] piece = new double[(int) Math.min(PIECE, array.size())];
        LongToDoubleFunction values = declared.initialValues(seed);
        for (long from = 0; from < array.size(); from += piece.length) {
            if (array.size() - from < piece.length) {
                piece = new double[(int) (array.size() - from)];
            }
            for (int i = 0; i < piece.length; i++) {
                piece[i] = values.applyAsDouble(from + i);
            }
            array.setFlat(from, piece);
        }
        return array;
    }

    /// Copies of what a state holds under the declared paths.
    public static Parameters of(List<Declaration> declared, State state) {
        Map<String, Array> arrays = new LinkedHashMap<>();
        declared.forEach(one -> arrays.put(one.path(), state.get(one.path()).copy()));
        return new Parameters(arrays);
    }

    /// The paths in their order.
    public Set<String> paths() {
        return arrays.keySet();
    }

    /// A copy of the array at a path.
    ///
    /// @throws IllegalArgumentException if there is none
    public Array get(String path) {
        Array array = arrays.get(path);
        if (array == null) {
            throw new IllegalArgumentException(
                    "there is no parameter \"" + path + "\"; there are " + paths());
        }
        return array.copy();
    }

    /// The number of values.
    public long count() {
        return arrays.values().stream().mapToLong(Array::size).sum();
    }

    /// The memory of the values, in bytes.
    public long bytes() {
        return arrays.values().stream().mapToLong(array -> array.type().bytes()).sum();
    }

    /// Adds copies of all arrays to a state.
    public void copyTo(State state) {
        arrays.forEach((path, array) -> state.put(path, array.copy()));
    }

    /// The arrays themselves, for writing and checking.
    Map<String, Array> arrays() {
        return arrays;
    }

    /// Whether paths, types and all bits are equal.
    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters parameters && arrays.equals(parameters.arrays);
    }

    @Override
    public int hashCode() {
        return arrays.hashCode();
    }

    /// Paths and types.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("parameters {");
        arrays.forEach(
                (path, array) -> text.append(' ').append(path).append(' ').append(array.type()));
        return text.append(" }").toString();
    }
}
