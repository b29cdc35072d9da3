package org.glissade.learn.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {
    @TempDir private Path folder;

    @Test
    void theBytesFollowTheFormatsDescription() throws IOException {
        // Written out by hand from the format's description.
        String header =
                "{\"__metadata__\":{\"a\":\"b\"},\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        String padded = header + " ".repeat(-header.length() & 7);
        byte[] expected = file(padded, floats(1.5f, -2f));
        Path path = folder.resolve("model.safetensors");

        new Safetensors(Map.of("t", Array.of(Shape.of(2), 1.5f, -2f)), Map.of("a", "b"))
                .write(path);

        assertThat(path).hasBinaryContent(expected);
        assertThat((8 + padded.length()) % 8).isZero();
        Safetensors read = Safetensors.parse(expected);
        assertThat(read.tensors())
                .containsExactly(Map.entry("t", Array.of(Shape.of(2), 1.5f, -2f)));
        assertThat(read.metadata()).containsExactly(Map.entry("a", "b"));
    }

    @Test
    void everyElementTypeSurvives() {
        Map<String, Array> tensors = new LinkedHashMap<>();
        tensors.put("flags", Array.of(Shape.of(3), true, false, true));
        tensors.put("f32/é", Array.of(Shape.of(1, 3), Float.NaN, -0f, Float.MIN_VALUE));
        tensors.put("f64", Array.of(Shape.of(2), Double.NEGATIVE_INFINITY, Math.PI));
        tensors.put("i32", Array.scalar(Integer.MIN_VALUE));
        tensors.put("i64", Array.scalar(Long.MAX_VALUE));
        tensors.put("empty", Array.of(Shape.of(0, 4), new float[0]));
        Map<String, String> metadata = Map.of("format", "quotes \" and \n breaks");
        Path path = folder.resolve("all.safetensors");

        new Safetensors(tensors, metadata).write(path);
        Safetensors read = Safetensors.read(path);

        assertThat(read.tensors()).containsExactlyEntriesOf(tensors);
        assertThat(read.metadata()).isEqualTo(metadata);
    }

    @Test
    void otherReadersOrderAndPaddingAreAccepted() {
        // The reference writer sorts otherwise, pads with spaces, and may add members to come.
        String header =
                "{\"b\":{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[4,8]},"
                        + "\"a\":{\"shape\":[1],\"dtype\":\"F32\",\"data_offsets\":[0,4],\"more\":1}}   ";

        Safetensors read =
                Safetensors.parse(file(header, new byte[] {0, 0, (byte) 0x80, 0x3F, 7, 0, 0, 0}));

        assertThat(read.tensors().get("a")).isEqualTo(Array.of(Shape.of(1), 1f));
        assertThat(read.tensors().get("b")).isEqualTo(Array.scalar(7));
    }

    static Stream<Arguments> malformed() {
        String t = "\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        byte[] eight = new byte[8];
        return Stream.of(
                row("nothing", new byte[0], "0 bytes, too few"),
                row("three bytes", new byte[3], "3 bytes, too few"),
                row("only zeros", new byte[64], "does not begin with {"),
                row(
                        "length beyond the file",
                        raw(1_000, "{}"),
                        "claims to be 1000 bytes long, but 2 follow"),
                row(
                        "length of 2^63",
                        raw(Long.MIN_VALUE, "{}"),
                        "claims to be 9223372036854775808"),
                row("length of -1", raw(-1, "{}"), "claims to be 18446744073709551615"),
                row(
                        "text instead",
                        "name,age\nEve,3\n".getBytes(StandardCharsets.UTF_8),
                        "claims to be"),
                row("header of one byte", raw(1, "{"), "does not begin with {"),
                row("list as header", file("[]"), "does not begin with {"),
                row("header cut", raw(6, "{\"t\":{"), "found the end"),
                row("header not UTF-8", file("{\"\u00ff\":1}", true), "not UTF-8"),
                row("header with junk behind", file("{} x"), "expected the end of the text"),
                row(
                        "name twice",
                        file("{" + t + "," + t + "}", eight),
                        "the key \"t\" appears twice"),
                row("tensor as number", file("{\"t\":1}"), "it is a number, expected an object"),
                row("tensor as null", file("{\"t\":null}"), "it is null"),
                row(
                        "no dtype",
                        file(tensor("\"shape\":[2],\"data_offsets\":[0,8]"), eight),
                        "\"dtype\" is missing"),
                row(
                        "no shape",
                        file(tensor("\"dtype\":\"F32\",\"data_offsets\":[0,8]"), eight),
                        "\"shape\" is missing"),
                row(
                        "no offsets",
                        file(tensor("\"dtype\":\"F32\",\"shape\":[2]"), eight),
                        "\"data_offsets\" is missing"),
                row(
                        "dtype as number",
                        file(of("1", "[2]", "[0,8]"), eight),
                        "\"dtype\" is a number"),
                row(
                        "unknown dtype",
                        file(of("\"F31\"", "[2]", "[0,8]"), eight),
                        "unknown element type \"F31\""),
                row("BF16", file(of("\"BF16\"", "[4]", "[0,8]"), eight), "BF16 is not supported"),
                row(
                        "shape as text",
                        file(of("\"F32\"", "\"2\"", "[0,8]"), eight),
                        "\"shape\" is a string"),
                row(
                        "shape of texts",
                        file(of("\"F32\"", "[\"2\"]", "[0,8]"), eight),
                        "contains a string"),
                row(
                        "shape of fractions",
                        file(of("\"F32\"", "[2.0]", "[0,8]"), eight),
                        "not a whole number"),
                row(
                        "negative size",
                        file(of("\"F32\"", "[-2]", "[0,8]"), eight),
                        "size -2 of axis 0"),
                row(
                        "size 2^40",
                        file(of("\"F32\"", "[1099511627776]", "[0,8]"), eight),
                        "out of range"),
                row(
                        "size 2^80",
                        file(of("\"F32\"", "[1208925819614629174706176]", "[0,8]"), eight),
                        "whole number"),
                row(
                        "elements beyond 2^63",
                        file(of("\"F32\"", "[2147483647,2147483647,4]", "[0,8]"), eight),
                        "2^63"),
                row(
                        "bytes beyond 2^63",
                        file(of("\"F64\"", "[2147483647,2147483647,1]", "[0,8]"), eight),
                        "2^63"),
                row(
                        "overflow to 8 bytes",
                        file(of("\"F32\"", "[65536,65536,65536,65536]", "[0,8]"), eight),
                        "2^63"),
                row(
                        "hidden by zero",
                        file(of("\"F32\"", "[2147483647,2147483647,2147483647,0]", "[0,0]")),
                        "2^63"),
                row(
                        "many axes",
                        file(of("\"F32\"", "[1" + ",1".repeat(99) + "]", "[0,4]"), new byte[4]),
                        "100 axes"),
                row(
                        "4 GB claimed",
                        file(of("\"F32\"", "[1073741824]", "[0,4294967296]"), eight),
                        "ends at 4294967296"),
                row(
                        "one offset",
                        file(of("\"F32\"", "[2]", "[8]"), eight),
                        "must be a begin and an end"),
                row(
                        "three offsets",
                        file(of("\"F32\"", "[2]", "[0,8,8]"), eight),
                        "must be a begin and an end"),
                row(
                        "negative offset",
                        file(of("\"F32\"", "[2]", "[-8,0]"), eight),
                        "must be a begin and an end"),
                row(
                        "offsets swapped",
                        file(of("\"F32\"", "[2]", "[8,0]"), eight),
                        "must be a begin and an end"),
                row(
                        "too few bytes",
                        file(of("\"F32\"", "[2]", "[0,4]"), eight),
                        "takes 8 bytes, but data_offsets span 4"),
                row(
                        "gap in front",
                        file(of("\"F32\"", "[1]", "[4,8]"), eight),
                        "begins at 4, but the data before it ends at 0"),
                row(
                        "bytes behind",
                        file("{" + t + "}", new byte[9]),
                        "1 bytes follow that belong to no tensor"),
                row(
                        "data cut",
                        file("{" + t + "}", new byte[7]),
                        "ends at 8, but the file has 7 bytes"),
                row("data without tensors", file("{}", eight), "8 bytes follow"),
                row(
                        "overlap",
                        file(
                                "{"
                                        + t
                                        + ",\"u\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                                new byte[12]),
                        "begins at 4, but the data before it ends at 8"),
                row(
                        "the same place twice",
                        file("{" + t + "," + t.replace("\"t\"", "\"u\"") + "}", eight),
                        "begins at 0, but the data before it ends at 8"),
                row(
                        "metadata as list",
                        file("{\"__metadata__\":[]}"),
                        "it is a list, expected an object"),
                row(
                        "metadata of numbers",
                        file("{\"__metadata__\":{\"a\":1}}"),
                        "\"a\" is a number"),
                row(
                        "truth value 2",
                        file(of("\"BOOL\"", "[1]", "[0,1]"), new byte[] {2}),
                        "neither 0 nor 1"),
                row("deep nesting", file("{\"t\":" + "[".repeat(100_000)), "levels of nesting"),
                row("many values", file("{\"t\":[" + "0,".repeat(600_000) + "0]}"), "values"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void malformedFilesAreRefusedWithTheirName(String name, byte[] bytes, String problem)
            throws IOException {
        Path path = folder.resolve("broken.safetensors");
        Files.write(path, bytes);

        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOfSatisfying(
                        FileFormatException.class,
                        error -> {
                            assertThat(error.source()).isEqualTo(path.toString());
                            assertThat(error.position()).isNotBlank();
                            assertThat(error.problem()).contains(problem);
                            assertThat(error.hint()).isNotBlank();
                            assertThat(error.getMessage())
                                    .startsWith(path.toString())
                                    .hasSizeLessThan(1_000);
                        });
    }

    @Test
    void everyCutOfAFileIsRefused() throws IOException {
        Path path = folder.resolve("whole.safetensors");
        new Safetensors(Map.of("t", Array.of(Shape.of(2), 1f, 2f)), Map.of("a", "b")).write(path);
        byte[] whole = Files.readAllBytes(path);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Safetensors.parse(cut))
                    .isInstanceOf(FileFormatException.class);
        }
    }

    @Test
    void aHugeHeaderLengthInAHugeFileReservesNothing() throws IOException {
        Path path = folder.resolve("sparse.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(1L << 36);
            file.write(raw(1L << 35, ""));
        }

        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("more than " + Safetensors.LONGEST_HEADER);
    }

    @Test
    void missingFilesAndFoldersAreNamed() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("absent")))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> Safetensors.read(folder))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("it is a folder");
    }

    private static Arguments row(String name, byte[] bytes, String problem) {
        return Arguments.of(name, bytes, problem);
    }

    private static String of(String dtype, String shape, String offsets) {
        return tensor(
                "\"dtype\":" + dtype + ",\"shape\":" + shape + ",\"data_offsets\":" + offsets);
    }

    private static String tensor(String members) {
        return "{\"t\":{" + members + "}}";
    }

    private static byte[] file(String header, byte... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return joined(json.length, json, data);
    }

    private static byte[] file(String header, boolean latin1) {
        byte[] json =
                header.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        return joined(json.length, json, new byte[0]);
    }

    private static byte[] raw(long length, String header) {
        return joined(length, header.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    private static byte[] joined(long length, byte[] header, byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
        bytes.writeBytes(header);
        bytes.writeBytes(data);
        return bytes.toByteArray();
    }

    private static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }
}
