package org.glissade.tables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// Turns tables into features and targets in the way that was fitted on the training rows, and on
/// these only.
///
/// Numbers are standardised, categories become one feature for each level. The target of a
/// regression stays in its unit: the trainer scales it. Columns from which nothing can be learned
/// are left out, and the notes say so.
///
/// @param target what is predicted
/// @param encodings how columns become features, in the order of the features
/// @param notes what the user should know: columns left out and why
public record Preparation(Target target, List<Encoding> encodings, List<String> notes)
        implements InputPreparation {
    /// The most levels that a categorical column may have.
    public static final int MOST_LEVELS = 1_000;

    static final String KIND = "table";

    /// A column of text with at least this many values, all different, is taken for an identifier.
    private static final int IDENTIFIER = 10;

    /// The square of a target must be a number of single precision, too.
    private static final double LARGEST_TARGET = 1e18;

    private static final String DAMAGED = "the file is damaged: write it again";

    /// Checked: there are features, from different columns, none of which is the target.
    public Preparation {
        encodings = List.copyOf(encodings);
        notes = List.copyOf(notes);
        Set<String> seen = new HashSet<>(Set.of(target.column()));
        for (Encoding encoding : encodings) {
            if (!seen.add(encoding.column())) {
                throw new IllegalArgumentException(
                        "column \"" + encoding.column() + "\" is used twice");
            }
        }
        if (encodings.isEmpty()) {
            throw new IllegalArgumentException("no columns are left to learn from");
        }
    }

    /// Fits means, deviations and levels to the training rows.
    ///
    /// @throws PreparationException if nothing is left to learn from, or a column has too many
    ///   levels
    public static Preparation fit(Table training, Target target) {
        List<Encoding> encodings = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Column column : training.columns()) {
            if (!column.name().equals(target.column())) {
                String reason = reasonToLeaveOut(column);
                if (reason.isEmpty()) {
                    encodings.add(encoding(training, column));
                } else {
                    notes.add("column \"" + column.name() + "\" is left out: " + reason);
                }
            }
        }
        if (encodings.isEmpty()) {
            throw new PreparationException(
                    training.source(),
                    notes.isEmpty()
                            ? "there is no column besides the target \"" + target.column() + "\""
                            : "no column is left to learn from; " + String.join("; ", notes),
                    "add columns from which the target can be learned");
        }
        return new Preparation(target, encodings, notes);
    }

    private static String reasonToLeaveOut(Column column) {
        int present = column.size() - column.missing();
        if (present == 0) {
            return "it has no values";
        }
        return switch (column) {
            case NumericColumn _ -> "";
            case CategoricalColumn texts -> {
                int levels = Encoding.levelsOf(texts).size();
                if (levels == 1 && present == column.size()) {
                    yield "it is the same in every row";
                }
                yield levels == present && present >= IDENTIFIER
                        ? "every row has another text, so it only names the row"
                        : "";
            }
        };
    }

    private static Encoding encoding(Table training, Column column) {
        return switch (column) {
            case NumericColumn numbers -> {
                Scaling scaling =
                        Scaling.fit(
                                IntStream.range(0, numbers.size())
                                        .mapToDouble(numbers::value)
                                        .toArray());
                yield new Encoding.Standardised(
                        column.name(), scaling.mean(), scaling.deviation(), column.missing() > 0);
            }
            case CategoricalColumn texts -> {
                List<String> levels = Encoding.levelsOf(texts);
                if (levels.size() > MOST_LEVELS) {
                    throw new PreparationException(
                            training.source(),
                            "column \""
                                    + column.name()
                                    + "\" has "
                                    + levels.size()
                                    + " different texts, more than "
                                    + MOST_LEVELS,
                            "remove the column, or put its texts into groups");
                }
                yield new Encoding.OneHot(column.name(), levels);
            }
        };
    }

    /// The names of the features, such as `age` and `color=red`.
    @Override
    public List<String> featureNames() {
        return encodings.stream().flatMap(encoding -> encoding.features().stream()).toList();
    }

    /// The features of all rows, F32 `[rows, features]`; the target need not be there, other
    /// columns are ignored.
    ///
    /// @throws PreparationException if a column is missing or holds text where training had numbers
    public Array features(Table table) {
        return encode(table, new ArrayList<>());
    }

    /// What the user should know about the table's rows: levels that training has not seen.
    public List<String> warnings(Table table) {
        List<String> warnings = new ArrayList<>();
        encode(table, warnings);
        return warnings;
    }

    private Array encode(Table table, List<String> warnings) {
        List<String> absent =
                encodings.stream()
                        .map(Encoding::column)
                        .filter(name -> table.find(name).isEmpty())
                        .toList();
        if (!absent.isEmpty()) {
            throw new PreparationException(
                    table.source(),
                    (absent.size() == 1 ? "the column \"" : "the columns \"")
                            + String.join("\", \"", absent)
                            + (absent.size() == 1 ? "\" is missing" : "\" are missing"),
                    "the model was trained with them; there are " + Nearest.list(table.names()));
        }
        int width = width();
        int rows = table.rowCount();
        if ((long) rows * width > Integer.MAX_VALUE - 8) {
            throw new PreparationException(
                    table.source(),
                    rows + " rows of " + width + " features are more than 2^31 numbers",
                    "use fewer rows, or remove columns with many levels");
        }
        float[] features = new float[rows * width];
        int offset = 0;
        for (Encoding encoding : encodings) {
            int unknown =
                    encoding.encode(
                            table.source(),
                            table.column(encoding.column()),
                            features,
                            width,
                            offset);
            if (unknown > 0) {
                warnings.add(
                        "column \""
                                + encoding.column()
                                + "\": "
                                + unknown
                                + " of "
                                + rows
                                + " rows have a text that training has not seen; they count as none of the known ones");
            }
            offset += encoding.features().size();
        }
        return Array.of(Shape.of(rows, width), features);
    }

    private int width() {
        return encodings.stream().mapToInt(encoding -> encoding.features().size()).sum();
    }

    /// Features and targets of all rows: labels I32 `[rows]`, or numbers F32 `[rows, 1]`.
    ///
    /// @throws PreparationException if a column is missing, or a target is missing, of an unknown
    ///   class, or beyond the numbers of single precision
    public Dataset dataset(Table table) {
        Array features = features(table);
        Array targets =
                switch (target.task()) {
                    case Task.Classification _ ->
                            Array.of(Shape.of(table.rowCount()), target.labels(table));
                    case Task.Regression _ -> numbers(table);
                };
        return new Dataset(features, targets, target.task(), featureNames());
    }

    private Array numbers(Table table) {
        double[] values = target.values(table);
        float[] numbers = new float[values.length];
        for (int row = 0; row < values.length; row++) {
            numbers[row] = (float) values[row];
            if (Math.abs(values[row]) > LARGEST_TARGET) {
                throw new PreparationException(
                        table.source(),
                        "the target \""
                                + target.column()
                                + "\" is "
                                + values[row]
                                + " in row "
                                + (row + 1)
                                + ", beyond "
                                + LARGEST_TARGET,
                        "use a larger unit, or predict its logarithm");
            }
        }
        return Array.of(Shape.of(numbers.length, 1), numbers);
    }

    /// This preparation as JSON; notes are not part of it.
    @Override
    public JsonObject toJson() {
        JsonObject.Builder json =
                JsonObject.builder().put("kind", KIND).put("target", target.column());
        switch (target.task()) {
            case Task.Classification(List<String> classes) ->
                    json.put("classes", JsonArray.ofTexts(classes));
            case Task.Regression _ -> {}
        }
        return json.put("reason", target.reason())
                .put(
                        "columns",
                        new JsonArray(encodings.stream().<JsonValue>map(Encoding::toJson).toList()))
                .build();
    }

    /// The preparation that was written.
    ///
    /// @throws FileFormatException if it is none
    public static Preparation fromJson(JsonObject json) {
        try {
            String column = json.text("target");
            boolean classification = json.has("classes");
            Task task =
                    classification
                            ? new Task.Classification(json.array("classes").texts())
                            : new Task.Regression(List.of(column));
            return new Preparation(
                    new Target(column, task, json.text("reason")),
                    json.array("columns").objects().stream().map(Encoding::fromJson).toList(),
                    List.of());
        } catch (IllegalArgumentException broken) {
            throw new FileFormatException(
                    "", "preparation", String.valueOf(broken.getMessage()), DAMAGED, broken);
        } catch (FileFormatException malformed) {
            throw malformed.inPart("preparation");
        }
    }
}
