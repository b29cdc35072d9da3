package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneTest {
    @TempDir private Path folder = Path.of("");

    private Typed tune(String... words) {
        List<String> all = new ArrayList<>(List.of("tune"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--run-folder", folder.resolve("runs").toString()));
        return Typed.run(all.toArray(String[]::new));
    }

    private static JsonObject json(Typed typed) {
        assertThat(typed.code()).as(typed.err()).isZero();
        return Json.parseObject(typed.out().lines().toList().getLast());
    }

    @Test
    void aSearchThatWasCutOffGoesOnToTheSameOutcome() throws Exception {
        JsonObject whole =
                json(
                        tune(
                                "sample:iris",
                                "--trials",
                                "4",
                                "--budget",
                                "3",
                                "--seed",
                                "2",
                                "--json"));
        Path run = Path.of(whole.text("run"));
        Path log = run.resolve("trials.jsonl");
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(5);
        Files.writeString(
                log, lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(9));
        Typed resumed = Typed.run("tune", "--resume", run.toString(), "--json");
        assertThat(resumed.err()).contains("2 trials are done already");
        assertThat(json(resumed)).isEqualTo(whole);
        assertThat(Files.readAllLines(log)).isEqualTo(lines);
    }

    @Test
    void theBestSettingsAreACommandThatTrainsThem() {
        Typed typed =
                tune(
                        "sample:iris",
                        "--trials",
                        "3",
                        "--budget",
                        "3",
                        "--folds",
                        "2",
                        "--seed",
                        "4");
        assertThat(typed.code()).as(typed.err()).isZero();
        String best =
                typed.out().lines().filter(line -> line.startsWith("best ")).findFirst().orElse("");
        assertThat(typed.out()).contains(" ± ").contains("accuracy");
        String command = best.substring("best".length()).strip();
        assertThat(command).startsWith("glissade train sample:iris --network 'dense(");
        String[] words =
                Stream.of(command.split("'"))
                        .flatMap(part ->
                                part.startsWith("dense")
                                        ? Stream.of(part)
                                        : Stream.of(part.strip().split(" ")))
                        .skip(2)
                        .toArray(String[]::new);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--epochs", "1", "--quiet"));
        Typed trained = Typed.train(folder, all.toArray(String[]::new));
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @Test
    void theRangeTestDrawsItsCurveInTheTerminalAndAsAPicture() throws Exception {
        Typed typed = tune("sample:iris", "--learning-rate");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("•", "▲", "1e-3")
                .containsPattern("suggestion  --learning-rate [0-9.E-]+")
                .contains("because     the smoothed loss falls fastest at");
        JsonObject result = json(tune("sample:iris", "--learning-rate", "--json", "--quiet"));
        var picture = ImageIO.read(Path.of(result.text("picture")).toFile());
        assertThat(picture.getWidth()).isEqualTo(1200);
        long drawn = 0;
        for (int x = 130; x < 1150; x++) {
            for (int y = 90; y < 610; y++) {
                drawn += (picture.getRGB(x, y) & 0xffffff) == 0x1f6fb4 ? 1 : 0;
            }
        }
        assertThat(drawn).isGreaterThan(1000);
        JsonObject figures =
                Json.parseObject(
                        Files.readString(Path.of(result.text("run"), "learning-rate.json")));
        assertThat(figures.array("rate").numbers()).hasSizeGreaterThan(50).isSorted();
        assertThat(figures.number("suggestion")).isEqualTo(result.number("suggestion"));
    }
}
