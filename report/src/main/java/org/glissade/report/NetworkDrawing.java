package org.glissade.report;

import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.layer.Summary;
import org.glissade.tensor.Shape;

/// A network as boxes from input to output: what the layer is, what comes out of it, how many
/// values it has learned. Layers inside another one lie in its frame, with the skip connection at
/// the side of a residual.
public final class NetworkDrawing {
    private static final int WIDTH = 560;
    private static final double BOX = 34;
    private static final double GAP = 14;
    private static final double NARROW = 210;
    private static final double WIDE = 400;
    private static final double MIDDLE = WIDTH / 2.0;

    private final List<Mark> marks = new ArrayList<>();
    private final Summary summary;
    private double y = 12;

    private NetworkDrawing(Summary summary) {
        this.summary = summary;
    }

    /// The picture of a network.
    public static Picture of(Summary summary) {
        return new NetworkDrawing(summary).picture();
    }

    private Picture picture() {
        box("input", sizes(summary.input(), 0), 0, summary.input().size(), Ink.PANEL, 0);
        List<Summary.Row> rows = summary.rows();
        int next = 0;
        while (next < rows.size()) {
            next = layer(rows, next, 0);
        }
        String text =
                "From "
                        + sizes(summary.input(), 0)
                        + " input values through "
                        + rows.size()
                        + " layers to "
                        + sizes(summary.output(), 0)
                        + " output values; "
                        + String.format(java.util.Locale.ROOT, "%,d", summary.parameterCount())
                        + " learned values.";
        return new Picture(WIDTH, (int) Math.ceil(y + 4), "The network", text, marks);
    }

    /// Draws a layer with the layers inside it.
    ///
    /// @return the row after them
    private int layer(List<Summary.Row> rows, int at, int depth) {
        Summary.Row row = rows.get(at);
        int end = at + 1;
        while (end < rows.size() && rows.get(end).path().startsWith(row.path() + "/")) {
            end++;
        }
        long size = row.output().size() / Math.max(1, row.output().dim(0));
        if (end == at + 1) {
            arrow();
            boolean learns = row.parameters() > 0;
            box(
                    row.layer(),
                    sizes(row.output(), 1),
                    row.parameters(),
                    size,
                    learns ? Ink.series(0) : Ink.PANEL,
                    depth);
            return end;
        }
        arrow();
        double top = y;
        int frame = marks.size();
        double half = WIDE / 2 + 34 - 8.0 * depth;
        marks.add(
                new Mark.Text(
                        MIDDLE - half + 8,
                        top + 16,
                        row.layer(),
                        12,
                        Mark.Anchor.START,
                        Ink.FAINT,
                        false));
        y += 22;
        int next = at + 1;
        while (next < end) {
            next = layer(rows, next, depth + 1);
        }
        y += 10;
        marks.add(
                frame,
                new Mark.Line(
                        new double[] {
                            MIDDLE - half,
                            top,
                            MIDDLE + half,
                            top,
                            MIDDLE + half,
                            y,
                            MIDDLE - half,
                            y,
                            MIDDLE - half,
                            top
                        },
                        Ink.FAINT,
                        1,
                        4));
        if (row.layer().equals("residual")) {
            double side = MIDDLE + half - 14;
            marks.add(
                    new Mark.Line(
                            new double[] {
                                MIDDLE, top + 4, side, top + 4, side, y - 5, MIDDLE + 12, y - 5
                            },
                            Ink.series(1),
                            2,
                            0));
            marks.add(new Mark.Dot(MIDDLE, y - 5, 9, Ink.PAPER, 1, ""));
            marks.add(new Mark.Dot(MIDDLE, y - 5, 8, Ink.series(1), 1, "input added"));
            marks.add(
                    new Mark.Text(MIDDLE, y - 0.5, "+", 14, Mark.Anchor.MIDDLE, Ink.PAPER, false));
            y += 6;
        }
        return end;
    }

    private void arrow() {
        marks.add(new Mark.Line(new double[] {MIDDLE, y, MIDDLE, y + GAP - 5}, Ink.FAINT, 1.5, 0));
        marks.add(
                new Mark.Area(
                        new double[] {
                            MIDDLE - 4, y + GAP - 6, MIDDLE + 4, y + GAP - 6, MIDDLE, y + GAP
                        },
                        Ink.FAINT,
                        1));
        y += GAP;
    }

    private void box(String name, String sizes, long parameters, long size, Ink ink, int depth) {
        // Twice as many values make a box wider by the same amount each time.
        double share = Math.clamp(Math.log(Math.max(1, size)) / Math.log(4096), 0.0, 1.0);
        double width = NARROW + share * (WIDE - NARROW) - 24.0 * depth;
        boolean isFilled = !ink.equals(Ink.PANEL);
        Ink letters = isFilled ? Ink.PAPER : Ink.TEXT;
        marks.add(new Mark.Box(MIDDLE - width / 2, y, width, BOX, ink, 1, ""));
        marks.add(
                new Mark.Text(
                        MIDDLE - width / 2 + 10,
                        y + 22,
                        name,
                        13,
                        Mark.Anchor.START,
                        letters,
                        false));
        String right =
                sizes
                        + (parameters > 0
                                ? String.format(
                                        java.util.Locale.ROOT, "  ·  %,d learned", parameters)
                                : "");
        marks.add(
                new Mark.Text(
                        MIDDLE + width / 2 - 10,
                        y + 22,
                        right,
                        12,
                        Mark.Anchor.END,
                        letters,
                        false));
        y += BOX;
    }

    private static String sizes(Shape shape, int from) {
        StringBuilder text = new StringBuilder();
        for (int axis = from; axis < shape.rank(); axis++) {
            text.append(axis == from ? "" : " × ").append(shape.dim(axis));
        }
        return text.toString();
    }
}
