package org.glissade.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.JsonNull;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.metric.ClassificationReport;
import org.glissade.learn.metric.ConfusionMatrix;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.metric.RegressionReport;
import org.glissade.learn.train.TrainResult;

/// Results as text for people and as JSON for programs.
final class Outcome {
    /// More classes than this make a confusion table too wide to be read.
    private static final int MOST_CLASSES_SHOWN = 20;

    private Outcome() {}

    /// The JSON object of `glissade train --json`.
    static JsonObject toJson(TrainResult result, long seed, Path model, Path run) {
        return JsonObject.builder()
                .put("task", name(result.model().task()))
                .put("seed", seed)
                .put("epochs", result.epochs())
                .put("seconds", Math.round(result.seconds() * 1000) / 1000.0)
                .put(
                        "train",
                        JsonObject.builder().put("loss", result.trainEvaluation().loss()).build())
                .put("validation", brief(result.validationEvaluation()))
                .put("test", brief(result.testEvaluation()))
                .put("model", model.toString())
                .put("run", run.toString())
                .build();
    }

    /// `classification` or `regression`.
    static String name(Task task) {
        return switch (task) {
            case Task.Classification _ -> "classification";
            case Task.Regression _ -> "regression";
        };
    }

    private static JsonValue brief(Optional<Evaluation> evaluation) {
        return evaluation.<JsonValue>map(Outcome::brief).orElse(JsonNull.NULL);
    }

    /// The measures that matter most.
    private static JsonObject brief(Evaluation evaluation) {
        JsonObject.Builder json = JsonObject.builder().put("loss", evaluation.loss());
        return switch (evaluation) {
            case ClassificationReport classes -> json.put("accuracy", classes.accuracy()).build();
            case RegressionReport numbers ->
                    json.put("rmse", numbers.rmse())
                            .put("mae", numbers.mae())
                            .put("r2", numbers.r2())
                            .build();
        };
    }

    /// All measures.
    static JsonObject toJson(Task task, Evaluation evaluation) {
        JsonObject.Builder json =
                JsonObject.builder().put("task", name(task)).put("rows", evaluation.rows());
        evaluation
                .values()
                .forEach((measure, value) -> json.put(measure, JsonValue.of(value.doubleValue())));
        return json.build();
    }

    /// How a training ended.
    static String text(TrainResult result) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "trained",
                result.epochs()
                        + (result.epochs() == 1 ? " epoch" : " epochs")
                        + " in "
                        + Numbers.duration(result.seconds())
                        + "; the weights are those after epoch "
                        + result.keptEpoch());
        result.validationEvaluation()
                .ifPresent(measured -> line(text, "validation", summary(measured)));
        if (result.testEvaluation().isPresent()) {
            text.append(text("test", result.testEvaluation().get()));
        } else {
            line(text, "test", "no rows were kept for it");
        }
        return text.toString();
    }

    /// The measures, and for classes who was taken for whom.
    static String text(String label, Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        line(text, label, summary(evaluation));
        switch (evaluation) {
            case ClassificationReport classes -> text.append(table(classes));
            case RegressionReport _ -> {}
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append(label)
                .append(" ".repeat(12 - label.length()))
                .append(content)
                .append(System.lineSeparator());
    }

    private static String summary(Evaluation evaluation) {
        String measures =
                switch (evaluation) {
                    case ClassificationReport classes ->
                            "accuracy " + Numbers.fixed(classes.accuracy(), 4);
                    case RegressionReport numbers ->
                            "RMSE "
                                    + Numbers.significant(numbers.rmse())
                                    + "  MAE "
                                    + Numbers.significant(numbers.mae())
                                    + "  R² "
                                    + Numbers.fixed(numbers.r2(), 4);
                };
        return measures
                + "  loss "
                + Numbers.significant(evaluation.loss())
                + "  ("
                + Numbers.count(evaluation.rows())
                + " rows)";
    }

    private static String table(ClassificationReport report) {
        ConfusionMatrix confusion = report.confusion();
        int classes = confusion.classes().size();
        boolean isWide = classes > MOST_CLASSES_SHOWN;
        List<String> header = new ArrayList<>(List.of("actual"));
        if (!isWide) {
            confusion.classes().forEach(name -> header.add("#" + shortened(name)));
        }
        header.addAll(List.of("#precision", "#recall", "#F1"));
        List<String[]> rows = new ArrayList<>();
        for (int actual = 0; actual < classes; actual++) {
            List<String> row = new ArrayList<>(List.of(shortened(confusion.classes().get(actual))));
            for (int predicted = 0; predicted < classes && !isWide; predicted++) {
                long count = confusion.count(actual, predicted);
                row.add(count == 0 ? "." : Long.toString(count));
            }
            row.add(Numbers.fixed(confusion.precision(actual), 3));
            row.add(Numbers.fixed(confusion.recall(actual), 3));
            row.add(Numbers.fixed(confusion.f1(actual), 3));
            rows.add(row.toArray(String[]::new));
        }
        return System.lineSeparator()
                + (isWide ? "" : "rows: actual class, columns: predicted class")
                + System.lineSeparator()
                + TextTable.of(rows, header.toArray(String[]::new))
                + System.lineSeparator();
    }

    private static String shortened(String name) {
        return name.length() <= 16 ? name : name.substring(0, 15) + "…";
    }
}
