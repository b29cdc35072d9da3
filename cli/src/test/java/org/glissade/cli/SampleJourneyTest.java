package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.glissade.tables.Sample;
import org.glissade.tables.Samples;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every sample through every command.
class SampleJourneyTest {
    @TempDir private Path folder = Path.of("");

    static Stream<Sample> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleTrainsPredictsAndMeasures(Sample sample) throws Exception {
        boolean isRegression = sample.task().equals("a number");
        String data = "sample:" + sample.name();
        Path model = folder.resolve("model.glissade");

        Typed trained =
                Typed.train(folder, data, "--epochs", "2", "--json", "--output", model.toString());

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out().lines()).hasSize(1);
        JsonObject result = trained.json();
        assertThat(result.members().keySet())
                .containsExactly(
                        "task",
                        "seed",
                        "epochs",
                        "seconds",
                        "train",
                        "validation",
                        "test",
                        "model",
                        "run");
        List<String> measures =
                isRegression ? List.of("loss", "rmse", "mae", "r2") : List.of("loss", "accuracy");
        assertThat(result.text("task")).isEqualTo(isRegression ? "regression" : "classification");
        assertThat(result.whole("epochs")).isEqualTo(2);
        assertThat(result.object("train").members()).containsOnlyKeys("loss");
        assertThat(result.object("validation").members().keySet())
                .containsExactlyElementsOf(measures);
        assertThat(result.object("test").members().keySet()).containsExactlyElementsOf(measures);
        assertThat(result.text("model")).isEqualTo(model.toString());
        Path run = Path.of(result.text("run"));
        assertThat(Typed.contents(run))
                .filteredOn(path -> run.equals(path.getParent()))
                .extracting(path -> path.getFileName().toString())
                .containsExactly(
                        "checkpoints",
                        "log.jsonl",
                        "model.glissade",
                        "path.safetensors",
                        "settings.json");
        assertThat(Files.readAllBytes(run.resolve("model.glissade")))
                .isEqualTo(Files.readAllBytes(model));
        assertThat(Files.readAllLines(run.resolve("log.jsonl")))
                .allSatisfy(line -> assertThat(Json.parseObject(line).text("event")).isNotEmpty());

        Typed predicted = Typed.run("predict", model.toString(), data);
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.out().lines()).hasSize(sample.rows() + 1);

        Typed measured = Typed.run("evaluate", model.toString(), data, "--json");
        assertThat(measured.code()).as(measured.err()).isZero();
        assertThat(measured.json().whole("rows")).isEqualTo(sample.rows());
        assertThat(measured.json().members().keySet()).containsAll(measures);

        Typed inspected = Typed.run("inspect", model.toString(), "--json");
        assertThat(inspected.code()).as(inspected.err()).isZero();
        assertThat(inspected.json().whole("bytes")).isEqualTo(Files.size(model));
        assertThat(inspected.json().text("network"))
                .startsWith(org.glissade.learn.train.Trainer.USUAL_NETWORK + " dense(");
    }
}
