package org.glissade.tables;

import java.util.Arrays;

/// A column of numbers; NaN stands for a missing one.
public final class NumericColumn implements Column {
    /// Beyond this a `double` does not hold every whole number.
    private static final double EXACT = 1L << 53;

    private final String name;
    private final double[] values;

    /// A column with a copy of the values.
    public NumericColumn(String name, double... values) {
        this.name = name;
        this.values = values.clone();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return values.length;
    }

    /// The number in the row; NaN if missing.
    public double value(int row) {
        return values[row];
    }

    @Override
    public boolean isMissing(int row) {
        return Double.isNaN(values[row]);
    }

    /// The number without a needless fraction: `3`, `0.25`.
    @Override
    public String text(int row) {
        return isMissing(row) ? "" : text(values[row]);
    }

    static String text(double value) {
        return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
    }

    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= EXACT;
    }

    @Override
    public NumericColumn rows(int[] indices) {
        double[] chosen = new double[indices.length];
        Arrays.setAll(chosen, i -> values[indices[i]]);
        return new NumericColumn(name, chosen);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumericColumn column
                && name.equals(column.name)
                && Arrays.equals(values, column.values);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + ": " + values.length + " numbers";
    }
}
