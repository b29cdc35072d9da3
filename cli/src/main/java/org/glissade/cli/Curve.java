package org.glissade.cli;

import java.util.List;

/// A curve over a logarithmic axis, to be drawn in the terminal or as a picture.
///
/// @param points by rising x; all x above 0, all values finite
/// @param mark an x to point at
record Curve(String title, String xTitle, String yTitle, List<Point> points, double mark) {
    private static final int ROWS = 14;
    private static final int MOST_COLUMNS = 72;
    private static final int MARGIN = 9;

    /// One point.
    record Point(double x, double y) {}

    /// The smallest y.
    double least() {
        return points.stream().mapToDouble(Point::y).min().orElse(0);
    }

    /// The largest y that is drawn: what rises beyond the twice the beginning is cut off, so that
    /// the fall can be seen.
    double most() {
        double largest = points.stream().mapToDouble(Point::y).max().orElse(1);
        double shown = points.getFirst().y() + 0.5 * (points.getFirst().y() - least());
        double most = Math.min(largest, shown);
        return most > least() ? most : least() + 1;
    }

    /// Where an x lies between the first (0) and the last (1).
    double across(double x) {
        double first = Math.log(points.getFirst().x());
        double span = Math.log(points.getLast().x()) - first;
        return span == 0 ? 0 : (Math.log(x) - first) / span;
    }

    /// Where a y lies between the least (0) and the most (1).
    double up(double y) {
        return Math.clamp((y - least()) / (most() - least()), 0.0, 1.0);
    }

    /// Lines of characters: the curve as dots, powers of ten below it, an arrow at the mark.
    String text(int width) {
        int columns = Math.clamp(width - MARGIN - 3, 20, MOST_COLUMNS);
        char[][] cells = new char[ROWS][columns];
        for (char[] row : cells) {
            java.util.Arrays.fill(row, ' ');
        }
        for (Point point : points) {
            int column = (int) Math.round(across(point.x()) * (columns - 1));
            int row = (int) Math.round((1 - up(point.y())) * (ROWS - 1));
            cells[row][column] = '•';
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            String label =
                    row == 0
                            ? Numbers.significant(most())
                            : row == ROWS - 1 ? Numbers.significant(least()) : "";
            line(text, label, "│" + new String(cells[row]));
        }
        char[] axis = "─".repeat(columns).toCharArray();
        char[] below = new char[columns + 8];
        java.util.Arrays.fill(below, ' ');
        int first = (int) Math.ceil(Math.log10(points.getFirst().x()) - 1e-9);
        int last = (int) Math.floor(Math.log10(points.getLast().x()) + 1e-9);
        int taken = -1;
        for (int power = first; power <= last; power++) {
            int column = (int) Math.round(across(Math.pow(10, power)) * (columns - 1));
            axis[column] = '┴';
            String name = "1e" + power;
            if (column > taken) {
                name.getChars(0, name.length(), below, column);
                taken = column + name.length();
            }
        }
        axis[(int) Math.round(Math.clamp(across(mark), 0.0, 1.0) * (columns - 1))] = '▲';
        line(text, yTitle, "└" + new String(axis));
        line(text, "", " " + new String(below));
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append(" ".repeat(Math.max(0, MARGIN - label.length())))
                .append(label)
                .append(' ')
                .append(content.stripTrailing())
                .append(System.lineSeparator());
    }
}
