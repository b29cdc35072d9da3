package org.glissade.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.glissade.benchmarks.plot.Plot.Line;
import org.glissade.benchmarks.plot.Plot.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PlotTest {
    @TempDir private Path folder = Path.of("");

    private static Plot plot(Line... lines) {
        return new Plot("Time of a step, a < b & c", "batch", "microseconds", List.of(lines));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void anAxisEndsAtThePowersAroundItsValues() {
        assertThat(Axis.over("µs", 10, List.of(3.0, 2_500.0)).ticks())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1)
                .containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0);
        assertThat(Axis.over("batch", 2, List.of(16.0, 64.0)).ticks())
                .containsExactly(16.0, 32.0, 64.0);
        assertThat(Axis.over("batch", 2, List.of(8.0)).ticks()).containsExactly(8.0, 16.0);
        assertThat(Axis.over("batch", 2, List.of(1.0, 4.0, 16.0)).position(4))
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void noLogarithmicAxisShowsZero() {
        assertThatThrownBy(() -> plot(new Line("a", List.of(new Point(0, 1)))).svg())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch has the value 0.0");
        assertThatThrownBy(() -> plot(new Line("a", List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no points");
    }

    /// An XML parser judges: tags are closed, signs are escaped.
    @Test
    void pointsStandWhereTheirLogarithmsAre() throws Exception {
        Document svg =
                parsed(
                        plot(
                                        new Line(
                                                "Glissade",
                                                List.of(new Point(1, 1), new Point(4, 100))),
                                        new Line("PyTorch", List.of(new Point(2, 10))))
                                .svg());

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Time of a step, a < b & c");
        Element first = (Element) svg.getElementsByTagName("polyline").item(0);
        Element second = (Element) svg.getElementsByTagName("polyline").item(1);
        // From corner to corner of the grid, and its middle.
        assertThat(first.getAttribute("points")).isEqualTo("80.0,380.0 740.0,60.0");
        assertThat(second.getAttribute("points")).isEqualTo("410.0,220.0");
    }

    @Test
    void aFileIsWrittenInAFolderThatWasNotThere() throws IOException {
        Path path = folder.resolve("new").resolve("plot.svg");
        Plot plot = plot(new Line("a", List.of(new Point(1, 1))));

        plot.write(path);

        assertThat(path).hasContent(plot.svg());
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files).containsExactly(path);
        }
    }
}
