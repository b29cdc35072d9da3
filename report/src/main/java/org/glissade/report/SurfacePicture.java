package org.glissade.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glissade.learn.surface.Slice;
import org.glissade.learn.surface.Surface;

/// Pictures of losses over planes and along lines in the space of weights.
public final class SurfacePicture {
    private static final int SIDE = 460;
    private static final int LEVELS = 14;
    private static final int FINER = 4;

    private SurfacePicture() {}

    /// A map of the loss: colours and lines of equal loss, on a logarithmic scale, with the ways of
    /// trainings. Where a way begins there is a star; the trained weights are a ring.
    public static Picture contour(String title, Surface surface) {
        double[] across = surface.across();
        double[] up = surface.up();
        double[][] heights = heights(surface);
        Chart chart =
                new Chart(
                        title,
                        new Axis("first direction", across[0], across[across.length - 1], false),
                        new Axis("second direction", up[0], up[up.length - 1], false),
                        SIDE + 60,
                        SIDE);
        double[] range = range(heights);
        chart.background(FINER * (across.length - 1), colors(heights, range), true);
        for (int level = 1; level < LEVELS; level++) {
            double height = range[0] + (range[1] - range[0]) * level / LEVELS;
            for (double[] piece : Contours.of(heights, height)) {
                chart.mark(
                        new Mark.Line(
                                new double[] {
                                    chart.x(between(across, piece[0])),
                                    chart.y(between(up, piece[1])),
                                    chart.x(between(across, piece[2])),
                                    chart.y(between(up, piece[3]))
                                },
                                Ink.fixed(level % 2 == 0 ? 0xffffff : 0xd0d7de),
                                0.7,
                                0));
            }
        }
        trails(chart, surface);
        chart.mark(new Mark.Dot(chart.x(0), chart.y(0), 6, Ink.fixed(0xffffff), 1, ""));
        chart.mark(
                new Mark.Dot(
                        chart.x(0),
                        chart.y(0),
                        4,
                        Ink.fixed(0xb83a1d),
                        1,
                        "trained weights, loss " + Axis.label(surface.center())));
        double[] all = Arrays.stream(surface.loss()).flatMapToDouble(Arrays::stream).toArray();
        return chart.picture(
                "Loss "
                        + Axis.label(surface.center())
                        + " at the trained weights, from "
                        + Axis.label(Arrays.stream(all).min().orElse(0))
                        + " to "
                        + Axis.label(Arrays.stream(all).filter(Double::isFinite).max().orElse(0))
                        + " on the plane"
                        + (surface.trails().isEmpty()
                                ? "."
                                : "; the way of training begins at the star."));
    }

    private static void trails(Chart chart, Surface surface) {
        int number = 0;
        for (Surface.Trail trail : surface.trails()) {
            Ink ink = number == 0 ? Ink.fixed(0xff5a36) : Ink.fixed(0xffc857);
            chart.line("", trail.across(), trail.up(), Ink.fixed(0xffffff), 4, 0);
            chart.line("", trail.across(), trail.up(), ink, 2, 0);
            for (int i = 0; i < trail.across().length; i++) {
                chart.dot(
                        trail.across()[i],
                        trail.up()[i],
                        2.6,
                        ink,
                        1,
                        trail.name() + ", after epoch " + trail.epochs().get(i));
            }
            chart.star(trail.across()[0], trail.up()[0], 11, ink);
            number++;
        }
    }

    /// Losses along single weights, all of them at once.
    ///
    /// @param slices at least one
    public static Picture slices(List<Slice> slices) {
        double[] xs = slices.stream().flatMapToDouble(one -> Arrays.stream(one.values())).toArray();
        double[] ys = slices.stream().flatMapToDouble(one -> Arrays.stream(one.loss())).toArray();
        double least = Arrays.stream(ys).min().orElse(0);
        double most = Arrays.stream(ys).filter(Double::isFinite).max().orElse(1);
        boolean isWide = least > 0 && most / least > 20;
        Chart chart =
                new Chart(
                        "Loss along single weights",
                        Axis.around("value of the weight, all others as trained", false, xs),
                        Axis.around(isWide ? "loss (logarithmic)" : "loss", isWide, ys));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            chart.line(slice.weight(), slice.values(), slice.loss(), Ink.series(i));
            int middle = slice.values().length / 2;
            chart.dot(
                    slice.trained(),
                    slice.loss()[middle],
                    4.5,
                    Ink.series(i),
                    1,
                    slice.weight() + " = " + Axis.label(slice.trained()));
            names.add(slice.weight());
        }
        return chart.picture(
                "Slices along " + String.join(", ", names) + "; dots are trained values.");
    }

    /// Logarithms of losses above 0, else losses; not finite where the loss is not.
    static double[][] heights(Surface surface) {
        boolean isPositive =
                Arrays.stream(surface.loss())
                        .flatMapToDouble(Arrays::stream)
                        .allMatch(loss -> loss > 0 || !Double.isFinite(loss));
        return Arrays.stream(surface.loss())
                .map(row ->
                        Arrays.stream(row)
                                .map(loss -> isPositive ? Math.log10(loss) : loss)
                                .toArray())
                .toArray(double[][]::new);
    }

    static double[] range(double[][] heights) {
        double[] finite =
                Arrays.stream(heights)
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isFinite)
                        .toArray();
        double least = Arrays.stream(finite).min().orElse(0);
        double most = Arrays.stream(finite).max().orElse(1);
        return new double[] {least, most > least ? most : least + 1};
    }

    /// Row by row from above, with four pixels for each step of the grid.
    private static int[] colors(double[][] heights, double[] range) {
        int columns = FINER * (heights[0].length - 1);
        int rows = FINER * (heights.length - 1);
        int[] colors = new int[rows * columns];
        for (int row = 0; row < rows; row++) {
            double y = (rows - row - 0.5) / FINER;
            for (int column = 0; column < columns; column++) {
                double height = height(heights, (column + 0.5) / FINER, y);
                colors[row * columns + column] =
                        HeatColors.of(
                                Double.isFinite(height)
                                        ? (height - range[0]) / (range[1] - range[0])
                                        : Double.NaN);
            }
        }
        return colors;
    }

    private static double height(double[][] heights, double x, double y) {
        int column = (int) x;
        int row = (int) y;
        double right = x - column;
        double above = y - row;
        double low = heights[row][column] * (1 - right) + heights[row][column + 1] * right;
        double high = heights[row + 1][column] * (1 - right) + heights[row + 1][column + 1] * right;
        return low * (1 - above) + high * above;
    }

    private static double between(double[] places, double at) {
        int below = Math.min((int) at, places.length - 2);
        return places[below] + (at - below) * (places[below + 1] - places[below]);
    }
}
