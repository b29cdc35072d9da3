package org.glissade.tables;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.glissade.learn.data.Task;

/// The column to be predicted and what that means.
///
/// The rule: text is classification. Numbers are classification if all are whole, there are at most
/// [#MOST_CODES] different ones and each occurs twice on average; else regression. Classes are
/// sorted, texts lexicographically and numbers by value.
///
/// @param column the name of the column
/// @param task classification with its classes, or regression
/// @param reason why, in a sentence for the user
public record Target(String column, Task task, String reason) {
    /// The most different whole numbers that are taken for classes unless asked otherwise.
    public static final int MOST_CODES = 20;

    /// The most classes there may be.
    public static final int MOST_CLASSES = 1_000;

    /// The last column as target.
    public static Target last(Table table) {
        return of(table, table.names().getLast(), TaskChoice.AUTOMATIC);
    }

    /// The named column as target.
    ///
    /// @throws PreparationException if there is no such column, a value is missing, or there is
    ///   nothing to learn in it
    public static Target of(Table table, String column, TaskChoice choice) {
        Column values = complete(table, column);
        return switch (values) {
            case CategoricalColumn texts -> ofTexts(table, texts, choice);
            case NumericColumn numbers -> ofNumbers(table, numbers, choice);
        };
    }

    private static Target ofTexts(Table table, CategoricalColumn column, TaskChoice choice) {
        if (choice == TaskChoice.REGRESSION) {
            int row =
                    IntStream.range(0, column.size())
                            .filter(i -> Double.isNaN(Cell.number(column.text(i))))
                            .findFirst()
                            .orElse(0);
            throw new PreparationException(
                    table.source(),
                    "the target \""
                            + column.name()
                            + "\" is text, such as \""
                            + column.text(row)
                            + "\" in row "
                            + (row + 1)
                            + ", so it cannot be a regression",
                    "choose a column of numbers, or mend the texts in it");
        }
        List<String> classes =
                IntStream.range(0, column.size())
                        .mapToObj(column::text)
                        .distinct()
                        .sorted()
                        .toList();
        checkClasses(table, column.name(), classes.size(), column.size());
        return new Target(
                column.name(),
                new Task.Classification(classes),
                "target \""
                        + column.name()
                        + "\" has "
                        + classes.size()
                        + " text values: classification");
    }

    private static Target ofNumbers(Table table, NumericColumn column, TaskChoice choice) {
        double[] distinct =
                IntStream.range(0, column.size())
                        .mapToDouble(row -> column.value(row) + 0.0) // no -0
                        .distinct()
                        .sorted()
                        .toArray();
        boolean codes =
                distinct.length <= MOST_CODES
                        && 2 * distinct.length <= column.size()
                        && Arrays.stream(distinct).allMatch(NumericColumn::isWhole);
        if (choice == TaskChoice.CLASSIFICATION || (choice == TaskChoice.AUTOMATIC && codes)) {
            checkClasses(table, column.name(), distinct.length, column.size());
            List<String> classes = Arrays.stream(distinct).mapToObj(NumericColumn::text).toList();
            return new Target(
                    column.name(),
                    new Task.Classification(classes),
                    "target \""
                            + column.name()
                            + "\" has "
                            + classes.size()
                            + " different "
                            + (codes ? "whole numbers" : "numbers")
                            + ": classification"
                            + (codes ? "" : ", as asked for"));
        }
        if (distinct.length == 1) {
            throw onlyOne(table, column.name());
        }
        return new Target(
                column.name(),
                new Task.Regression(List.of(column.name())),
                "target \""
                        + column.name()
                        + "\" has "
                        + distinct.length
                        + " different numbers: regression"
                        + (codes ? ", as asked for" : ""));
    }

    private static void checkClasses(Table table, String column, int classes, int rows) {
        if (classes == 1) {
            throw onlyOne(table, column);
        }
        if (classes > MOST_CLASSES || (classes == rows && rows > MOST_CODES)) {
            throw new PreparationException(
                    table.source(),
                    "the target \""
                            + column
                            + "\" has "
                            + classes
                            + " different values in "
                            + rows
                            + " rows, too many for classes",
                    "choose another target; columns are " + Nearest.list(table.names()));
        }
    }

    private static PreparationException onlyOne(Table table, String column) {
        return new PreparationException(
                table.source(),
                "the target \"" + column + "\" has the same value in every row",
                "there is nothing to learn; choose another target or add rows with other values");
    }

    private static Column complete(Table table, String name) {
        Column column = table.column(name);
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                throw new PreparationException(
                        table.source(),
                        "the target \""
                                + name
                                + "\" is missing in "
                                + column.missing()
                                + " of "
                                + column.size()
                                + " rows, first in row "
                                + (row + 1),
                        "remove these rows, or fill in the target");
            }
        }
        return column;
    }

    /// For each row the index of its class.
    ///
    /// @throws PreparationException if a value is missing or is none of the classes
    /// @throws IllegalStateException if the task is regression
    public int[] labels(Table table) {
        if (!(task instanceof Task.Classification(List<String> classes))) {
            throw new IllegalStateException("a regression has no labels");
        }
        Levels levels = new Levels(classes);
        Column values = complete(table, column);
        int[] labels = new int[values.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = levels.code(values, row);
            if (labels[row] < 0) {
                throw new PreparationException(
                        table.source(),
                        "the target \""
                                + column
                                + "\" is \""
                                + values.text(row)
                                + "\" in row "
                                + (row + 1)
                                + ", which is none of the classes "
                                + Nearest.list(classes),
                        "remove the row, or train with such rows");
            }
        }
        return labels;
    }

    /// For each row the number to be predicted, in the units of the column.
    ///
    /// @throws PreparationException if a value is missing or not a number
    public double[] values(Table table) {
        if (!(complete(table, column) instanceof NumericColumn numbers)) {
            throw new PreparationException(
                    table.source(),
                    "the target \"" + column + "\" is text, but was trained as a number",
                    "mend the values that are no numbers");
        }
        return IntStream.range(0, numbers.size()).mapToDouble(numbers::value).toArray();
    }
}
