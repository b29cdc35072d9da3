package org.glissade.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Predictor;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Shape;

/// What a model of two inputs makes of the plane.
final class DecisionRegions {
    private static final int SIDE = 460;
    private static final int FINE = 140;
    private static final int COARSE = 44;
    private static final int MOST_LINES = 24;
    private static final int MOST_UNITS = 12;

    private final Model model;
    private final Dataset data;
    private final Axis across;
    private final Axis up;

    /// @param data examples of two features each
    DecisionRegions(Model model, Dataset data) {
        this.model = model;
        this.data = data;
        double[] values = data.features().toDoubles();
        double[] xs = new double[data.rows()];
        double[] ys = new double[data.rows()];
        for (int row = 0; row < data.rows(); row++) {
            xs[row] = values[2 * row];
            ys[row] = values[2 * row + 1];
        }
        across = wider(name(0), xs);
        up = wider(name(1), ys);
    }

    static boolean suits(Model model, Dataset data) {
        return model.example().shape().equals(Shape.of(2)) && data.rows() > 0;
    }

    private String name(int feature) {
        return data.featureNames().isEmpty()
                ? "input " + feature
                : data.featureNames().get(feature);
    }

    private static Axis wider(String name, double[] values) {
        double least = Arrays.stream(values).min().orElse(-1);
        double most = Arrays.stream(values).max().orElse(1);
        double margin = most > least ? 0.15 * (most - least) : 1;
        return new Axis(name, least - margin, most + margin, false);
    }

    /// The prediction everywhere, the examples, and a line for each unit of the first layer where
    /// its weighted sum is 0.
    Picture regions(Device device) {
        double[] predictions;
        try (Predictor predictor = model.on(device)) {
            predictions = predictor.predict(grid(FINE)).toDoubles();
        }
        Chart chart = new Chart("Decision regions", across, up, SIDE + 60, SIDE);
        chart.background(FINE, colors(predictions), true);
        lines(chart);
        examples(chart);
        if (model.task() instanceof Task.Classification(List<String> classes)) {
            for (int i = 0; i < classes.size(); i++) {
                chart.named(classes.get(i), Ink.series(i));
            }
        }
        return chart.picture(
                "The plane of "
                        + name(0)
                        + " and "
                        + name(1)
                        + ", coloured by prediction, with "
                        + data.rows()
                        + " examples and the lines of the first layer's units.");
    }

    private int[] colors(double[] predictions) {
        int outputs = model.task().outputs();
        int[] rgb = new int[FINE * FINE];
        double least = Arrays.stream(predictions).min().orElse(0);
        double most = Arrays.stream(predictions).max().orElse(1);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] =
                    switch (model.task()) {
                        case Task.Classification _ -> mixed(predictions, i * outputs, outputs);
                        case Task.Regression _ ->
                                HeatColors.of((predictions[i * outputs] - least) / (most - least));
                    };
        }
        return rgb;
    }

    /// White where all classes are as probable, the class's colour where it is certain.
    private static int mixed(double[] predictions, int from, int outputs) {
        int best = 0;
        for (int type = 1; type < outputs; type++) {
            best = predictions[from + type] > predictions[from + best] ? type : best;
        }
        double even = 1.0 / outputs;
        double share = (predictions[from + best] - even) / (1 - even);
        return HeatColors.mixed(0xffffff, Ink.series(best).light(), 0.1 + 0.55 * share);
    }

    private void examples(Chart chart) {
        double[] values = data.features().toDoubles();
        int shown = Math.min(600, data.rows());
        for (int i = 0; i < shown; i++) {
            int row = (int) ((long) i * data.rows() / shown);
            int type =
                    switch (data.task()) {
                        case Task.Classification _ -> (int) data.targets().getLong(row);
                        case Task.Regression _ -> 7;
                    };
            double x = values[2 * row];
            double y = values[2 * row + 1];
            chart.mark(new Mark.Dot(chart.x(x), chart.y(y), 3.4, Ink.fixed(0xffffff), 1, ""));
            chart.mark(
                    new Mark.Dot(
                            chart.x(x),
                            chart.y(y),
                            2.6,
                            Ink.fixed(Ink.series(type).light()),
                            1,
                            ""));
        }
    }

    private void lines(Chart chart) {
        for (String path : model.parameters().paths()) {
            Array weight = model.parameters().get(path);
            if (weight.shape().rank() == 2 && weight.shape().dim(0) == 2) {
                String bias = path.substring(0, path.lastIndexOf('/') + 1) + "bias";
                int units = weight.shape().dim(1);
                double[] offsets =
                        model.parameters().paths().contains(bias)
                                ? model.parameters().get(bias).toDoubles()
                                : new double[units];
                for (int unit = 0; unit < Math.min(units, MOST_LINES); unit++) {
                    line(
                            chart,
                            weight.get(0, unit),
                            weight.get(1, unit),
                            offsets.length == units ? offsets[unit] : 0);
                }
                return;
            }
        }
    }

    /// The line a · x + b · y + c = 0 within the frame.
    private void line(Chart chart, double a, double b, double c) {
        List<double[]> ends = new ArrayList<>();
        for (double x : new double[] {across.from(), across.to()}) {
            double y = -(a * x + c) / b;
            if (y >= up.from() && y <= up.to()) {
                ends.add(new double[] {x, y});
            }
        }
        for (double y : new double[] {up.from(), up.to()}) {
            double x = -(b * y + c) / a;
            if (x > across.from() && x < across.to()) {
                ends.add(new double[] {x, y});
            }
        }
        if (ends.size() >= 2) {
            chart.mark(
                    new Mark.Line(
                            new double[] {
                                chart.x(ends.get(0)[0]),
                                chart.y(ends.get(0)[1]),
                                chart.x(ends.get(1)[0]),
                                chart.y(ends.get(1)[1])
                            },
                            Ink.fixed(0x222b38),
                            1,
                            5));
        }
    }

    /// What the units of each layer give over the plane: how layers combine what those before them
    /// have drawn.
    List<Picture> layers(Device device) {
        LayerOutputs outputs = LayerOutputs.of(model, grid(COARSE), device);
        List<Picture> pictures = new ArrayList<>();
        outputs.outputs()
                .forEach((path, array) -> {
                    if (!path.isEmpty() && array.shape().rank() == 2) {
                        pictures.add(tiles(path, array));
                    }
                });
        return pictures;
    }

    private static Picture tiles(String path, Array outputs) {
        int all = outputs.shape().dim(1);
        int units = Math.min(all, MOST_UNITS);
        double[] values = outputs.toDoubles();
        List<Mark> marks = new ArrayList<>();
        marks.add(
                new Mark.Text(
                        4,
                        15,
                        path + (units < all ? ", the first " + units + " of " + all : ""),
                        13,
                        Mark.Anchor.START,
                        Ink.TEXT,
                        false));
        for (int unit = 0; unit < units; unit++) {
            double largest = 1e-12;
            for (int i = unit; i < values.length; i += all) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            int[] rgb = new int[COARSE * COARSE];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = HeatColors.signed(values[i * all + unit] / largest);
            }
            int line = unit / 6;
            marks.add(
                    new Mark.Raster(
                            4 + unit % 6 * 92.0, 24 + line * 92.0, 86, 86, COARSE, rgb, true));
        }
        return new Picture(
                560,
                24 + (units + 5) / 6 * 92,
                "Layer " + path,
                "What " + units + " units give over the plane; red is positive, blue is negative.",
                marks);
    }

    /// Places row by row from above.
    private Array grid(int side) {
        Array grid = Array.zeros(model.example().dtype(), Shape.of(side * side, 2));
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                long at = 2L * (row * side + column);
                grid.setFlat(
                        at, across.from() + (column + 0.5) / side * (across.to() - across.from()));
                grid.setFlat(at + 1, up.to() - (row + 0.5) / side * (up.to() - up.from()));
            }
        }
        return grid;
    }

    static Optional<DecisionRegions> of(Model model, Dataset data) {
        return suits(model, data)
                ? Optional.of(new DecisionRegions(model, data))
                : Optional.empty();
    }
}
