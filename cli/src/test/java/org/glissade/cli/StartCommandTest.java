package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.glissade.learn.file.Safetensors;
import org.glissade.learn.layer.Network;
import org.glissade.learn.model.Model;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a training starts from, on the command line.
class StartCommandTest {
    @TempDir private Path folder = Path.of("");

    private Typed train(String... words) {
        List<String> all = new ArrayList<>(List.of("sample:wine", "--epochs=3"));
        all.addAll(List.of(words));
        return Typed.train(folder, all.toArray(String[]::new));
    }

    private Path model(String name, String... words) {
        Path file = folder.resolve(name);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--quiet", "--output=" + file));
        Typed typed = train(all.toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        return file;
    }

    @Test
    void anInitialiserIsForAllLayersThatNameNone() {
        Model model =
                Model.load(
                        model(
                                "a.glissade",
                                "--network=dense(9, he-normal) tanh dense(8) tanh",
                                "--initializer",
                                "orthogonal(gain=next)"));
        assertThat(Network.text(model.network()))
                .isEqualTo(
                        "dense(9, he-normal) tanh dense(8, orthogonal(1.5925)) tanh dense(3, orthogonal)");
        Typed wrong = train("--initializer=he-norml");
        assertThat(wrong.code()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err())
                .contains("there is no initialiser \"he-norml\"")
                .contains("known are zeros, ones");
        assertThat(train("--initializer=normal(x)").err())
                .contains("mean of normal is a number, but got \"x\"");
    }

    @Test
    void weightsOfAModelAreTakenReportedAndFrozen() {
        Path first = model("first.glissade", "--network=dense(6) tanh dense(5) tanh");
        Path second = folder.resolve("second.glissade");
        Typed typed =
                train(
                        "--network=dense(6) tanh dense(4) relu",
                        "--weights=" + first,
                        "--weights-map=0.dense/*=0.dense/*",
                        "--freeze=0.*",
                        "--seed=8",
                        "--output=" + second);
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("weights     2 of 6 parameters from " + first)
                .contains("0.dense/weight [13, 6] from 0.dense/weight")
                .contains("2.dense/weight [6, 4] is not given")
                .contains("2.dense/weight [6, 5] is not used")
                .contains("frozen      0.dense/weight, 0.dense/bias");
        Model then = Model.load(first);
        Model now = Model.load(second);
        for (String path : List.of("0.dense/weight", "0.dense/bias")) {
            assertThat(now.parameters().get(path)).isEqualTo(then.parameters().get(path));
        }
        assertThat(now.notes().settings().text("optimizer")).contains("0.*");
    }

    @Test
    void aDryRunTellsWhatMatches() {
        Path first = model("first.glissade", "--network=dense(6) tanh");
        Typed typed = train("--network=dense(6) relu", "--weights=" + first, "--dry-run");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("weights     4 of 4 parameters from " + first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --weights=none.safetensors                | is no file
                    --weights-map=a=b                         | --weights-map is for --weights FILE
                    --freeze=7.*                              | no parameter fits the pattern "7.*"
                    --freeze=**                               | all parameters are frozen
                    --freeze=,                                | expected patterns of layers or paths
                    --weights=FILE                            | transposed it fits
                    --weights=FILE --weights-map=b            | expected name=path or transpose(name)=path
                    --weights=FILE --weights-map=b=0.dense/*  | more wildcards than the name
                    --weights=FILE --weights-map=b=c          | leads to no parameter
                    """)
    void whatDoesNotSuitIsRefusedAndLeavesNothing(String words, String message) {
        Path file = folder.resolve("torch.safetensors");
        new Safetensors(
                        Map.of(
                                "0.dense/weight",
                                Array.of(Shape.of(6, 13), new float[78]),
                                "b",
                                Array.scalar(1f)),
                        Map.of())
                .write(file);
        Typed typed =
                train(
                        Stream.concat(
                                        Stream.of("--network=dense(6) tanh"),
                                        Stream.of(
                                                words.replace("FILE", file.toString()).split(" ")))
                                .toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isEqualTo(Exit.USAGE);
        assertThat(typed.err()).contains(message);
        assertThat(Typed.contents(folder)).containsExactly(file);
    }

    @Test
    void aRunGoesOnWithWhatItStartedFrom() throws IOException {
        Path first = model("first.glissade", "--network=dense(6) tanh");
        deleteRuns();
        String[] words = {
            "--network=dense(6) tanh dense(4, lsuv) relu",
            "--initializer=he-normal",
            "--weights=" + first,
            "--weights-map=0.dense/*=0.dense/*",
            "--freeze=0.dense/weight",
            "--quiet"
        };
        Typed begun = train(words);
        assertThat(begun.code()).as(begun.err()).isZero();
        Path run = run();
        Typed more = Typed.run("train", "--resume", run.toString(), "--epochs", "5", "--json");
        assertThat(more.code()).as(more.err()).isZero();
        Path model = Files.copy(run.resolve("model.glissade"), folder.resolve("resumed.glissade"));
        Path whole = folder.resolve("whole.glissade");
        List<String> five = new ArrayList<>(List.of("sample:wine", "--epochs=5"));
        five.addAll(List.of(words));
        five.add("--output=" + whole);
        assertThat(Typed.train(folder, five.toArray(String[]::new)).code()).isZero();
        assertThat(Model.load(model).parameters()).isEqualTo(Model.load(whole).parameters());

        Typed other = Typed.run("train", "--resume", run.toString(), "--freeze", "0.*");
        assertThat(other.code()).isEqualTo(Exit.USAGE);
        assertThat(other.err()).contains("--freeze 0.* contradicts the run");
        Files.copy(whole, first, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        // The frozen weight is still that of the file, but the bias has been trained.
        Typed changed = Typed.run("train", "--resume", run.toString());
        assertThat(changed.code()).as(changed.err()).isEqualTo(Exit.USAGE);
        assertThat(changed.err()).contains("the weights to start from are not those");
    }

    private Path run() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    private void deleteRuns() throws IOException {
        for (Path path : Typed.contents(folder.resolve("runs")).reversed()) {
            Files.delete(path);
        }
    }
}
