package org.glissade.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxReaderTest {
    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;

    @TempDir private Path folder;

    @Test
    void imagesBecomeFeaturesAndLabelsClasses() throws IOException {
        writeFolder();
        IdxReader.ImageFolder images = IdxReader.images(folder);
        PixelPreparation preparation = PixelPreparation.fit(images.training());
        Dataset training = preparation.dataset(images.training());

        assertThat(training.features().shape()).isEqualTo(Shape.of(2, 6));
        // Six pixels of 255 and six of 0: mean 0.5, deviation 0.5.
        assertThat(training.features().toFloats())
                .containsExactly(
                        new float[] {1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1}, within(1e-6f));
        assertThat(training.targets().toInts()).containsExactly(2, 0);
        assertThat(training.task()).isEqualTo(new Task.Classification(List.of("0", "1", "2")));
        Dataset test = preparation.dataset(images.test().orElseThrow());
        assertThat(test.features().toFloats()[5]).isEqualTo((float) ((5 / 255.0 - 0.5) / 0.5));
        assertThat(images.training().rows(1, 0).classes()).containsExactly(0, 2);
        assertThat(InputPreparation.fromJson(Json.parseObject(preparation.toJson().toString())))
                .isEqualTo(preparation);
    }

    @Test
    void fashionMnistIsRead() {
        Path fashion =
                Path.of(System.getProperty("glissade.data", "../shared/data"), "fashion-mnist");
        assertThat(Files.isDirectory(fashion))
                .as(
                        "%s is needed; set the system property glissade.data to the folder of data sets",
                        fashion)
                .isTrue();
        IdxReader.ImageFolder images = IdxReader.images(fashion);
        PixelPreparation preparation = PixelPreparation.fit(images.training());

        assertThat(images.training().images().shape()).isEqualTo(Shape.of(60_000, 28, 28));
        assertThat(images.test().orElseThrow().count()).isEqualTo(10_000);
        // The published figures of this data set.
        assertThat(preparation.mean()).isCloseTo(0.2860, within(5e-5));
        assertThat(preparation.deviation()).isCloseTo(0.3530, within(5e-5));
        int[] counts = new int[10];
        for (int label : images.training().classes()) {
            counts[label]++;
        }
        assertThat(counts).containsOnly(6_000);
    }

    static Stream<Arguments> malformed() throws IOException {
        byte[] labels = idx(LABELS, new int[] {3}, 1, 2, 3);
        byte[] zipped = gzip(labels);
        return Stream.of(
                row("nothing", new byte[0], "byte 0", "two zero bytes"),
                row("three bytes", new byte[3], "byte 0", "two zero bytes"),
                row(
                        "text",
                        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8),
                        "byte 0",
                        "two zero bytes"),
                row(
                        "floats",
                        idx(0x0D01, new int[] {1}, 0, 0, 0, 0),
                        "byte 2",
                        "element type is 13"),
                row("unknown type", idx(0x0001, new int[] {1}, 0), "byte 2", "element type is 0"),
                row("no axes", idx(0x0800, new int[0]), "byte 3", "0 axes"),
                row("many axes", idx(0x08FF, new int[0]), "byte 3", "axes"),
                row(
                        "cut in the sizes",
                        idx(IMAGES, new int[] {3, 3}),
                        "byte 4",
                        "ends within the sizes"),
                row(
                        "negative size",
                        idx(LABELS, new int[] {-1}),
                        "byte 4",
                        "4294967295 is too large"),
                row("second size negative", idx(0x0802, new int[] {1, -2}), "byte 8", "too large"),
                row(
                        "two gigabytes claimed",
                        idx(LABELS, new int[] {Integer.MAX_VALUE}, 1),
                        "byte 4",
                        "2^31"),
                row(
                        "one gigabyte claimed",
                        idx(LABELS, new int[] {1 << 30}, 1),
                        "byte 9",
                        "after 1 of 1073741824"),
                row(
                        "a product of 2^62",
                        idx(0x0802, new int[] {1 << 30, Integer.MAX_VALUE}),
                        "byte 4",
                        "2^31"),
                row(
                        "a product of 2^64",
                        idx(0x0804, new int[] {65536, 65536, 65536, 65536}),
                        "byte 4",
                        "2^31"),
                row("hidden by zero", idx(0x0803, new int[] {0, 65536, 65536}), "byte 4", "2^31"),
                row(
                        "values cut",
                        Arrays.copyOf(labels, labels.length - 1),
                        "byte 10",
                        "after 2 of 3 values"),
                row(
                        "bytes behind",
                        Arrays.copyOf(labels, labels.length + 1),
                        "byte 11",
                        "more bytes follow"),
                row("gzip cut", Arrays.copyOf(zipped, zipped.length - 10), "", "gzip"),
                row("gzip head only", Arrays.copyOf(zipped, 4), "", "gzip"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void malformedFilesAreRefusedWithTheirPlace(
            String name, byte[] bytes, String position, String problem) throws IOException {
        Path file = folder.resolve("broken-idx1-ubyte");
        Files.write(file, bytes);

        assertThatThrownBy(() -> IdxReader.read(file))
                .isInstanceOfSatisfying(
                        FileFormatException.class,
                        error -> {
                            assertThat(error.source()).isEqualTo(file.toString());
                            assertThat(error.position()).isEqualTo(position);
                            assertThat(error.problem()).contains(problem);
                            assertThat(error.hint()).isNotBlank();
                        });
    }

    @Test
    void filesThatDoNotFitTogetherAreRefused() throws IOException {
        writeFolder();
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(LABELS, new int[] {3}, 1, 2, 3));
        assertThatThrownBy(() -> IdxReader.images(folder))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("labels are [3], but there are 2 images");

        writeFolder();
        Files.write(
                folder.resolve("t10k-images-idx3-ubyte"),
                idx(IMAGES, new int[] {1, 2, 2}, 1, 2, 3, 4));
        assertThatThrownBy(() -> IdxReader.images(folder))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("test images are [1, 2, 2], training images [2, 2, 3]");

        writeFolder();
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(LABELS, new int[] {1}, 7));
        IdxReader.ImageFolder images = IdxReader.images(folder);
        assertThatThrownBy(() ->
                        PixelPreparation.fit(images.training())
                                .dataset(images.test().orElseThrow()))
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining("label 7 of image 0 is not below 3");

        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        assertThatThrownBy(() -> IdxReader.images(folder))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("train-labels-idx1-ubyte: there is no such file");
        assertThat(IdxReader.isImageFolder(folder)).isTrue();
        assertThat(IdxReader.isImageFolder(folder.resolve("absent"))).isFalse();
    }

    private void writeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("t10k-images-idx3-ubyte"));
        Files.write(
                folder.resolve("train-images-idx3-ubyte"),
                idx(IMAGES, new int[] {2, 2, 3}, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(LABELS, new int[] {2}, 2, 0));
        Files.write(
                folder.resolve("t10k-images-idx3-ubyte.gz"),
                gzip(idx(IMAGES, new int[] {1, 2, 3}, 0, 1, 2, 3, 4, 5)));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(LABELS, new int[] {1}, 1));
    }

    private static Arguments row(String name, byte[] bytes, String position, String problem) {
        return Arguments.of(name, bytes, position, problem);
    }

    private static byte[] idx(int magic, int[] dims, int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dims.length + values.length).putInt(magic);
        Arrays.stream(dims).forEach(buffer::putInt);
        Arrays.stream(values).forEach(value -> buffer.put((byte) value));
        return buffer.array();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(plain);
        }
        return bytes.toByteArray();
    }
}
