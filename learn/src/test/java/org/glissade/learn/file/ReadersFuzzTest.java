package org.glissade.learn.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the bytes are: the content, or a [FileFormatException], and nothing else.
class ReadersFuzzTest {
    /// What is read as JSON is written as text that is read as the same.
    @MethodSource("texts")
    @FuzzTest(maxDuration = "60s")
    void json(byte[] bytes) {
        try {
            JsonValue value = Json.parse(bytes);
            assertThat(Json.parse(Json.compact(value))).isEqualTo(value);
            assertThat(Json.parse(Json.pretty(value))).isEqualTo(value);
        } catch (FileFormatException refused) {
            assertThat(refused.hint()).isNotBlank();
        }
    }

    static Stream<byte[]> texts() {
        return Stream.of(
                        "{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\ud83d\\ude00\\n\"],\"b\":{}}",
                        "[[],[[]],{\"\":0}]",
                        "\"\"",
                        " 12 ",
                        "{\"a\":1,\"a\":2}",
                        "[1,")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /// What is read as safetensors holds as many bytes as were there.
    @MethodSource("files")
    @FuzzTest(maxDuration = "60s")
    void safetensors(byte[] bytes) {
        try {
            Safetensors content = Safetensors.parse(bytes);
            long data =
                    content.tensors().values().stream()
                            .mapToLong(array -> array.type().bytes())
                            .sum();
            assertThat(data).isLessThanOrEqualTo(bytes.length - 8L);
        } catch (FileFormatException refused) {
            assertThat(refused.hint()).isNotBlank();
        }
    }

    static Stream<byte[]> files() {
        return SafetensorsTest.malformed()
                .map(Arguments::get)
                .map(row -> (byte[]) row[1])
                .filter(bytes -> bytes.length < 1_000);
    }
}
