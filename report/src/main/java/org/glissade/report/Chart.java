package org.glissade.report;

import java.util.ArrayList;
import java.util.List;

/// A frame with two axes in which lines, dots and areas are drawn. To be used once.
final class Chart {
    static final int WIDTH = 560;
    static final int HEIGHT = 320;
    private static final int LEFT = 66;
    private static final int RIGHT = 16;
    private static final int TOP = 34;
    private static final int BOTTOM = 46;
    private static final double SMALL = 12;

    private record Entry(String name, Ink ink, double dash) {}

    private final String title;
    private final Axis across;
    private final Axis up;
    private final int width;
    private final int height;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Entry> legend = new ArrayList<>();

    Chart(String title, Axis across, Axis up) {
        this(title, across, up, WIDTH, HEIGHT);
    }

    Chart(String title, Axis across, Axis up, int width, int height) {
        this.title = title;
        this.across = across;
        this.up = up;
        this.width = width;
        this.height = height;
    }

    double x(double value) {
        return LEFT + across.at(value) * (width - LEFT - RIGHT);
    }

    double y(double value) {
        return height - BOTTOM - up.at(value) * (height - TOP - BOTTOM);
    }

    double plotWidth() {
        return width - LEFT - RIGHT;
    }

    double plotHeight() {
        return height - TOP - BOTTOM;
    }

    /// A line; it has a gap where a number is not finite or cannot be shown.
    Chart line(String name, double[] xs, double[] ys, Ink ink, double lineWidth, double dash) {
        List<Double> run = new ArrayList<>();
        for (int i = 0; i <= xs.length; i++) {
            boolean shown =
                    i < xs.length
                            && Double.isFinite(ys[i])
                            && (!up.logarithmic() || ys[i] > 0)
                            && (!across.logarithmic() || xs[i] > 0);
            if (shown) {
                run.add(x(xs[i]));
                run.add(Math.clamp(y(ys[i]), TOP - 4.0, height - BOTTOM + 4.0));
            } else {
                if (run.size() == 2) {
                    marks.add(new Mark.Dot(run.get(0), run.get(1), 2.5, ink, 1, name));
                } else if (!run.isEmpty()) {
                    marks.add(
                            new Mark.Line(
                                    run.stream().mapToDouble(Double::doubleValue).toArray(),
                                    ink,
                                    lineWidth,
                                    dash));
                }
                run.clear();
            }
        }
        if (!name.isEmpty()) {
            legend.add(new Entry(name, ink, dash));
        }
        return this;
    }

    Chart line(String name, double[] xs, double[] ys, Ink ink) {
        return line(name, xs, ys, ink, 2, 0);
    }

    /// A dot with what the pointer shows on it.
    Chart dot(double xValue, double yValue, double radius, Ink ink, double opacity, String tip) {
        marks.add(new Mark.Dot(x(xValue), y(yValue), radius, ink, opacity, tip));
        return this;
    }

    /// A star.
    Chart star(double xValue, double yValue, double radius, Ink ink) {
        marks.add(new Mark.Area(starPoints(x(xValue), y(yValue), radius * 1.35), Ink.PAPER, 0.9));
        marks.add(new Mark.Area(starPoints(x(xValue), y(yValue), radius), ink, 1));
        return this;
    }

    static double[] starPoints(double x, double y, double radius) {
        double[] points = new double[20];
        for (int i = 0; i < 10; i++) {
            double r = i % 2 == 0 ? radius : 0.42 * radius;
            points[2 * i] = x + r * Math.sin(i * Math.PI / 5);
            points[2 * i + 1] = y - r * Math.cos(i * Math.PI / 5);
        }
        return points;
    }

    /// Any mark, in units of the picture.
    Chart mark(Mark mark) {
        marks.add(mark);
        return this;
    }

    /// A line in the legend without one in the picture.
    Chart named(String name, Ink ink) {
        legend.add(new Entry(name, ink, 0));
        return this;
    }

    /// A raster that fills the frame.
    Chart background(int columns, int[] rgb, boolean smooth) {
        marks.addFirst(new Mark.Raster(LEFT, TOP, plotWidth(), plotHeight(), columns, rgb, smooth));
        return this;
    }

    /// The finished picture.
    Picture picture(String description) {
        List<Mark> all = new ArrayList<>();
        frame(all);
        all.addAll(marks);
        double bottom = height - BOTTOM;
        all.add(
                new Mark.Line(
                        new double[] {LEFT, TOP, LEFT, bottom, width - RIGHT, bottom},
                        Ink.FAINT,
                        1,
                        0));
        double at = LEFT;
        for (Entry entry : legend) {
            all.add(
                    new Mark.Line(
                            new double[] {at, TOP - 14.0, at + 18, TOP - 14.0},
                            entry.ink,
                            3,
                            entry.dash));
            all.add(text(at + 23, TOP - 10, entry.name, Mark.Anchor.START, Ink.TEXT));
            at += 40 + 6.6 * entry.name.length();
        }
        return new Picture(width, height, title, description, all);
    }

    private void frame(List<Mark> all) {
        double bottom = height - BOTTOM;
        for (Axis.Tick tick : up.ticks(5)) {
            double y = y(tick.value());
            all.add(new Mark.Line(new double[] {LEFT, y, width - RIGHT, y}, Ink.GRID, 1, 0));
            all.add(text(LEFT - 8, y + 4, tick.label(), Mark.Anchor.END, Ink.FAINT));
        }
        for (Axis.Tick tick : across.ticks(Math.max(2, width / 100))) {
            double x = x(tick.value());
            all.add(new Mark.Line(new double[] {x, TOP, x, bottom}, Ink.GRID, 1, 0));
            all.add(text(x, bottom + 17, tick.label(), Mark.Anchor.MIDDLE, Ink.FAINT));
        }
        all.add(
                text(
                        LEFT + plotWidth() / 2,
                        height - 10,
                        across.title(),
                        Mark.Anchor.MIDDLE,
                        Ink.TEXT));
        all.add(
                new Mark.Text(
                        15,
                        TOP + plotHeight() / 2,
                        up.title(),
                        SMALL,
                        Mark.Anchor.MIDDLE,
                        Ink.TEXT,
                        true));
    }

    private static Mark.Text text(double x, double y, String text, Mark.Anchor anchor, Ink ink) {
        return new Mark.Text(x, y, text, SMALL, anchor, ink, false);
    }
}
