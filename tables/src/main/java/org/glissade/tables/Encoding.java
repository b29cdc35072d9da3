package org.glissade.tables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;

/// How one column becomes features.
public sealed interface Encoding {
    /// The name of the column.
    String column();

    /// The names of the features, one or more.
    List<String> features();

    /// A number, standardised with the training rows' mean and deviation; a missing one becomes the
    /// mean, 0.
    ///
    /// @param mean of the training rows
    /// @param deviation of the training rows, dividing by n; if 0 the feature is always 0
    /// @param marksMissing whether a second feature says that the value is missing; so if any was
    ///   in the training rows
    record Standardised(String column, double mean, double deviation, boolean marksMissing)
            implements Encoding {
        /// The numbers are checked.
        public Standardised {
            new Scaling(mean, deviation);
        }

        @Override
        public List<String> features() {
            return marksMissing ? List.of(column, column + " missing") : List.of(column);
        }
    }

    /// A category: for each level a feature that is 1 where the level is met; missing and unknown
    /// levels give all 0.
    ///
    /// @param levels of the training rows, sorted
    record OneHot(String column, List<String> levels) implements Encoding {
        /// The levels are checked to differ.
        public OneHot {
            levels = List.copyOf(levels);
            if (levels.isEmpty() || new HashSet<>(levels).size() != levels.size()) {
                throw new IllegalArgumentException(
                        "the levels of \"" + column + "\" are none or repeat");
            }
        }

        @Override
        public List<String> features() {
            return levels.stream().map(level -> column + "=" + level).toList();
        }
    }

    /// Writes the features of all rows of the column.
    ///
    /// @param features `[rows, width]`, row-major
    /// @param offset where this column's features begin within a row
    /// @return how many values were of an unknown level
    default int encode(String source, Column values, float[] features, int width, int offset) {
        return switch (this) {
            case Standardised(String _, double mean, double deviation, boolean marksMissing) -> {
                NumericColumn numbers = numeric(source, values);
                Scaling scaling = new Scaling(mean, deviation);
                for (int row = 0; row < numbers.size(); row++) {
                    int at = row * width + offset;
                    features[at] = scaling.apply(numbers.value(row));
                    if (marksMissing) {
                        features[at + 1] = numbers.isMissing(row) ? 1 : 0;
                    }
                }
                yield 0;
            }
            case OneHot(String _, List<String> known) -> {
                Levels levels = new Levels(known);
                int unknown = 0;
                for (int row = 0; row < values.size(); row++) {
                    int code = levels.code(values, row);
                    if (code >= 0) {
                        features[row * width + offset + code] = 1;
                    } else if (!values.isMissing(row)) {
                        unknown++;
                    }
                }
                yield unknown;
            }
        };
    }

    private static NumericColumn numeric(String source, Column values) {
        return switch (values) {
            case NumericColumn numbers -> numbers;
            case CategoricalColumn texts -> {
                int row = 0;
                while (texts.isMissing(row) || !Double.isNaN(Cell.number(texts.text(row)))) {
                    row++;
                }
                throw new PreparationException(
                        source,
                        "column \""
                                + texts.name()
                                + "\" was numbers in training, but is \""
                                + texts.text(row)
                                + "\" in row "
                                + (row + 1),
                        "mend the value, or leave it empty if it is missing");
            }
        };
    }

    /// The levels that occur in the column, sorted.
    static List<String> levelsOf(CategoricalColumn column) {
        TreeSet<String> levels = new TreeSet<>();
        for (int row = 0; row < column.size(); row++) {
            if (!column.isMissing(row)) {
                levels.add(column.text(row));
            }
        }
        return new ArrayList<>(levels);
    }

    /// This encoding as JSON, for [#fromJson].
    default JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("column", column());
        return switch (this) {
            case Standardised(String _, double mean, double deviation, boolean marksMissing) ->
                    json.put("kind", "number")
                            .put("mean", mean)
                            .put("deviation", deviation)
                            .put("marksMissing", marksMissing)
                            .build();
            case OneHot(String _, List<String> levels) ->
                    json.put("kind", "category").put("levels", JsonArray.ofTexts(levels)).build();
        };
    }

    /// The encoding that was written.
    ///
    /// @throws FileFormatException if it is none
    static Encoding fromJson(JsonObject json) {
        try {
            return switch (json.text("kind")) {
                case "number" ->
                        new Standardised(
                                json.text("column"),
                                json.number("mean"),
                                json.number("deviation"),
                                json.truth("marksMissing"));
                case "category" -> new OneHot(json.text("column"), json.array("levels").texts());
                default ->
                        throw new FileFormatException(
                                "",
                                "",
                                "unknown kind of column \"" + json.text("kind") + "\"",
                                "the file is damaged or of a newer version of Glissade");
            };
        } catch (IllegalArgumentException broken) {
            throw new FileFormatException(
                    "",
                    "",
                    String.valueOf(broken.getMessage()),
                    "the file is damaged: write it again",
                    broken);
        }
    }
}
