package org.glissade.tables;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    @TempDir private Path folder;

    @Test
    void numbersAndTextsBecomeColumnsOfTheirKind() {
        Table table = read("age, color,size\n1,red,1e3\n-2.5,\"dark, red\",.5\n+3,red,7\n");

        assertThat(table.columns())
                .containsExactly(
                        new NumericColumn("age", 1, -2.5, 3),
                        new CategoricalColumn("color", List.of("red", "dark, red"), 0, 1, 0),
                        new NumericColumn("size", 1000, 0.5, 7));
    }

    @Test
    void missingValuesAreRecognised() {
        Table table =
                read(
                        "a,b\n1,x\n,\nNA,na\nNaN,nan\nnull,NULL\n?,?\n-,-\nN/A,n/a\n \"\" ,y\n"
                                .replace(" \"\" ", "\"\""));

        assertThat(table.columns())
                .containsExactly(
                        new NumericColumn(
                                "a",
                                1,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN),
                        new CategoricalColumn(
                                "b", List.of("x", "y"), 0, -1, -1, -1, -1, -1, -1, -1, 1));
    }

    @Test
    void aDashIsAValueWhereAPlusIsOne() {
        assertThat(read("class\n+\n-\n\n?\n+\n").columns())
                .containsExactly(new CategoricalColumn("class", List.of("+", "-"), 0, 1, -1, 0));
    }

    @Test
    void aLateTextKeepsTheEarlierNumbersAsTheyWereWritten() {
        Column column = read("code\n01\n1.0\n1\n?\nV57\n").columns().getFirst();

        assertThat(column)
                .isEqualTo(
                        new CategoricalColumn(
                                "code", List.of("01", "1.0", "1", "V57"), 0, 1, 2, -1, 3));
    }

    @Test
    void whatOnlyJavaTakesForNumbersIsText() {
        for (String text :
                List.of(
                        "1f",
                        "0x1p3",
                        "Infinity",
                        "1e",
                        "1.2.3",
                        "--1",
                        "1_000",
                        "+",
                        ".",
                        "e5",
                        "١")) {
            assertThat(read("a\n" + text + "\n2\n").columns().getFirst())
                    .as(text)
                    .isInstanceOf(CategoricalColumn.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theSeparatorIsFound(String separator) {
        Table table = read("a~b~\"c;d|e\tf\"\n1~x~2\n3~\"y,;\t|\"~4\n".replace("~", separator));

        assertThat(table.names()).containsExactly("a", "b", "c;d|e\tf");
        assertThat(table.column("b").text(1)).isEqualTo("y,;\t|");
    }

    @Test
    void aSeparatorThatFitsEveryLineBeatsAFrequentOne() {
        assertThat(read("name;when it was, if so, and where\nx;a, b\ny;c\n").names()).hasSize(2);
        assertThat(read("only\n1\n2\n").names()).containsExactly("only");
    }

    @Test
    void lineEndsQuotesAndMarksOfAllKindsAreRead() {
        Table expected = read("a,b\n1,x\n2,y\n");

        assertThat(read("a,b\r\n1,x\r\n2,y\r\n").columns()).isEqualTo(expected.columns());
        assertThat(read("a,b\r1,x\r2,y").columns()).isEqualTo(expected.columns());
        assertThat(read("\uFEFFa,b\n1,x\n2,y").columns()).isEqualTo(expected.columns());
        assertThat(read("\n\na,b\n\n1,x\n\n2,y\n\n\n").columns()).isEqualTo(expected.columns());
        assertThat(read("\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"\n").columns())
                .isEqualTo(expected.columns());
        assertThat(read("a\n\"x\"\"y\nz\"\n").columns().getFirst().text(0)).isEqualTo("x\"y\nz");
    }

    @Test
    void gzipIsKnownByItsFirstBytesAndNotByItsName() throws IOException {
        Path file = folder.resolve("plain-name.csv");
        Files.write(file, gzip("a,b\n1,x\n".getBytes(UTF_8)));

        assertThat(CsvReader.read(file).names()).containsExactly("a", "b");
    }

    @Test
    void bigTablesAreReadAcrossAllBuffers() {
        StringBuilder text = new StringBuilder("id,grüße,value\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(",😀ä").append(i % 7).append(',').append(i * 0.5).append('\n');
        }
        Table table = read(text.toString());

        assertThat(table.rowCount()).isEqualTo(50_000);
        for (int i = 0; i < 50_000; i += 997) {
            assertThat(table.column("grüße").text(i)).isEqualTo("😀ä" + i % 7);
            assertThat(((NumericColumn) table.column("value")).value(i)).isEqualTo(i * 0.5);
        }
    }

    @Test
    void aFewTextsAmongNumbersAreSaidAloud() {
        String text = "a\n" + "1\n".repeat(20) + "12o\n" + "2\n".repeat(20);

        assertThat(read(text).notes())
                .containsExactly(
                        "column \"a\" is taken for text: 1 of 41 values are no numbers, the first is \"12o\""
                                + " in line 22; empty them if they mean that the value is missing");
        assertThat(read("a\n1\nx\n").notes()).isEmpty();
    }

    static Stream<Arguments> malformed() throws IOException {
        byte[] zipped = gzip("a,b\n1,2\n3,4\n".getBytes(UTF_8));
        byte[] flipped = zipped.clone();
        flipped[zipped.length - 6] ^= 0x55;
        return Stream.of(
                row("nothing", "", "line 1", "empty"),
                row("only spaces", " \n\n \t\n", "line 1", "empty"),
                row("only a mark", "\uFEFF", "line 1", "empty"),
                row("only a header", "a,b\n", "line 1", "no rows after the header"),
                row(
                        "a header and blank lines",
                        "\na,b\n\n\n",
                        "line 2",
                        "no rows after the header"),
                row("no header", "1,2\n3,4\n", "line 1", "only numbers"),
                row("a name missing", "a,,c\n1,2,3\n", "line 1, column 2", "has no name"),
                row("a name of spaces", "a, \n1,2\n", "line 1, column 2", "has no name"),
                row("a counting column", ",a\n0,1\n", "line 1, column 1", "has no name"),
                row("a separator at the end", "a,b,\n1,2,\n", "line 1, column 3", "has no name"),
                row("a name twice", "a,b,a\n1,2,3\n", "line 1, column 3", "also that of column 1"),
                row(
                        "a name twice but for spaces",
                        "a,b, a\n1,2,3\n",
                        "line 1, column 3",
                        "also that of column 1"),
                row("a short row", "a,b\n1,2\n3\n", "line 3, column 2", "1 fields, the header 2"),
                row("a long row", "a,b\n1,2,3\n", "line 2, column 3", "3 fields, the header 2"),
                row(
                        "a short row after quotes over lines",
                        "a,b\n\"x\ny\",1\n2\n",
                        "line 4",
                        "1 fields"),
                row("a decimal comma unquoted", "a,b\n1,5,2\n", "line 2, column 3", "3 fields"),
                row("decimal commas", "a;b\n1,5;2\n2,5;3\n", "line 2, column 1", "decimal comma"),
                row("a quote not closed", "a,b\n1,\"x\n", "line 2", "nclosed"),
                row("a quote not closed in the header", "a,\"b\n1,2\n", "line 1", "nclosed"),
                row("a quote closed too late", "a,b\n\"1,2\n3,4\n5,6\n", "line 2", "nclosed"),
                row("characters after a quote", "a,b\n1,\"x\"y\n", "line 2", "after closing quote"),
                row(
                        "ISO dates",
                        "a,day\n1,2024-01-31\n2,2024-02-01\n",
                        "line 2, column 2",
                        "dates"),
                row("German dates", "a,day\n1,\n2,31.1.2024\n", "line 3, column 2", "dates"),
                row(
                        "American dates",
                        "a,day\n1,1/31/24\n2,2/1/2024\n",
                        "line 2, column 2",
                        "dates"),
                row(
                        "dates with times",
                        "a,day\n1,2024-01-31T12:30:00Z\n",
                        "line 2, column 2",
                        "dates"),
                row(
                        "dates with zones",
                        "a,day\n1,2024-01-31 12:30:00.123+01:00\n",
                        "line 2, column 2",
                        "dates"),
                row("times", "a,at\n1,12:30\n2,13:45:01\n", "line 2, column 2", "times"),
                row(
                        "month names",
                        "a,day\n1,31 Jan 2024\n2,1-Feb-24\n",
                        "line 2, column 2",
                        "dates"),
                row("a number too large", "a,b\n1,2\n1e400,3\n", "line 3, column 1", "too large"),
                row(
                        "a digit flood",
                        "a\n" + "9".repeat(1_000) + "\n",
                        "line 2, column 1",
                        "too large"),
                row(
                        "a long field",
                        "a\n" + "x".repeat(CsvReader.LONGEST_FIELD + 1) + "\n",
                        "line 2",
                        "field"),
                row(
                        "a long quoted field",
                        "a\n\"" + "x\n".repeat(1 << 16) + "\"\n",
                        "line 2",
                        "field"),
                row("a long name", "x".repeat(1 << 20) + "\n1\n", "line 1", "field"),
                row("an endless line", "a".repeat(1 << 26), "line 1", "field"),
                row(
                        "many columns",
                        ",x".repeat(CsvReader.MOST_COLUMNS + 1) + "\n",
                        "line 1",
                        "fields"),
                row("zero characters", "a,b\n1,\u0000\n", "line 2", "zero character"),
                row("UTF-16", "a,b\n1,2\n".getBytes(UTF_16LE), "line 1", "zero character"),
                row(
                        "UTF-16 with mark",
                        "\uFEFFa,b\n1,2\n".getBytes(UTF_16LE),
                        "line 1",
                        "not UTF-8"),
                row(
                        "Latin-1 in line 3",
                        "a,b\nx,1\nä,2\n".getBytes(ISO_8859_1),
                        "line 3",
                        "not UTF-8"),
                row(
                        "Latin-1 in the header",
                        "ä,b\nx,1\n".getBytes(ISO_8859_1),
                        "line 1",
                        "not UTF-8"),
                row(
                        "a cut character",
                        new byte[] {'a', '\n', 'x', '\n', (byte) 0xC3},
                        "line 3",
                        "not UTF-8"),
                row(
                        "an encoded surrogate",
                        new byte[] {'a', '\n', (byte) 0xED, (byte) 0xA0, (byte) 0x80},
                        "line 2",
                        "UTF-8"),
                row(
                        "Latin-1 far behind",
                        ("a\n" + "x\n".repeat(99_998) + "ä\n").getBytes(ISO_8859_1),
                        "line 100000",
                        "not UTF-8"),
                row(
                        "a zip file",
                        new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0},
                        "byte 0",
                        "zip or Excel"),
                row(
                        "gzip cut in its head",
                        Arrays.copyOf(zipped, 5),
                        "byte 0",
                        "gzip data are damaged"),
                row(
                        "gzip cut in its data",
                        Arrays.copyOf(zipped, zipped.length - 9),
                        "line",
                        "gzip data are damaged"),
                row("gzip with another sum", flipped, "line", "gzip data are damaged"),
                row("gzip of nothing", gzip(new byte[0]), "line 1", "empty"),
                row("gzip of gzip", gzip(zipped), "line 1", ""),
                row(
                        "random bytes",
                        new byte[] {1, (byte) 200, 7, 0, 55, (byte) 254, 10, 13, 34},
                        "line 1",
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void malformedFilesAreRefusedWithTheirPlace(
            String name, byte[] bytes, String position, String problem) throws IOException {
        Path file = folder.resolve("broken.csv");
        Files.write(file, bytes);

        assertThatThrownBy(() -> CsvReader.read(file))
                .isInstanceOfSatisfying(
                        FileFormatException.class,
                        error -> {
                            assertThat(error.source()).isEqualTo(file.toString());
                            assertThat(error.position()).startsWith(position);
                            assertThat(error.problem()).contains(problem).isNotBlank();
                            assertThat(error.hint()).isNotBlank();
                            assertThat(error.getMessage())
                                    .startsWith(file.toString())
                                    .hasSizeLessThan(1_000);
                        });
    }

    @Test
    void aSmallArchiveOfHugeContentDoesNotExhaustTheMemory() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = "1,2,3,4,5,6,7,8\n".repeat(1 << 14).getBytes(UTF_8);
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write("a,b,c,d,e,f,g,h\n".getBytes(UTF_8));
            long target = Runtime.getRuntime().maxMemory() / 6;
            for (long written = 0; written < target; written += block.length) {
                stream.write(block);
            }
        }

        assertThatThrownBy(() ->
                        CsvReader.read("bomb.csv", new ByteArrayInputStream(bytes.toByteArray())))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("too large for the memory")
                .hasMessageContaining("-Xmx");
    }

    @Test
    void missingFilesAndFoldersAreNamed() {
        assertThatThrownBy(() -> CsvReader.read(folder.resolve("absent.csv")))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> CsvReader.read(folder))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("it is a folder");
    }

    private static Arguments row(String name, String text, String position, String problem) {
        return Arguments.of(name, text.getBytes(UTF_8), position, problem);
    }

    private static Arguments row(String name, byte[] bytes, String position, String problem) {
        return Arguments.of(name, bytes, position, problem);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(plain);
        }
        return bytes.toByteArray();
    }

    private static Table read(String text) {
        try {
            return CsvReader.read("test", new ByteArrayInputStream(text.getBytes(UTF_8)));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
