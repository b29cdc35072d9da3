package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glissade.report.ImageLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `glissade report` on runs of the command.
class ReportCommandTest {
    @TempDir private Path folder = Path.of("");

    private Path train(String... words) throws IOException {
        Typed typed = Typed.train(folder, words);
        assertThat(typed.code()).as(typed.err()).isZero();
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    @Test
    void aRunOfDigitsGetsAPageAndPictures() throws IOException {
        Path run =
                train("sample:digits", "--network", "dense(16) relu", "--epochs", "5", "--quiet");
        Path pictures = folder.resolve("pictures");

        Typed typed = Typed.run("report", run.toString(), "--pictures", pictures.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).contains("report.html", "each as SVG and PNG");
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("Loss along the way of the weights", "What the network sees")
                .contains("Confusion matrix", "test row");
        assertThat(Files.size(run.resolve("report.html"))).isLessThan(3_000_000);
        assertThat(pictures.resolve("surface-path.svg")).isNotEmptyFile();
        assertThat(pictures.resolve("first-weights.png")).isNotEmptyFile();
    }

    @Test
    void changedDataAreNotMistakenForThoseOfTheRun() throws IOException {
        Path table = folder.resolve("points.csv");
        StringBuilder rows = new StringBuilder("x,y,label\n");
        for (int i = 0; i < 80; i++) {
            rows.append(i % 9).append(',').append(i % 7).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        Files.writeString(table, rows);
        Path run = train(table.toString(), "--epochs", "3", "--quiet", "--no-path");
        assertThat(run.resolve("path.safetensors")).doesNotExist();
        Typed same = Typed.run("report", run.toString());
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(Files.readString(run.resolve("report.html"))).contains("Decision regions");

        Files.writeString(table, rows.toString().replace("8,", "9,"));
        Typed changed = Typed.run("report", run.toString());

        assertThat(changed.code()).as(changed.err()).isZero();
        assertThat(changed.err()).contains("have changed since the run");
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("have changed since the run")
                .doesNotContain("Decision regions");

        Files.delete(table);
        assertThat(Typed.run("report", run.toString()).err()).contains("cannot be read");
    }

    @Test
    void whatIsNoRunIsRefused() {
        Typed missing = Typed.run("report", folder.resolve("nothing").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("is no folder").contains("hint");

        Typed empty = Typed.run("report", folder.toString());
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains("no log of a run").contains("hint");
    }

    @Test
    void aTableIsNoImage() {
        assertThat(ImageLayout.sides(List.of("a", "b"))).isEmpty();
        assertThat(ImageLayout.sides(List.of("p_0_0", "p_0_1", "p_1_0", "p_1_1")))
                .hasValueSatisfying(sides -> assertThat(sides).containsExactly(2, 2));
    }
}
