package org.glissade.benchmarks.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Lines over two logarithmic axes, drawn as SVG. The x axis has powers of two, the y axis powers
/// of ten. Colours suit light and dark pages.
///
/// @param title what the plot shows
/// @param x label of the axis
/// @param y label of the axis
/// @param lines drawn in this order
public record Plot(String title, String x, String y, List<Line> lines) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 60;
    private static final int BOTTOM = 60;
    private static final int LEGEND_STEP = 130;

    /// A line of points.
    ///
    /// @param name for the legend
    public record Line(String name, List<Point> points) {
        /// The list is copied.
        public Line {
            points = List.copyOf(points);
        }
    }

    /// A point of a line; both values are more than 0.
    public record Point(double x, double y) {}

    /// The list is copied.
    ///
    /// @throws IllegalArgumentException if there is no point
    public Plot {
        lines = List.copyOf(lines);
        if (lines.stream().allMatch(line -> line.points().isEmpty())) {
            throw new IllegalArgumentException("the plot \"" + title + "\" has no points");
        }
    }

    private List<Double> values(ToDoubleFunction<Point> coordinate) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .map(coordinate::applyAsDouble)
                .toList();
    }

    /// The plot as the text of an SVG file.
    public String svg() {
        Axis across = Axis.over(x, 2, values(Point::x));
        Axis up = Axis.over(y, 10, values(Point::y));
        StringBuilder svg = new StringBuilder();
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                                        + " height=\"%d\" role=\"img\" aria-labelledby=\"t\">",
                                WIDTH,
                                HEIGHT,
                                WIDTH,
                                HEIGHT))
                .append('\n');
        svg.append(String.format(Locale.ROOT, "<title id=\"t\">%s</title>", escaped(title)))
                .append('\n');
        svg.append(
                """
                <style>
                text { font: 13px system-ui, sans-serif; fill: #1f2328; }
                .title { font-weight: 600; font-size: 15px; }
                .grid { stroke: #d0d7de; stroke-width: 1; }
                .line { fill: none; stroke-width: 2; }
                .c0 { stroke: #0969da; fill: #0969da; } .c1 { stroke: #bc4c00; fill: #bc4c00; }
                .c2 { stroke: #8250df; fill: #8250df; } .c3 { stroke: #57606a; fill: #57606a; }
                @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; } .grid { stroke: #30363d; }
                .c0 { stroke: #58a6ff; fill: #58a6ff; } .c1 { stroke: #f0883e; fill: #f0883e; }
                .c2 { stroke: #bc8cff; fill: #bc8cff; } .c3 { stroke: #8b949e; fill: #8b949e; }
                }
                .line { fill: none; }
                </style>
                """);
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<text class=\"title\" x=\"%d\" y=\"22\">%s</text>",
                                LEFT,
                                escaped(title)))
                .append('\n');
        grid(svg, across, up);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, i, across, up);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void grid(StringBuilder svg, Axis across, Axis up) {
        int bottom = HEIGHT - BOTTOM;
        for (double tick : across.ticks()) {
            double place = left(across, tick);
            svg.append(
                            String.format(
                                    Locale.ROOT,
                                    "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                                    place,
                                    TOP,
                                    place,
                                    bottom))
                    .append('\n');
            svg.append(
                            String.format(
                                    Locale.ROOT,
                                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                                    place,
                                    bottom + 18,
                                    number(tick)))
                    .append('\n');
        }
        for (double tick : up.ticks()) {
            double place = top(up, tick);
            svg.append(
                            String.format(
                                    Locale.ROOT,
                                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
                                    LEFT,
                                    place,
                                    WIDTH - RIGHT,
                                    place))
                    .append('\n');
            svg.append(
                            String.format(
                                    Locale.ROOT,
                                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                                    LEFT - 6,
                                    place + 4,
                                    number(tick)))
                    .append('\n');
        }
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                                (LEFT + WIDTH - RIGHT) / 2,
                                HEIGHT - 14,
                                escaped(across.label())))
                .append('\n');
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                                (TOP + bottom) / 2,
                                escaped(up.label())))
                .append('\n');
    }

    private void line(StringBuilder svg, int index, Axis across, Axis up) {
        Line line = lines.get(index);
        String colour = "c" + index % 4;
        StringBuilder points = new StringBuilder();
        for (Point point : line.points()) {
            points.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            left(across, point.x()),
                            top(up, point.y())));
        }
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<polyline class=\"line %s\" points=\"%s\"/>",
                                colour,
                                points.toString().strip()))
                .append('\n');
        for (Point point : line.points()) {
            svg.append(
                            String.format(
                                    Locale.ROOT,
                                    "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
                                    colour,
                                    left(across, point.x()),
                                    top(up, point.y())))
                    .append('\n');
        }
        int place = LEFT + index * LEGEND_STEP;
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<circle class=\"%s\" cx=\"%d\" cy=\"42\" r=\"4\"/><text x=\"%d\" y=\"46\">%s</text>",
                                colour,
                                place + 5,
                                place + 15,
                                escaped(line.name())))
                .append('\n');
    }

    private static double left(Axis axis, double value) {
        return LEFT + axis.position(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double top(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    /// `4,096` or `0.01`.
    private static String number(double value) {
        return value >= 1
                ? String.format(Locale.ROOT, "%,.0f", value)
                : java.math.BigDecimal.valueOf(value)
                        .round(new java.math.MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// Writes the plot into a file, whole or not at all.
    public void write(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, "plot", ".part");
            Files.writeString(unfinished, svg());
            Files.move(
                    unfinished,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e, e);
        }
    }
}
