package org.glissade.learn.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    /// Text, where the complaint points, and a part of what it says; `~` stands for a line break.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``               | line 1, column 1 | expected a value, found the end of the text
                    [1,]             | line 1, column 4 | expected a value, found ']'
                    [1 2]            | line 1, column 4 | expected , or ], found '2'
                    [1               | line 1, column 3 | expected , or ], found the end
                    {"a":1,}         | line 1, column 8 | expected a key in quotes
                    {a:1}            | line 1, column 2 | expected a key in quotes
                    {"a" 1}          | line 1, column 6 | expected :
                    {"a":1,"a":2}    | line 1, column 8 | the key "a" appears twice
                    {"a":1,"\\u0061":2} | line 1, column 8 | the key "a" appears twice
                    [1]x             | line 1, column 4 | expected the end of the text
                    [~  1,~  01]     | line 3, column 3 | expected a number
                    1.               | line 1, column 1 | expected a number
                    .5               | line 1, column 1 | expected a value, found '.'
                    +1               | line 1, column 1 | expected a value, found '+'
                    -                | line 1, column 1 | expected a number
                    1e               | line 1, column 1 | expected a number
                    1e999            | line 1, column 1 | beyond the range of a double
                    NaN              | line 1, column 1 | expected a value, found 'N'
                    nul              | line 1, column 1 | expected null
                    True             | line 1, column 1 | expected a value
                    'a'              | line 1, column 1 | expected a value
                    "abc             | line 1, column 5 | the text ends within a string
                    "a~b"            | line 1, column 3 | a control character within a string
                    "\\x"            | line 1, column 3 | unknown escape
                    "\\u12g4"        | line 1, column 3 | four hexadecimal digits
                    "\\ud800"        | line 1, column 7 | half of a surrogate pair
                    "\\ud800\\u0041" | line 1, column 13 | half of a surrogate pair
                    "\\udc00"        | line 1, column 7 | half of a surrogate pair
                    // a             | line 1, column 1 | expected a value, found '/'
                    """)
    void brokenTextIsRefusedWhereItBreaks(String text, String position, String problem) {
        assertThatThrownBy(() -> Json.parse(text.replace('~', '\n')))
                .isInstanceOfSatisfying(
                        FileFormatException.class,
                        error -> {
                            assertThat(error.problem()).contains(problem);
                            assertThat(error.position()).isEqualTo(position);
                            assertThat(error.hint()).isNotBlank();
                        });
    }

    @Test
    void textsBeyondTheLimitsAreRefused() {
        refused("[".repeat(Json.DEEPEST + 1), "levels of nesting");
        refused("[".repeat(1_000_000), "levels of nesting");
        refused("{\"a\":".repeat(1_000_000), "levels of nesting");
        refused("[" + "1,".repeat(Json.MOST) + "1]", "values");
        refused(" ".repeat(Json.LONGEST + 1), "characters");
        refused("1".repeat(1_001), "characters");
        refused("\uFEFF1", "byte order mark");
        refused("\"\ud800\"", "surrogate");
        assertThat(Json.parse("[".repeat(Json.DEEPEST) + "]".repeat(Json.DEEPEST))).isNotNull();
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xC3, '"'}))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.1",
                "1e-7",
                "9223372036854775807",
                "-9223372036854775808",
                "12345678901234567890",
                "1.0",
                "4.9E-324",
                "1.7976931348623157E308"
            })
    void numbersKeepTheirLiteral(String literal) {
        assertThat(Json.parse(literal)).isEqualTo(new JsonNumber(literal)).hasToString(literal);
        assertThat(((JsonNumber) Json.parse(literal)).doubleValue())
                .isEqualTo(Double.parseDouble(literal));
    }

    @Test
    void wholeNumbersKeepAllTheirBits() {
        assertThat(((JsonNumber) Json.parse("9223372036854775807")).longValue())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(new JsonNumber("9223372036854775808").isWhole()).isFalse();
        assertThat(new JsonNumber("1.0").isWhole()).isFalse();
    }

    @Test
    void valuesSurviveWritingAndReading() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            JsonValue value = randomValue(random, 0);
            assertThat(Json.parse(Json.compact(value)))
                    .as("compact, seed %d", seed)
                    .isEqualTo(value);
            assertThat(Json.parse(Json.pretty(value))).as("pretty, seed %d", seed).isEqualTo(value);
        }
    }

    @Test
    void whatJsonCannotExpressBecomesNull() {
        assertThat(JsonValue.of(Double.NaN)).isEqualTo(JsonNull.NULL);
        assertThat(JsonValue.of(Float.POSITIVE_INFINITY)).isEqualTo(JsonNull.NULL);
        assertThat(JsonValue.of(0.1f)).hasToString("0.1");
        assertThatThrownBy(() -> JsonNumber.of(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void membersKeepTheirOrderAndComplainByName() {
        JsonObject object = Json.parseObject("{\"b\":1,\"a\":[1,\"x\"],\"c\":null}");

        assertThat(object.members().keySet()).containsExactly("b", "a", "c");
        assertThat(object.whole("b")).isEqualTo(1);
        assertThat(object.has("c")).isFalse();
        assertThatThrownBy(() -> object.text("b"))
                .hasMessageContaining("the member \"b\" is a number, expected a string");
        assertThatThrownBy(() -> object.text("z"))
                .hasMessageContaining("the member \"z\" is missing");
        assertThatThrownBy(() -> object.array("a").numbers())
                .hasMessageContaining("contains a string");
    }

    @Test
    void prettyTextReadsWell() {
        JsonObject object =
                JsonObject.builder()
                        .put("name", "a\"b\n")
                        .put("shape", JsonArray.ofNumbers(2, 3))
                        .put("none", new JsonArray(List.of()))
                        .put("inner", JsonObject.builder().put("x", 0.5).build())
                        .build();

        assertThat(Json.pretty(object))
                .isEqualTo(
                        """
                        {
                          "name": "a\\"b\\n",
                          "shape": [2, 3],
                          "none": [],
                          "inner": {
                            "x": 0.5
                          }
                        }
                        """);
    }

    @Test
    void aFileIsNamedInTheComplaint(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("settings.json");
        Files.write(file, "{\n \"a\": x}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Json.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(file + ", line 2, column 7: expected a value, found 'x'");
        assertThatThrownBy(() -> Json.read(folder.resolve("absent.json")))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> Json.read(folder)).isInstanceOf(FileAccessException.class);
    }

    private static void refused(String text, String problem) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(problem);
    }

    private static JsonValue randomValue(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> JsonNull.NULL;
            case 1 -> JsonValue.of(random.nextBoolean());
            case 2 -> JsonValue.of(random.nextLong());
            case 3 -> JsonValue.of(Double.longBitsToDouble(random.nextLong()));
            case 4 -> JsonValue.of(randomText(random));
            case 5 ->
                    new JsonArray(
                            random.ints(random.nextInt(5))
                                    .mapToObj(i -> randomValue(random, depth + 1))
                                    .toList());
            default -> {
                JsonObject.Builder builder = JsonObject.builder();
                for (int i = random.nextInt(5); i > 0; i--) {
                    builder.put(i + randomText(random), randomValue(random, depth + 1));
                }
                yield builder.build();
            }
        };
    }

    private static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 128 : 0x11000);
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? 0x1F600 : point);
        }
        return text.toString();
    }
}
