package org.glissade.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.glissade.learn.data.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    /// How many rows with how many different values, in steps of what, are which task.
    @ParameterizedTest
    @CsvSource({
        "100, 2, 1, classification",
        "100, 20, 1, classification",
        "100, 21, 1, regression",
        "20, 10, 1, classification",
        "20, 11, 1, regression",
        "4, 2, 1, classification",
        "100, 3, 0.5, regression",
        "100, 5, -7, classification",
        "100, 100, 1, regression"
    })
    void wholeNumbersOfFewKindsAreClasses(int rows, int different, double step, String task) {
        Target target = Target.last(numbers(rows, different, step));

        assertThat(target.reason())
                .isEqualTo(
                        "target \"y\" has "
                                + different
                                + " different "
                                + (task.equals("classification") ? "whole numbers" : "numbers")
                                + ": "
                                + task);
        assertThat(target.task() instanceof Task.Classification)
                .isEqualTo(task.equals("classification"));
    }

    @Test
    void classesAreSortedNumbersByValueAndTextsByLetter() {
        Table table =
                Table.of(
                        "test",
                        new NumericColumn("number", 10, -1, 9, 10, -1, 9),
                        new CategoricalColumn(
                                "text", List.of("b", "10", "9", "unused"), 0, 1, 2, 0, 1, 2));
        Target numbers = Target.of(table, "number", TaskChoice.AUTOMATIC);
        Target texts = Target.of(table, "text", TaskChoice.AUTOMATIC);

        assertThat(numbers.task()).isEqualTo(new Task.Classification(List.of("-1", "9", "10")));
        assertThat(numbers.labels(table)).containsExactly(2, 0, 1, 2, 0, 1);
        assertThat(texts.task()).isEqualTo(new Task.Classification(List.of("10", "9", "b")));
        assertThat(texts.labels(table)).containsExactly(2, 0, 1, 2, 0, 1);
        assertThat(texts.reason()).isEqualTo("target \"text\" has 3 text values: classification");
    }

    @Test
    void theUserMayDecide() {
        Table few = numbers(100, 3, 1);
        Table halves = numbers(100, 3, 0.5);

        assertThat(Target.of(few, "y", TaskChoice.REGRESSION).reason())
                .endsWith("regression, as asked for");
        assertThat(Target.of(halves, "y", TaskChoice.CLASSIFICATION).task())
                .isEqualTo(new Task.Classification(List.of("0", "0.5", "1")));
        assertThat(Target.of(halves, "y", TaskChoice.CLASSIFICATION).labels(halves))
                .startsWith(0, 1, 2, 0);
    }

    @Test
    void targetsThatCannotBeLearnedAreRefused() {
        refused(numbers(10, 1, 1), TaskChoice.AUTOMATIC, "the same value in every row");
        refused(numbers(10, 1, 0.5), TaskChoice.REGRESSION, "the same value in every row");
        refused(
                Table.of("t.csv", texts(30, 30)),
                TaskChoice.AUTOMATIC,
                "30 different values in 30 rows");
        refused(
                Table.of("t.csv", texts(3000, 1001)),
                TaskChoice.AUTOMATIC,
                "1001 different values");
        refused(
                Table.of("t.csv", texts(30, 3)),
                TaskChoice.REGRESSION,
                "is text, such as \"v0\" in row 1");
        refused(
                Table.of("t.csv", new NumericColumn("y", 1, Double.NaN, 2, Double.NaN)),
                TaskChoice.AUTOMATIC,
                "t.csv: the target \"y\" is missing in 2 of 4 rows, first in row 2");
        assertThatThrownBy(() -> Target.of(numbers(4, 2, 1), "Y1", TaskChoice.AUTOMATIC))
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining("there is no column \"Y1\"")
                .hasMessageContaining("did you mean \"y\"?");
    }

    private static void refused(Table table, TaskChoice choice, String problem) {
        assertThatThrownBy(() -> Target.of(table, "y", choice))
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining(problem);
    }

    private static Table numbers(int rows, int different, double step) {
        return Table.of(
                "test",
                new NumericColumn(
                        "y",
                        DoubleStream.iterate(0, i -> i + 1)
                                .limit(rows)
                                .map(i -> i % different * step)
                                .toArray()));
    }

    private static CategoricalColumn texts(int rows, int levels) {
        return new CategoricalColumn(
                "y",
                IntStream.range(0, levels).mapToObj(i -> "v" + i).toList(),
                IntStream.range(0, rows).map(i -> i % levels).toArray());
    }
}
