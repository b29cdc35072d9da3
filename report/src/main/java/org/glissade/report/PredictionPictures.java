package org.glissade.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.metric.ConfusionMatrix;

/// Pictures of how predictions compare with what is right.
final class PredictionPictures {
    private static final int BINS = 10;

    private final Dataset data;
    private final double[] predictions;
    private final int outputs;

    /// @param predictions `[rows, outputs of the task]`, row by row
    PredictionPictures(Dataset data, double[] predictions) {
        this.data = data;
        this.predictions = predictions;
        this.outputs = data.task().outputs();
    }

    private int predicted(int row) {
        int best = 0;
        for (int type = 1; type < outputs; type++) {
            best =
                    predictions[row * outputs + type] > predictions[row * outputs + best]
                            ? type
                            : best;
        }
        return best;
    }

    /// Who was taken for whom.
    Picture confusion(List<String> classes) {
        int[] predicted = IntStream.range(0, data.rows()).map(this::predicted).toArray();
        ConfusionMatrix matrix = ConfusionMatrix.of(classes, data.targets().toInts(), predicted);
        int count = classes.size();
        double cell = Math.clamp(420.0 / count, 8, 44);
        double left =
                40 + 7.0 * Math.min(12, classes.stream().mapToInt(String::length).max().orElse(1));
        double top = 34;
        List<Mark> marks = new ArrayList<>();
        boolean hasNumbers = cell >= 22;
        for (int actual = 0; actual < count; actual++) {
            long all = 0;
            for (int type = 0; type < count; type++) {
                all += matrix.count(actual, type);
            }
            for (int type = 0; type < count; type++) {
                long number = matrix.count(actual, type);
                double share = all == 0 ? 0 : number / (double) all;
                double x = left + type * cell;
                double y = top + actual * cell;
                Ink ink = type == actual ? Ink.series(0) : Ink.series(1);
                marks.add(new Mark.Box(x, y, cell - 1, cell - 1, Ink.PANEL, 1, ""));
                if (number > 0) {
                    // The root, so that single mistakes can be seen.
                    marks.add(
                            new Mark.Box(
                                    x,
                                    y,
                                    cell - 1,
                                    cell - 1,
                                    ink,
                                    0.12 + 0.88 * Math.sqrt(share),
                                    classes.get(actual)
                                            + " taken for "
                                            + classes.get(type)
                                            + ": "
                                            + number));
                }
                if (hasNumbers && number > 0) {
                    marks.add(
                            text(
                                    x + cell / 2 - 0.5,
                                    y + cell / 2 + 4,
                                    Long.toString(number),
                                    Mark.Anchor.MIDDLE,
                                    share > 0.25 ? Ink.PAPER : Ink.TEXT));
                }
            }
            if (cell >= 12) {
                marks.add(
                        text(
                                left - 6,
                                top + (actual + 0.5) * cell + 4,
                                HeatMap.shortened(classes.get(actual), 12),
                                Mark.Anchor.END,
                                Ink.TEXT));
                marks.add(
                        text(
                                left + (actual + 0.5) * cell,
                                top - 6,
                                HeatMap.shortened(
                                        classes.get(actual), Math.max(1, (int) (cell / 7))),
                                Mark.Anchor.MIDDLE,
                                Ink.TEXT));
            }
        }
        double bottom = top + count * cell;
        marks.add(text(left, 13, "predicted", Mark.Anchor.START, Ink.FAINT));
        marks.add(new Mark.Text(13, bottom, "actual", 12, Mark.Anchor.START, Ink.FAINT, true));
        return new Picture(
                (int) Math.ceil(left + count * cell + 8),
                (int) Math.ceil(bottom + 8),
                "Confusion matrix",
                String.format(
                        Locale.ROOT,
                        "Rows are actual classes, columns predicted ones; %.2f%% of %d are right.",
                        100 * matrix.accuracy(),
                        data.rows()),
                marks);
    }

    /// How often predictions of a certain probability are right: on the diagonal they are as often
    /// right as they claim.
    Picture calibration() {
        double[] sure = new double[BINS];
        double[] right = new double[BINS];
        int[] counts = new int[BINS];
        for (int row = 0; row < data.rows(); row++) {
            int type = predicted(row);
            double claim = predictions[row * outputs + type];
            int bin = Math.clamp((long) (claim * BINS), 0, BINS - 1);
            sure[bin] += claim;
            right[bin] += data.targets().getLong(row) == type ? 1 : 0;
            counts[bin]++;
        }
        Chart chart =
                new Chart(
                        "Calibration",
                        new Axis("probability of the predicted class", 0, 1, false),
                        new Axis("share that is right", 0, 1.02, false),
                        440,
                        340);
        chart.line("", new double[] {0, 1}, new double[] {0, 1}, Ink.FAINT, 1, 4);
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                double claimed = sure[bin] / counts[bin];
                double share = right[bin] / counts[bin];
                error += Math.abs(claimed - share) * counts[bin] / data.rows();
                chart.dot(
                        claimed,
                        share,
                        3 + 9 * Math.sqrt(counts[bin] / (double) data.rows()),
                        Ink.series(0),
                        0.75,
                        counts[bin]
                                + " predictions of about "
                                + Math.round(100 * claimed)
                                + "%: "
                                + Math.round(100 * share)
                                + "% right");
            }
        }
        return chart.picture(
                String.format(
                        Locale.ROOT,
                        "Larger dots are more predictions; the expected calibration error over ten intervals is"
                                + " %.2f%%.",
                        100 * error));
    }

    /// Predicted numbers against actual ones.
    Picture scatter(String target, int which) {
        int shown = Math.min(1500, data.rows());
        double[] actual = new double[shown];
        double[] given = new double[shown];
        double[] targets = data.targets().toDoubles();
        for (int i = 0; i < shown; i++) {
            int row = (int) ((long) i * data.rows() / shown);
            actual[i] = targets[row * outputs + which];
            given[i] = predictions[row * outputs + which];
        }
        Axis axis = Axis.around("actual " + target, false, Curves.joined(actual, given));
        Chart chart =
                new Chart(
                        "Predicted against actual " + target,
                        axis,
                        new Axis("predicted", axis.from(), axis.to(), false),
                        460,
                        420);
        double[] ends = {axis.from(), axis.to()};
        chart.line("", ends, ends, Ink.FAINT, 1, 4);
        for (int i = 0; i < shown; i++) {
            chart.dot(actual[i], given[i], 2.6, Ink.series(0), 0.55, "");
        }
        return chart.picture(
                "On the diagonal predictions are exact; "
                        + shown
                        + " of "
                        + data.rows()
                        + " rows.");
    }

    /// The rows that cost most, as a table.
    ///
    /// @param rowName what a row is called, such as "row of the test set"
    String worst(Optional<ImageLayout> layout, String rowName) {
        List<Integer> order =
                IntStream.range(0, data.rows())
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> -cost(row)))
                        .limit(12)
                        .toList();
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
        html.append("<th scope=\"col\" class=\"n\">").append(Html.escaped(rowName)).append("</th>");
        if (layout.isPresent()) {
            html.append("<th scope=\"col\">example</th>");
        }
        html.append(
                "<th scope=\"col\">actual</th><th scope=\"col\">predicted</th></tr></thead><tbody>");
        for (int row : order) {
            html.append("<tr><td class=\"n\">").append(row + 1).append("</td>");
            layout.ifPresent(image -> {
                double[] one = data.features().rows(row, row + 1).toDoubles();
                html.append("<td>")
                        .append(
                                new Picture(
                                                56,
                                                56,
                                                "Example " + (row + 1),
                                                "",
                                                List.of(image.example(one, 0, 0, 0, 56)))
                                        .html())
                        .append("</td>");
            });
            html.append("<td>")
                    .append(Html.escaped(actual(row)))
                    .append("</td><td>")
                    .append(Html.escaped(given(row)))
                    .append("</td></tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private double cost(int row) {
        return switch (data.task()) {
            case Task.Classification _ ->
                    -Math.log(
                            Math.max(
                                    0x1p-52,
                                    predictions[
                                            row * outputs + (int) data.targets().getLong(row)]));
            case Task.Regression _ -> {
                double squares = 0;
                for (int i = 0; i < outputs; i++) {
                    double difference =
                            predictions[row * outputs + i]
                                    - data.targets().getFlat((long) row * outputs + i);
                    squares += difference * difference;
                }
                yield squares;
            }
        };
    }

    private String actual(int row) {
        return switch (data.task()) {
            case Task.Classification(List<String> classes) -> {
                int type = (int) data.targets().getLong(row);
                yield classes.get(type) + share(predictions[row * outputs + type]);
            }
            case Task.Regression _ -> numbers(data.targets().toDoubles(), row);
        };
    }

    private String given(int row) {
        return switch (data.task()) {
            case Task.Classification(List<String> classes) -> {
                int type = predicted(row);
                yield classes.get(type) + share(predictions[row * outputs + type]);
            }
            case Task.Regression _ -> numbers(predictions, row);
        };
    }

    private static String share(double probability) {
        return String.format(Locale.ROOT, " (%.1f%%)", 100 * probability);
    }

    private String numbers(double[] values, int row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            texts.add(Axis.label(values[row * outputs + i]));
        }
        return String.join(", ", texts);
    }

    private static Mark.Text text(double x, double y, String text, Mark.Anchor anchor, Ink ink) {
        return new Mark.Text(x, y, text, 12, anchor, ink, false);
    }
}
