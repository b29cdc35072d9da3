package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.glissade.learn.file.JsonNull;
import org.glissade.learn.file.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryRunTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aDryRunTellsWhatTrainingWouldTakeAndLeavesNothing() {
        Typed typed =
                Typed.train(
                        folder,
                        "sample:iris",
                        "--network",
                        "dense(8) relu",
                        "--dry-run",
                        "--output",
                        folder.resolve("iris.glissade").toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("network     dense(8) relu dense(3)", "0.dense", "in batches of 32 rows")
                .containsPattern("parameters +268 +268 B")
                .containsPattern("optimizer state +560 +560 B")
                .containsPattern("(?s)activations.*workspace.*measuring.*data.*peak +[0-9,]+ ")
                .containsPattern("available   [0-9.]+ .iB")
                .contains("batch       the largest that fits: full, all 96 rows");
        assertThat(Typed.contents(folder)).isEmpty();
    }

    @Test
    void programsGetItAsOneLine() {
        Typed typed = Typed.train(folder, "sample:iris", "--dry-run", "--memory", "1GB", "--json");

        JsonObject json = typed.json();
        JsonObject bytes = json.object("bytes");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out().lines()).hasSize(1);
        assertThat(json.whole("available")).isEqualTo(1L << 30);
        assertThat(json.whole("batch")).isEqualTo(32);
        assertThat(json.whole("largestBatch")).isEqualTo(96);
        assertThat(bytes.whole("parameters")).isEqualTo(4 * json.whole("parameterCount"));
        assertThat(
                        bytes.members().keySet().stream()
                                .filter(name -> !name.equals("peak"))
                                .mapToLong(bytes::whole)
                                .sum())
                .isEqualTo(bytes.whole("peak"));
        assertThat(Typed.contents(folder)).isEmpty();
    }

    @Test
    void tooLittleMemoryIsSaid() {
        Typed none = Typed.train(folder, "sample:iris", "--dry-run", "--memory", "1k");
        Typed json = Typed.train(folder, "sample:iris", "--dry-run", "--memory", "1k", "--json");

        assertThat(none.code()).isZero();
        assertThat(none.out())
                .contains("the training does not fit", "not even a batch of one row fits");
        assertThat(json.json().get("largestBatch")).isEqualTo(JsonNull.NULL);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1", "17b, 17", "3k, 3072", "512MB, 536870912", "4 GB, -1", "4GiB, 4294967296",
        "2t, 2199023255552", "0, -1", "-1, -1", "1.5G, -1", "G, -1", "999999999999t, -1"
    })
    void sizesAreWholeNumbersWithAUnit(String text, long bytes) {
        assertThat(DryRun.size(text)).isEqualTo(bytes < 0 ? null : Long.valueOf(bytes));
    }
}
