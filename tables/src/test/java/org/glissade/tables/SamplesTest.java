package org.glissade.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
    static Iterable<String> names() {
        return Samples.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySampleIsWhatItsDescriptionSays(String name) {
        Sample sample = Samples.named(name);
        Table table = Samples.table(name);
        Target target = Target.last(table);
        Dataset data = Preparation.fit(table, target).dataset(table);

        assertThat(table.rowCount()).isEqualTo(sample.rows());
        assertThat(table.columns()).hasSize(sample.columns() + 1);
        assertThat(table.names()).endsWith(sample.target());
        assertThat(table.notes()).isEmpty();
        assertThat(data.features().shape().dims()).containsExactly(sample.rows(), sample.columns());
        assertThat(
                        switch (target.task()) {
                            case Task.Classification task -> task.outputs() + " classes";
                            case Task.Regression _ -> "a number";
                        })
                .isEqualTo(sample.task());
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "iris", "wine", "breast-cancer", "diabetes"})
    void realSamplesEqualTheirSource(String name) {
        Path file =
                Path.of(
                        System.getProperty("glissade.data", "../shared/data"),
                        "tabular",
                        name + ".csv");
        assertThat(Files.exists(file))
                .as(
                        "%s is needed; set the system property glissade.data to the folder of data sets",
                        file)
                .isTrue();

        assertThat(Samples.table(name).columns()).isEqualTo(CsvReader.read(file).columns());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xor", "two-moons", "two-spirals", "circles"})
    void drawnSamplesDependOnTheSeedAlone(String name) {
        assertThat(Samples.table(name, 1))
                .isEqualTo(Samples.table(name, 1))
                .isNotEqualTo(Samples.table(name, 2));
    }

    @Test
    void drawnSamplesHaveTheirShape() {
        Table xor = Samples.table("xor");
        Table circles = Samples.table("circles");
        Table moons = Samples.table("two-moons");
        for (int row = 0; row < xor.rowCount(); row++) {
            boolean same = value(xor, "x", row) * value(xor, "y", row) > 0;
            assertThat(xor.column("label").text(row)).isEqualTo(same ? "same" : "different");
            double radius = Math.hypot(value(circles, "x", row), value(circles, "y", row));
            assertThat(circles.column("label").text(row))
                    .isEqualTo(radius < 0.7 ? "inner" : "outer");
            assertThat(value(moons, "y", row)).isBetween(-1.0, 1.5);
        }
    }

    @Test
    void anUnknownSampleIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Samples.table("irsi"))
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining("did you mean sample:iris?");
        assertThatThrownBy(() -> Samples.table("imagenet"))
                .hasMessageContaining("the samples are digits, iris, wine")
                .hasMessageNotContaining("did you mean");
    }

    private static double value(Table table, String column, int row) {
        return ((NumericColumn) table.column(column)).value(row);
    }
}
