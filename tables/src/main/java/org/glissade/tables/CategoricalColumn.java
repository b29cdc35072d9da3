package org.glissade.tables;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// A column of categories: for each row the index of its level, or -1 if it is missing.
public final class CategoricalColumn implements Column {
    private final String name;
    private final List<String> levels;
    private final int[] codes;

    /// A column with copies of the values.
    ///
    /// @param levels the different texts
    /// @param codes for each row an index into the levels, or -1
    public CategoricalColumn(String name, List<String> levels, int... codes) {
        this.name = name;
        this.levels = List.copyOf(levels);
        this.codes = codes.clone();
        if (new HashSet<>(levels).size() != levels.size()) {
            throw new IllegalArgumentException("the levels of " + name + " repeat");
        }
        for (int code : codes) {
            if (code != -1) {
                Objects.checkIndex(code, levels.size());
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return codes.length;
    }

    /// The different texts, in the order of their codes.
    public List<String> levels() {
        return levels;
    }

    /// The index of the row's level; -1 if missing.
    public int code(int row) {
        return codes[row];
    }

    @Override
    public boolean isMissing(int row) {
        return codes[row] < 0;
    }

    @Override
    public String text(int row) {
        return isMissing(row) ? "" : levels.get(codes[row]);
    }

    /// The chosen rows; all levels stay known.
    @Override
    public CategoricalColumn rows(int[] indices) {
        int[] chosen = new int[indices.length];
        Arrays.setAll(chosen, i -> codes[indices[i]]);
        return new CategoricalColumn(name, levels, chosen);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategoricalColumn column
                && name.equals(column.name)
                && levels.equals(column.levels)
                && Arrays.equals(codes, column.codes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, levels, Arrays.hashCode(codes));
    }

    @Override
    public String toString() {
        return name + ": " + codes.length + " texts, " + levels.size() + " different";
    }
}
