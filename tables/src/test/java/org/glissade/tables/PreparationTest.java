package org.glissade.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreparationTest {
    private static final double NAN = Double.NaN;

    /// Mean 3 and standard deviation √2 over 1 … 5; one size missing; one color missing.
    private static final Table TABLE =
            Table.of(
                    "test",
                    new NumericColumn("length", 1, 2, 3, 4, 5),
                    new NumericColumn("size", 2, NAN, 4, 2, 4),
                    new CategoricalColumn("color", List.of("red", "blue"), 0, 1, -1, 0, 1),
                    new CategoricalColumn("kind", List.of("b", "a"), 0, 1, 0, 1, 0));

    @Test
    void columnsBecomeFeaturesAndTargetsLabels() {
        Preparation preparation = Preparation.fit(TABLE, Target.last(TABLE));
        Dataset data = preparation.dataset(TABLE);

        float z = (float) (1 / Math.sqrt(2));
        assertThat(data.featureNames())
                .containsExactly("length", "size", "size missing", "color=blue", "color=red");
        assertThat(data.features().toFloats())
                .containsExactly(
                        new float[] {
                            -2 * z, -1, 0, 0, 1, //
                            -z, 0, 1, 1, 0, //
                            0, 1, 0, 0, 0, //
                            z, -1, 0, 0, 1, //
                            2 * z, 1, 0, 1, 0
                        },
                        within(1e-6f));
        assertThat(data.targets()).isEqualTo(Array.of(Shape.of(5), 1, 0, 1, 0, 1));
        assertThat(data.task()).isEqualTo(new Task.Classification(List.of("a", "b")));
    }

    @Test
    void onlyTheTrainingRowsAreFitted() {
        Table training = TABLE.rows(0, 3, 4);
        Preparation preparation = Preparation.fit(training, Target.last(TABLE));
        Table changed =
                Table.of(
                        "test",
                        new NumericColumn("length", 1, 1e9, -1e9, 4, 5),
                        new NumericColumn("size", 2, 17, NAN, 2, 4),
                        new CategoricalColumn(
                                "color", List.of("red", "blue", "green"), 0, 2, 2, 0, 1),
                        TABLE.column("kind"));

        assertThat(Preparation.fit(changed.rows(0, 3, 4), Target.last(changed)))
                .isEqualTo(preparation);
        assertThat(preparation.featureNames())
                .containsExactly("length", "size", "color=blue", "color=red");
    }

    @Test
    void missingAndUnknownValuesOfNewRowsCountAsNothingSpecial() {
        Preparation preparation = Preparation.fit(TABLE, Target.last(TABLE));
        Table fresh =
                Table.of(
                        "fresh",
                        new CategoricalColumn("color", List.of("green", "red"), 0, 1),
                        new CategoricalColumn("more", List.of("x"), 0, 0),
                        new NumericColumn("size", NAN, 3),
                        new NumericColumn("length", NAN, 3));

        assertThat(preparation.features(fresh).toFloats())
                .containsExactly(0, 0, 1, 0, 0, 0, 0, 0, 0, 1);
        assertThat(preparation.warnings(fresh))
                .containsExactly(
                        "column \"color\": 1 of 2 rows have a text that training has not seen; they count as"
                                + " none of the known ones");
        assertThat(preparation.warnings(TABLE)).isEmpty();
    }

    @Test
    void targetsOfARegressionStayInTheirUnit() {
        double[] values = IntStream.range(0, 40).mapToDouble(i -> 1000 + 0.5 * i).toArray();
        Table table =
                Table.of("test", new NumericColumn("x", values), new NumericColumn("y", values));
        Dataset data = Preparation.fit(table, Target.last(table)).dataset(table);

        assertThat(data.task()).isEqualTo(new Task.Regression(List.of("y")));
        assertThat(data.targets().shape()).isEqualTo(Shape.of(40, 1));
        assertThat(data.targets().toDoubles()).containsExactly(values);
    }

    @Test
    void targetsBeyondSinglePrecisionAreRefused() {
        Table table =
                Table.of(
                        "test",
                        new NumericColumn("x", 1, 2, 3),
                        new NumericColumn("y", 1, 2.5, 1e300));
        Preparation preparation = Preparation.fit(table, Target.last(table));

        refused(() -> preparation.dataset(table), "1.0E300 in row 3");
    }

    @Test
    void constantAndExtremeNumbersStayFinite() {
        Table table =
                Table.of(
                        "test",
                        new NumericColumn("constant", 0.1, 0.1, 0.1, 0.1),
                        new NumericColumn(
                                "huge",
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE,
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE),
                        new NumericColumn("tiny", Double.MIN_NORMAL, 0, Double.MIN_NORMAL, 0),
                        new NumericColumn("outlier", 0, 0, 0, 1e-300),
                        new CategoricalColumn("y", List.of("a", "b"), 0, 1, 0, 1));
        Preparation preparation = Preparation.fit(table, Target.last(table));

        assertThat(preparation.features(table).toFloats())
                .containsExactly(
                        new float[] {
                            0, 1, 1, -0.57735f, //
                            0, -1, -1, -0.57735f, //
                            0, 1, 1, -0.57735f, //
                            0, -1, -1, 1.73205f
                        },
                        within(1e-4f));
        Table wild =
                Table.of(
                        "wild",
                        new NumericColumn("constant", 5),
                        new NumericColumn("huge", -Double.MAX_VALUE),
                        new NumericColumn("tiny", Double.MAX_VALUE),
                        new NumericColumn("outlier", -Double.MAX_VALUE));
        assertThat(preparation.features(wild).toFloats()).containsExactly(0, -1, 1e6f, -1e6f);
    }

    @Test
    void uselessColumnsAreLeftOutWithAReason() {
        Table table =
                Table.of(
                        "test",
                        texts("id", 12, 12),
                        texts("same", 12, 1),
                        new NumericColumn(
                                "empty", IntStream.range(0, 12).mapToDouble(i -> NAN).toArray()),
                        texts("useful", 12, 3),
                        texts("y", 12, 2));
        Preparation preparation = Preparation.fit(table, Target.last(table));

        assertThat(preparation.featureNames())
                .containsExactly("useful=v0", "useful=v1", "useful=v2");
        assertThat(preparation.notes())
                .containsExactly(
                        "column \"id\" is left out: every row has another text, so it only names the row",
                        "column \"same\" is left out: it is the same in every row",
                        "column \"empty\" is left out: it has no values");
    }

    @Test
    void whatCannotBePreparedIsRefused() {
        Table onlyTarget = Table.of("t.csv", texts("y", 12, 2));
        refused(
                () -> Preparation.fit(onlyTarget, Target.last(onlyTarget)),
                "t.csv: there is no column besides");
        Table onlyNames = Table.of("t.csv", texts("id", 12, 12), texts("y", 12, 2));
        refused(
                () -> Preparation.fit(onlyNames, Target.last(onlyNames)),
                "no column is left to learn from");
        Table many = Table.of("t.csv", texts("words", 3000, 1500), texts("y", 3000, 2));
        refused(
                () -> Preparation.fit(many, Target.last(many)),
                "\"words\" has 1500 different texts");

        Preparation preparation = Preparation.fit(TABLE, Target.last(TABLE));
        refused(
                () -> preparation.features(Table.of("new.csv", new NumericColumn("x", 1))),
                "new.csv: the columns \"length\", \"size\", \"color\" are missing");
        Table text =
                Table.of(
                        "new.csv",
                        new CategoricalColumn("length", List.of("1", "long"), 0, 1),
                        TABLE.column("size").rows(new int[] {0, 2}),
                        TABLE.column("color").rows(new int[] {0, 1}),
                        new CategoricalColumn("kind", List.of("a", "z"), 0, 1));
        refused(
                () -> preparation.features(text),
                "\"length\" was numbers in training, but is \"long\" in row 2");
        refused(
                () -> preparation.target().labels(text),
                "is \"z\" in row 2, which is none of the classes a, b");
        refused(() -> TABLE.column("colour"), "did you mean \"color\"?");
    }

    @Test
    void levelsMatchWhetherTheColumnWasReadAsTextOrAsNumbers() {
        Table training =
                Table.of(
                        "training",
                        new CategoricalColumn("code", List.of("1", "02", "V"), 0, 1, 2, 0),
                        texts("y", 4, 2));
        Preparation preparation = Preparation.fit(training, Target.last(training));
        Table numbers = Table.of("fresh", new NumericColumn("code", 2, 1, 3));

        assertThat(preparation.featureNames()).containsExactly("code=02", "code=1", "code=V");
        assertThat(preparation.features(numbers).toFloats())
                .containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 0);
    }

    @Test
    void aPreparationSurvivesJson() {
        Table regression =
                Table.of(
                        "test",
                        TABLE.column("color"),
                        TABLE.column("size"),
                        new NumericColumn("y", 0.1, 0.2, 0.3, 0.4, 0.5));
        for (Table table : List.of(TABLE, regression, Samples.table("diabetes"))) {
            Preparation preparation = Preparation.fit(table, Target.last(table));
            InputPreparation read =
                    InputPreparation.fromJson(Json.parseObject(Json.pretty(preparation.toJson())));

            assertThat(read).isEqualTo(preparation);
        }
    }

    static Stream<Arguments> brokenJson() {
        String columns =
                "\"columns\":[{\"column\":\"x\",\"kind\":\"number\",\"mean\":0,\"deviation\":1,\"marksMissing\":true}]";
        String start = "{\"kind\":\"table\",\"target\":\"y\",\"reason\":\"r\",";
        return Stream.of(
                Arguments.of("{}", "\"kind\" is missing"),
                Arguments.of("{\"kind\":\"tables\"}", "unknown kind of preparation \"tables\""),
                Arguments.of("{\"kind\":\"table\"}", "\"target\" is missing"),
                Arguments.of(start + "\"classes\":[\"a\"]," + columns + "}", "2 classes or more"),
                Arguments.of(start + "\"classes\":[\"a\",\"a\"]," + columns + "}", "listed twice"),
                Arguments.of(start + "\"classes\":[\"a\",1]," + columns + "}", "contains a number"),
                Arguments.of(
                        start + columns.replace("\"mean\":0,", "") + "}", "\"mean\" is missing"),
                Arguments.of(
                        start + columns.replace("\"deviation\":1", "\"deviation\":-1") + "}",
                        "deviation -1"),
                Arguments.of(
                        start + columns.replace("\"mean\":0", "\"mean\":null") + "}",
                        "\"mean\" is null"),
                Arguments.of(
                        start + "\"classes\":[\"a\",\"b\"],\"columns\":[]}", "no columns are left"),
                Arguments.of(
                        start + "\"classes\":[\"a\",\"b\"],\"columns\":[1]}", "contains a number"),
                Arguments.of(
                        start
                                + "\"classes\":[\"a\",\"b\"],"
                                + columns.replace("\"x\"", "\"y\"")
                                + "}",
                        "\"y\" is used twice"),
                Arguments.of(
                        start
                                + "\"classes\":[\"a\",\"b\"],"
                                + columns.replace("number", "word")
                                + "}",
                        "unknown kind of column"),
                Arguments.of(
                        start + "\"classes\":[\"a\",\"b\"]," + columns.replace("true", "1") + "}",
                        "\"marksMissing\" is a number"),
                Arguments.of(
                        start
                                + "\"classes\":[\"a\",\"b\"],\"columns\":[{\"column\":\"x\",\"kind\":\"category\",\"levels\":[\"a\",\"a\"]}]}",
                        "none or repeat"),
                Arguments.of(
                        "{\"kind\":\"pixels\",\"shape\":[28,-1],\"mean\":0,\"deviation\":1,\"classes\":[\"0\",\"1\"]}",
                        "[28, -1]"),
                Arguments.of(
                        "{\"kind\":\"pixels\",\"shape\":[65536,65536],\"mean\":0,\"deviation\":1,\"classes\":[\"0\",\"1\"]}",
                        "overflow"),
                Arguments.of(
                        "{\"kind\":\"pixels\",\"shape\":[9999999999],\"mean\":0,\"deviation\":1,\"classes\":[\"0\",\"1\"]}",
                        "overflow"),
                Arguments.of(
                        "{\"kind\":\"pixels\",\"shape\":[2],\"mean\":0,\"deviation\":0,\"classes\":[\"0\",\"1\"]}",
                        "deviation 0"),
                Arguments.of(
                        "{\"kind\":\"pixels\",\"shape\":[2],\"mean\":0,\"deviation\":1,\"classes\":[\"0\"]}",
                        "2 classes"));
    }

    @ParameterizedTest
    @MethodSource("brokenJson")
    void brokenJsonIsRefused(String json, String problem) {
        assertThatThrownBy(() -> InputPreparation.fromJson(Json.parseObject(json)))
                .isInstanceOfSatisfying(
                        FileFormatException.class,
                        error -> assertThat(error.problem()).contains(problem));
    }

    private static CategoricalColumn texts(String name, int rows, int levels) {
        return new CategoricalColumn(
                name,
                IntStream.range(0, levels).mapToObj(i -> "v" + i).toList(),
                IntStream.range(0, rows).map(i -> i % levels).toArray());
    }

    private static void refused(Runnable action, String problem) {
        assertThatThrownBy(action::run)
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining(problem);
    }
}
