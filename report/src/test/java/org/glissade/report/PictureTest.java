package org.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.glissade.learn.train.TrainEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PictureTest {
    private static final TrainEvent.Clock CLOCK = new TrainEvent.Clock(1, 1, 0);

    @Test
    void theLossCurveHasAPointForEachEpoch() throws Exception {
        Document svg = parsed(Curves.loss(epochs(10), 7).svg());

        List<String> lines =
                IntStream.range(0, svg.getElementsByTagName("polyline").getLength())
                        .mapToObj(i -> (Element) svg.getElementsByTagName("polyline").item(i))
                        .filter(line -> line.getAttribute("points").split(" ").length == 10)
                        .map(line -> line.getAttribute("stroke"))
                        .toList();

        assertThat(lines).containsExactly("#0068a8", "#c05000");
        assertThat(svg.getDocumentElement().getAttribute("aria-label"))
                .contains("Training loss goes from 1 to 0.1")
                .contains("epoch 7");
    }

    @Test
    void svgAndPngShowTheSame() throws IOException {
        Picture picture =
                new Picture(
                        40,
                        20,
                        "two boxes",
                        "",
                        List.of(
                                new Mark.Box(0, 0, 20, 20, Ink.fixed(0x112233), 1, ""),
                                new Mark.Raster(
                                        20, 0, 20, 20, 2, new int[] {0xff0000, 0x00ff00}, false)));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png(2)));

        assertThat(image.getWidth()).isEqualTo(80);
        assertThat(image.getRGB(10, 10)).isEqualTo(0xff112233);
        assertThat(image.getRGB(45, 20)).isEqualTo(0xffff0000);
        assertThat(image.getRGB(75, 20)).isEqualTo(0xff00ff00);
        assertThat(picture.svg()).contains("#112233").contains("data:image/png;base64,");
    }

    @Test
    void inAPageColoursFollowTheReader() {
        String html = Curves.loss(epochs(3), 0).html();

        assertThat(html).contains("stroke=\"var(--series-0)\"").doesNotContain("#0068a8");
    }

    @Test
    void anyTextGivesWellFormedXml() throws Exception {
        Picture picture =
                new Picture(
                        10,
                        10,
                        "a < b & \"c\"",
                        "\u0001 and " + (char) 0xd800,
                        List.of(
                                new Mark.Text(
                                        1,
                                        1,
                                        "<&>'" + (char) 0,
                                        4,
                                        Mark.Anchor.END,
                                        Ink.TEXT,
                                        true)));

        Document svg = parsed(picture.svg());

        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("<&>' ");
    }

    @Test
    void aFileIsWrittenAsItsNameSays(@TempDir Path folder) throws IOException {
        Picture picture = Curves.loss(epochs(3), 0);

        picture.write(folder.resolve("a.svg"));
        picture.write(folder.resolve("a.png"));

        assertThat(Files.readString(folder.resolve("a.svg"))).startsWith("<?xml");
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth())
                .isEqualTo(2 * picture.width());
        assertThatThrownBy(() -> picture.write(folder.resolve("a.gif")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".svg or .png");
    }

    @Test
    void lossesThatAreNotFiniteLeaveAGap() throws Exception {
        List<TrainEvent.EpochFinished> epochs =
                List.of(
                        epoch(1, 1),
                        epoch(2, 0.5),
                        epoch(3, Double.NaN),
                        epoch(4, 0.4),
                        epoch(5, 0.3));

        Document svg = parsed(Curves.loss(epochs, 0).svg());

        long pieces =
                IntStream.range(0, svg.getElementsByTagName("polyline").getLength())
                        .mapToObj(i -> (Element) svg.getElementsByTagName("polyline").item(i))
                        .filter(line -> line.getAttribute("stroke").equals("#0068a8"))
                        .filter(line -> line.getAttribute("stroke-width").equals("2"))
                        .count();
        assertThat(pieces).isEqualTo(2);
    }

    @Test
    void ticksAreRoundNumbersWithinTheAxis() {
        assertThat(new Axis("", 0.03, 0.97, false).ticks(5))
                .extracting(Axis.Tick::label)
                .containsExactly("0.2", "0.4", "0.6", "0.8");
        assertThat(new Axis("", 0.002, 300, true).ticks(5))
                .extracting(Axis.Tick::label)
                .containsExactly("0.01", "0.1", "1", "10", "100");
        assertThat(Axis.label(0)).isEqualTo("0");
        assertThat(Axis.label(12345)).isEqualTo("12,345");
        assertThat(Axis.label(1.5e-7)).isEqualTo("1.5e-7");
        assertThat(Axis.label(2e9)).isEqualTo("2e9");
    }

    private static List<TrainEvent.EpochFinished> epochs(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> epoch(i, 1.0 / i)).toList();
    }

    private static TrainEvent.EpochFinished epoch(int number, double loss) {
        return new TrainEvent.EpochFinished(
                number, 10, loss, Map.of(), Optional.of(loss + 0.1), Map.of(), CLOCK);
    }

    static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
