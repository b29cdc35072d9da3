package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// A picture made of characters: a rectangle of the plane, cut into cells. What is drawn later
/// covers what was drawn before.
final class Canvas {
    /// From the lowest to the highest values of a surface.
    static final String SHADES = " ░▒▓█";

    private final Span across;
    private final Span up;
    private final char[][] cells;
    private String title = "";

    /// An interval of numbers.
    record Span(double from, double to) {
        double length() {
            return to - from;
        }

        /// A bit more on both sides.
        Span wider(double share) {
            return new Span(from - share * length(), to + share * length());
        }
    }

    Canvas(int columns, int rows, Span across, Span up) {
        this.across = across;
        this.up = up;
        this.cells = new char[rows][columns];
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
    }

    /// A line above the picture.
    Canvas titled(String text) {
        title = text;
        return this;
    }

    int columns() {
        return cells[0].length;
    }

    int rows() {
        return cells.length;
    }

    /// The x of the middle of a column.
    double x(int column) {
        return across.from + (column + 0.5) / columns() * across.length();
    }

    /// The y of the middle of a row; row 0 is the uppermost.
    double y(int row) {
        return up.to - (row + 0.5) / rows() * up.length();
    }

    /// The middles of all cells, row by row, as examples of two features.
    Array centres() {
        Array points = Array.zeros(DType.F64, Shape.of(rows() * columns(), 2));
        int at = 0;
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                points.setFlat(at++, x(column));
                points.setFlat(at++, y(row));
            }
        }
        return points;
    }

    /// Shades the cells whose value is above a limit.
    ///
    /// @param values a number for each cell, row by row
    Canvas regions(double[] values, double limit) {
        for (int i = 0; i < values.length; i++) {
            cells[i / columns()][i % columns()] = values[i] > limit ? '░' : ' ';
        }
        return this;
    }

    /// Shades each cell by its value: the lowest fifth of the values is blank, the highest is
    /// black. Fifths rather than fifths of the range, so that valleys show wherever they are.
    ///
    /// @param values a number for each cell, row by row
    Canvas surface(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int shades = SHADES.length();
        for (int i = 0; i < values.length; i++) {
            int shade = 0;
            while (shade < shades - 1
                    && values[i] >= sorted[(shade + 1) * (sorted.length / shades)]) {
                shade++;
            }
            cells[i / columns()][i % columns()] = SHADES.charAt(shade);
        }
        return this;
    }

    /// One character at a point; nothing if the point lies outside.
    Canvas mark(double x, double y, char mark) {
        int column = (int) Math.floor((x - across.from) / across.length() * columns());
        int row = (int) Math.floor((up.to - y) / up.length() * rows());
        // The edge itself belongs to the last cell.
        column = x == across.to ? columns() - 1 : column;
        row = y == up.from ? rows() - 1 : row;
        if (column >= 0 && column < columns() && row >= 0 && row < rows()) {
            cells[row][column] = mark;
        }
        return this;
    }

    /// The same character along the way from one point to another.
    Canvas line(double fromX, double fromY, double toX, double toY, char mark) {
        int pieces = 2 * Math.max(columns(), rows());
        for (int i = 0; i <= pieces; i++) {
            double share = (double) i / pieces;
            mark(fromX + share * (toX - fromX), fromY + share * (toY - fromY), mark);
        }
        return this;
    }

    /// A function of x, one character in each column.
    Canvas curve(DoubleUnaryOperator function, char mark) {
        for (int column = 0; column < columns(); column++) {
            mark(x(column), function.applyAsDouble(x(column)), mark);
        }
        return this;
    }

    /// The picture in a frame with the ends of both axes, below its title.
    List<String> lines() {
        String top = Figures.brief(up.to);
        String bottom = Figures.brief(up.from);
        int margin = Math.max(top.length(), bottom.length());
        List<String> lines = new ArrayList<>();
        if (!title.isEmpty()) {
            lines.add(" ".repeat(margin + 2) + title);
        }
        for (int row = 0; row < rows(); row++) {
            String label = row == 0 ? top : row == rows() - 1 ? bottom : "";
            lines.add(" ".repeat(margin - label.length()) + label + " │" + new String(cells[row]));
        }
        lines.add(" ".repeat(margin + 1) + "└" + "─".repeat(columns()));
        String left = Figures.brief(across.from);
        String right = Figures.brief(across.to);
        lines.add(
                " ".repeat(margin + 2)
                        + left
                        + " ".repeat(Math.max(1, columns() - left.length() - right.length()))
                        + right);
        return lines;
    }

    /// Pictures side by side.
    static List<String> beside(Canvas... pictures) {
        List<StringBuilder> lines = new ArrayList<>();
        int width = 0;
        for (Canvas picture : pictures) {
            List<String> own = picture.lines();
            for (int i = 0; i < own.size(); i++) {
                if (i == lines.size()) {
                    lines.add(new StringBuilder());
                }
                StringBuilder line = lines.get(i);
                line.append(" ".repeat(width - line.length())).append(own.get(i));
            }
            width = 2 + lines.stream().mapToInt(StringBuilder::length).max().orElse(0);
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }
}
