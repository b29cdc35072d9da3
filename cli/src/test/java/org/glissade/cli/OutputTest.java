package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users get to see and what they find in files.
class OutputTest {
    private static final String SHOP =
            "size,colour,\"price, net\"\n"
                    + "1,red,10.5\n2,blue,20.25\n3,red,31.5\n4,blue,39.75\n5,red,51.5\n".repeat(8);

    @TempDir private Path folder = Path.of("");

    @Test
    void trainingTellsWhatItDoesAndEndsWithATable() {
        Typed typed = Typed.train(folder, "sample:iris", "--epochs", "20");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("sample:iris: 150 rows, 5 columns")
                .contains("target \"species\" has 3 text values: classification", "--target")
                .contains("4 columns of numbers standardised")
                .contains("96 rows for training, 24 for validation, 30 for the test")
                .contains("dense(256) relu dropout(0.2) dense(3)", "total", "2,051")
                .contains("rows: actual class, columns: predicted class", "precision", "versicolor")
                .contains("model       " + folder.resolve("runs"));
        assertThat(typed.err())
                .contains("epoch 1/20", "epoch 20/20", "loss", "validation", "examples/s")
                .doesNotContain("\r", "\033");
        assertThat(typed.err().lines()).hasSizeLessThan(15);
    }

    @Test
    void aRegressionIsMeasuredInTheUnitOfItsTarget() {
        Path shop = Typed.file(folder, "shop.csv", SHOP);

        Typed typed = Typed.train(folder, shop.toString(), "--epochs", "200", "--patience", "0");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("regression", "1 column of numbers standardised", "one-hot: colour as 2")
                .contains("RMSE", "MAE", "R²");
    }

    @Test
    void quietShowsTheResultOnly() {
        Typed typed = Typed.train(folder, "sample:xor", "--epochs", "1", "--quiet");

        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).startsWith("trained     1 epoch in ").contains("model       ");
    }

    @Test
    void aTerminalSeesALineThatIsWrittenOver() {
        for (boolean hasColor : List.of(true, false)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream err = new PrintStream(bytes, false, StandardCharsets.UTF_8);
            PrintStream out =
                    new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);

            int code =
                    Main.run(
                            new Console(out, err, true, hasColor, 100),
                            "train",
                            "sample:digits",
                            "--epochs",
                            "3",
                            "--run-folder",
                            folder.resolve("runs").toString());

            String text = bytes.toString(StandardCharsets.UTF_8);
            assertThat(code).as(text).isZero();
            assertThat(text).contains("\repoch 1/3 ", "\033[K");
            assertThat(text.contains("\033[32m")).isEqualTo(hasColor);
        }
    }

    @Test
    void timeLeftIsInSightOnATerminalOfUsualWidth() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        PrintStream out =
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);

        Main.run(
                new Console(out, err, true, false, 80),
                "train",
                "sample:digits",
                "--epochs",
                "12",
                "--run-folder",
                folder.resolve("runs").toString());

        List<String> drawn =
                bytes.toString(StandardCharsets.UTF_8)
                        .lines()
                        .flatMap(line -> Arrays.stream(line.split("\r")))
                        .filter(line -> line.contains("─"))
                        .map(line -> line.replace("\033[K", ""))
                        .toList();
        assertThat(drawn)
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line).endsWith(" left").contains("loss ", "examples/s");
                    assertThat(line).hasSizeLessThan(80);
                });
    }

    @Test
    void withoutRowsForThemValidationAndTestAreNull() {
        Typed typed =
                Typed.train(
                        folder,
                        "sample:iris",
                        "--epochs",
                        "1",
                        "--validation",
                        "0",
                        "--test",
                        "0",
                        "--json");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.json().get("validation")).isEqualTo(JsonNull.NULL);
        assertThat(typed.json().get("test")).isEqualTo(JsonNull.NULL);
    }

    @Test
    void predictionsKeepTheOrderOfRowsAndQuoteWhatNeedsIt() throws Exception {
        Path shop = Typed.file(folder, "shop.csv", SHOP);
        Path model = folder.resolve("shop.glissade");
        assertThat(
                        Typed.train(
                                        folder,
                                        shop.toString(),
                                        "--epochs",
                                        "300",
                                        "--patience",
                                        "0",
                                        "--learning-rate",
                                        "0.01",
                                        "--output",
                                        model.toString())
                                .code())
                .isZero();
        // Other order of columns, one too many, no target, an unknown colour.
        Path fresh =
                Typed.file(folder, "new.csv", "colour,name,size\nred,n,5\nblue,m,2\ngreen,o,3\n");
        Path predictions = folder.resolve("predictions.csv");

        Typed typed =
                Typed.run(
                        "predict",
                        model.toString(),
                        fresh.toString(),
                        "--output",
                        predictions.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("1 of 3 rows have a text that training has not seen");
        List<String> lines = Files.readAllLines(predictions);
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).isEqualTo("\"price, net\"");
        assertThat(Double.parseDouble(lines.get(1))).isBetween(45.0, 58.0);
        assertThat(Double.parseDouble(lines.get(2))).isBetween(15.0, 26.0);
        assertThat(Typed.run("predict", model.toString(), fresh.toString(), "--quiet").out())
                .isEqualTo(Files.readString(predictions));
    }

    @Test
    void classesComeWithTheirProbabilities() {
        Path model = folder.resolve("iris.glissade");
        Typed.train(folder, "sample:iris", "--epochs", "30", "--output", model.toString());

        List<String> lines =
                Typed.run("predict", model.toString(), "sample:iris").out().lines().toList();

        assertThat(lines.getFirst())
                .isEqualTo(
                        "prediction,probability setosa,probability versicolor,probability virginica");
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(line -> {
                    String[] fields = line.split(",");
                    double sum = 0;
                    for (int i = 1; i < fields.length; i++) {
                        sum += Double.parseDouble(fields[i]);
                    }
                    assertThat(sum).isBetween(0.9999, 1.0001);
                });
        assertThat(lines.get(1)).startsWith("setosa,");
    }

    @Test
    void aModelIsShownWithLayersColumnsSettingsAndMeasures() {
        Path model = folder.resolve("iris.glissade");
        Typed.train(folder, "sample:iris", "--epochs", "1", "--output", model.toString());

        Typed typed = Typed.run("inspect", model.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("3 classes: setosa, versicolor, virginica", "0.dense", "sepal_length")
                .contains("number, mean", "optimizer", "seed", "validation", "accuracy");
    }

    @Test
    void settingsOfARunAreKeptBesideIt() throws Exception {
        Typed typed =
                Typed.train(
                        folder,
                        "sample:iris",
                        "--epochs",
                        "1",
                        "--optimizer",
                        "momentum",
                        "--batch",
                        "full",
                        "--json");

        Path settings = Path.of(typed.json().text("run")).resolve("settings.json");
        assertThat(Json.parseObject(Files.readString(settings)).object("training").text("batch"))
                .isEqualTo("full");
        assertThat(Files.readString(settings)).contains("sample:iris", "momentum=0.9");
    }

    @Test
    void anotherLossIsTrainedOnAndKeptInTheModel() {
        Path model = folder.resolve("weighted.glissade");
        Typed typed =
                Typed.train(
                        folder,
                        "sample:iris",
                        "--epochs",
                        "2",
                        "--loss",
                        "cross-entropy(weights=1:2:0.5, smoothing=0.1)",
                        "--output",
                        model.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(Typed.run("inspect", model.toString()).out())
                .contains("cross-entropy(weights=1.0:2.0:0.5, smoothing=0.1)");
        assertThat(Typed.run("evaluate", model.toString(), "sample:iris").code()).isZero();
    }

    @Test
    void aCompressedFileIsReadLikeAPlainOne() throws Exception {
        Path plain = Typed.file(folder, "shop.csv", SHOP);
        Path packed = folder.resolve("shop.csv.gz");
        try (var stream = new GZIPOutputStream(Files.newOutputStream(packed))) {
            stream.write(SHOP.getBytes(StandardCharsets.UTF_8));
        }

        String first =
                Typed.train(folder, plain.toString(), "--epochs", "2", "--json")
                        .json()
                        .get("test")
                        .toString();
        String second =
                Typed.train(folder, packed.toString(), "--epochs", "2", "--json")
                        .json()
                        .get("test")
                        .toString();

        assertThat(second).isEqualTo(first);
    }
}
