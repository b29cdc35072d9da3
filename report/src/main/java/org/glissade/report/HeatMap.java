package org.glissade.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// Rows of coloured cells with names on the left, an axis below and the scale on the right.
final class HeatMap {
    private static final int RIGHT = 78;
    private static final int TOP = 14;
    private static final int BOTTOM = 46;
    private static final double SMALL = 12;

    private final String title;
    private final List<String> rows;
    private final double[][] values;
    private final Axis across;
    private final Axis scale;
    private final DoubleFunction<String> scaleLabel;

    /// @param values a row each, all of the same length; NaN is grey
    /// @param across what the columns are
    /// @param scale what the colours are
    HeatMap(String title, List<String> rows, double[][] values, Axis across, Axis scale) {
        this(title, rows, values, across, scale, Axis::label);
    }

    HeatMap(
            String title,
            List<String> rows,
            double[][] values,
            Axis across,
            Axis scale,
            DoubleFunction<String> scaleLabel) {
        this.title = title;
        this.rows = rows;
        this.values = values;
        this.across = across;
        this.scale = scale;
        this.scaleLabel = scaleLabel;
    }

    Picture picture(String description) {
        int longest = rows.stream().mapToInt(String::length).max().orElse(0);
        double left = Math.clamp(16 + 6.8 * longest, 40.0, 200.0);
        double rowHeight = Math.clamp(180.0 / rows.size(), 15, 30);
        double plotHeight = rowHeight * rows.size();
        int height = (int) Math.ceil(TOP + plotHeight + BOTTOM);
        double plotWidth = Chart.WIDTH - left - RIGHT;
        int columns = values[0].length;
        int[] rgb = new int[rows.size() * columns];
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns; column++) {
                rgb[row * columns + column] = color(values[row][column]);
            }
        }
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Raster(left, TOP, plotWidth, plotHeight, columns, rgb, false));
        for (int row = 0; row < rows.size(); row++) {
            marks.add(
                    text(
                            left - 8,
                            TOP + (row + 0.5) * rowHeight + 4,
                            shortened(rows.get(row), (int) ((left - 14) / 6.6)),
                            Mark.Anchor.END,
                            Ink.TEXT));
        }
        for (Axis.Tick tick : across.ticks(6)) {
            double x = left + across.at(tick.value()) * plotWidth;
            marks.add(
                    new Mark.Line(
                            new double[] {x, TOP + plotHeight, x, TOP + plotHeight + 4},
                            Ink.FAINT,
                            1,
                            0));
            marks.add(text(x, TOP + plotHeight + 18, tick.label(), Mark.Anchor.MIDDLE, Ink.FAINT));
        }
        marks.add(
                text(
                        left + plotWidth / 2,
                        height - 10.0,
                        across.title(),
                        Mark.Anchor.MIDDLE,
                        Ink.TEXT));
        scale(marks, plotHeight);
        return new Picture(Chart.WIDTH, height, title, description, marks);
    }

    private int color(double value) {
        return HeatColors.of(
                Double.isNaN(value)
                        ? Double.NaN
                        : scale.logarithmic() && value <= 0 ? 0 : scale.at(value));
    }

    private void scale(List<Mark> marks, double plotHeight) {
        int steps = 64;
        int[] rgb = new int[steps];
        for (int i = 0; i < steps; i++) {
            rgb[i] = HeatColors.of(1 - (i + 0.5) / steps);
        }
        double x = Chart.WIDTH - RIGHT + 12.0;
        marks.add(new Mark.Raster(x, TOP, 12, plotHeight, 1, rgb, true));
        for (Axis.Tick tick : scale.ticks(Math.clamp((long) (plotHeight / 30), 2, 5))) {
            marks.add(
                    text(
                            x + 16,
                            TOP + (1 - scale.at(tick.value())) * plotHeight + 4,
                            scaleLabel.apply(tick.value()),
                            Mark.Anchor.START,
                            Ink.FAINT));
        }
    }

    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(1, most - 1)) + "…";
    }

    private static Mark.Text text(double x, double y, String text, Mark.Anchor anchor, Ink ink) {
        return new Mark.Text(x, y, text, SMALL, anchor, ink, false);
    }
}
