package org.glissade.learn.explain;

import java.util.Arrays;

/// How each element of a stage changes with each element of a stage before it, zeros left out: the
/// entries of one column after another, a column for each element before.
final class Jacobian {
    private final int[] starts;
    private int[] rows = new int[16];
    private double[] values = new double[16];
    private int count;

    private Jacobian(int columns) {
        starts = new int[columns + 1];
    }

    /// What is done with an entry.
    @FunctionalInterface
    interface Entry {
        void at(int row, double value);
    }

    /// A value for each row and column.
    @FunctionalInterface
    interface Values {
        double at(int row, int column);
    }

    static Jacobian of(int rows, int columns, Values values) {
        Jacobian jacobian = new Jacobian(columns);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                jacobian.add(row, values.at(row, column));
            }
            jacobian.starts[column + 1] = jacobian.count;
        }
        return jacobian;
    }

    static Jacobian diagonal(double[] slopes) {
        Jacobian jacobian = new Jacobian(slopes.length);
        for (int column = 0; column < slopes.length; column++) {
            jacobian.add(column, slopes[column]);
            jacobian.starts[column + 1] = jacobian.count;
        }
        return jacobian;
    }

    private void add(int row, double value) {
        if (value == 0) {
            return;
        }
        if (count == rows.length) {
            int more = Math.addExact(count, Math.max(16, count / 2));
            rows = Arrays.copyOf(rows, more);
            values = Arrays.copyOf(values, more);
        }
        rows[count] = row;
        values[count++] = value;
    }

    void forEach(int column, Entry entry) {
        for (int i = starts[column]; i < starts[column + 1]; i++) {
            entry.at(rows[i], values[i]);
        }
    }
}
