package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartsCommandTest {
    @TempDir private Path folder = Path.of("");

    private Typed train(String... more) {
        String[] words = new String[more.length + 7];
        String[] first = {
            "sample:iris", "--restarts", "5", "--epochs", "6", "--network", "dense(3)"
        };
        System.arraycopy(first, 0, words, 0, first.length);
        System.arraycopy(more, 0, words, first.length, more.length);
        return Typed.train(folder, words);
    }

    @Test
    void theSpreadOfTheMinimaIsReportedAndTheBestModelIsKept() {
        Typed typed = train("--output", folder.resolve("best.glissade").toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains(
                        "starts      5: best loss ",
                        "median",
                        "worst",
                        "of 5 within 1 % of the best")
                .contains("•");
        Typed evaluated =
                Typed.run("evaluate", folder.resolve("best.glissade").toString(), "sample:iris");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
    }

    @Test
    void programsLearnOfEveryStart() throws Exception {
        Typed typed = train("--json", "--ensemble");
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonObject result = Json.parseObject(typed.out().lines().toList().getLast());
        JsonObject restarts = result.object("restarts");
        assertThat(restarts.array("starts").objects()).hasSize(5);
        double best =
                restarts.array("starts").objects().stream()
                        .mapToDouble(start -> start.number("loss"))
                        .min()
                        .orElseThrow();
        assertThat(restarts.number("best")).isEqualTo(best);
        assertThat(result.object("validation").number("loss"))
                .isCloseTo(best, org.assertj.core.api.Assertions.within(1e-5));
        assertThat(result.object("ensemble").number("accuracy")).isBetween(0.5, 1.0);
        Path ensemble = Path.of(result.text("run"), "ensemble");
        List<Path> models;
        try (var files = Files.list(ensemble)) {
            models = files.sorted().toList();
        }
        assertThat(models).hasSize(5);

        Typed together = Typed.run("predict", ensemble.toString(), "sample:iris");
        assertThat(together.code()).as(together.err()).isZero();
        double mean = 0;
        for (Path model : models) {
            mean += probability(Typed.run("predict", model.toString(), "sample:iris")) / 5;
        }
        assertThat(probability(together))
                .isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-6));
        Typed measured = Typed.run("evaluate", ensemble.toString(), "sample:iris", "--json");
        assertThat(measured.json().number("accuracy")).isBetween(0.5, 1.0);
    }

    /// The first probability of the first row.
    private static double probability(Typed predicted) {
        return Double.parseDouble(predicted.out().lines().toList().get(1).split(",")[1]);
    }

    @Test
    void aFolderWithoutModelsIsNoEnsemble() {
        Typed typed = Typed.run("predict", folder.toString(), "sample:iris");
        assertThat(typed.code()).isEqualTo(Exit.USAGE);
        assertThat(typed.err()).contains("has 1 model or more").contains("--ensemble");
    }
}
