package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.train.RunLog;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Equal seeds give equal runs, on any number of threads.
class EqualRunsTest {
    private static final String NETWORK = "dense(64) tanh dropout(0.2) residual(dense(64) gelu)";

    @TempDir private Path folder = Path.of("");

    private record Left(Map<String, JsonValue> json, String model, List<String> log) {}

    private Left train(String data, int threads, int seed) throws Exception {
        Path model = folder.resolve("model.glissade");
        Typed typed =
                Typed.train(
                        folder,
                        data,
                        "--network",
                        NETWORK,
                        "--epochs",
                        "3",
                        "--threads",
                        Integer.toString(threads),
                        "--seed",
                        Integer.toString(seed),
                        "--json",
                        "--output",
                        model.toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonObject json = typed.json();
        List<String> log =
                Files.readAllLines(Path.of(json.text("run")).resolve("log.jsonl")).stream()
                        .map(RunLog::withoutClock)
                        .toList();
        Map<String, JsonValue> comparable = new LinkedHashMap<>(json.members());
        comparable.remove("seconds");
        comparable.remove("run");
        return new Left(comparable, HexFormat.of().formatHex(Files.readAllBytes(model)), log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample:digits", "sample:diabetes"})
    void theSameSeedGivesTheSameBytesOnOneThreadAndOnTwo(String data) throws Exception {
        Left first = train(data, 1, 5);
        Left again = train(data, 1, 5);
        Left onTwo = train(data, 2, 5);

        for (Left other : List.of(again, onTwo)) {
            assertThat(other.json()).isEqualTo(first.json());
            assertThat(other.log()).isEqualTo(first.log());
            assertThat(other.model()).isEqualTo(first.model());
        }
        assertThat(train(data, 1, 6).model()).isNotEqualTo(first.model());
    }
}
