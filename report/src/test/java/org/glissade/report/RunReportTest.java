package org.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.surface.WeightPath;
import org.glissade.learn.train.RunFolder;
import org.glissade.learn.train.RunLog;
import org.glissade.learn.train.TrainResult;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    private static final Pattern SVG = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final long SEED = 20_261_120;

    @TempDir private Path folder = Path.of("");

    @Test
    void aRunOfTwoInputsShowsRegionsSurfacesAndPredictions() throws Exception {
        RunReport report =
                report("dense(8) tanh residual(dense(8) relu)", plane(300), Optional.empty(), true);

        assertThat(report.pictures())
                .containsKeys(
                        "loss",
                        "accuracy",
                        "steps",
                        "learning-rate",
                        "network",
                        "activation-0",
                        "activation-1",
                        "surface-path",
                        "surface-random",
                        "slices",
                        "regions",
                        "layer-0",
                        "confusion",
                        "calibration");
        check(report);
        String html = report.page().html();
        assertThat(html).contains("data-surface").contains("Settings, seed, versions and data");
        assertThat(html.split("<canvas", -1)).hasSize(3);
    }

    @Test
    void aRunOfImagesShowsWeightsAndNudges() throws Exception {
        double[] means = new double[16];
        double[] deviations = new double[16];
        Arrays.fill(deviations, 1);
        RunReport report =
                report(
                        "dense(12) relu",
                        images(200),
                        Optional.of(new ImageLayout(4, 4, means, deviations)),
                        true);

        assertThat(report.pictures()).containsKeys("first-weights", "nudges");
        assertThat(report.pictures()).doesNotContainKey("regions");
        check(report);
    }

    @Test
    void aRunOfNumbersShowsPredictedAgainstActual() throws Exception {
        RunReport report = report("dense(6) gelu", numbers(200), Optional.empty(), false);

        assertThat(report.pictures()).containsKeys("rmse", "predicted-0", "slices");
        assertThat(report.pictures()).doesNotContainKeys("confusion", "surface-path");
        check(report);
        assertThat(report.page().html()).contains("way of the weights was not kept");
    }

    @Test
    void withoutModelAndDataTheLogIsStillShown() throws Exception {
        Path run = Files.createDirectory(folder.resolve("broken"));
        try (RunLog log = new RunFolder(run).openLog()) {
            Trainer.of("dense(3) relu").epochs(2).listen(log).fit(Split.of(plane(60), 1));
        }
        RunReport report =
                RunReport.of(
                        new RunReport.Subject(
                                "broken",
                                RunHistory.read(run),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                JsonObject.builder().put("data", "<gone>").build(),
                                List.of("The data of this run cannot be read")),
                        Device.best());

        check(report);
        assertThat(report.pictures()).containsKey("loss").doesNotContainKey("network");
        assertThat(report.page().html()).contains("cannot be read").contains("&lt;gone&gt;");
    }

    @Test
    void aPictureOfASurfaceHasPathStarAndCenter() throws Exception {
        RunReport report = report("dense(4) tanh", plane(200), Optional.empty(), true);
        String svg = Objects.requireNonNull(report.pictures().get("surface-path")).svg();

        assertThat(svg).contains("training, after epoch 0").contains("trained weights, loss");
        // A star has ten corners, drawn twice.
        assertThat(
                        Pattern.compile("<polygon points=\"([^\"]*)\"")
                                .matcher(svg)
                                .results()
                                .filter(found -> found.group(1).split(" ").length == 10)
                                .count())
                .isEqualTo(2);
    }

    private RunReport report(
            String network, Dataset data, Optional<ImageLayout> image, boolean withPath)
            throws Exception {
        Path run = Files.createTempDirectory(folder, "run");
        RunFolder runFolder = new RunFolder(run);
        Split split = Split.of(data, 1);
        Trainer trainer = Trainer.of(network).epochs(8).seed(SEED);
        TrainResult result;
        try (RunLog log = runFolder.openLog()) {
            result =
                    (withPath ? trainer.keepPath(runFolder::weightPath) : trainer)
                            .listen(log)
                            .fit(split);
        }
        return RunReport.of(
                new RunReport.Subject(
                        "test",
                        RunHistory.read(run),
                        Optional.of(result.model()),
                        Optional.of(split),
                        withPath ? List.of(WeightPath.read(runFolder.weightPath())) : List.of(),
                        image,
                        JsonObject.builder().put("seed", SEED).build(),
                        List.of()),
                Device.best());
    }

    /// What holds for every page.
    private static void check(RunReport report) throws Exception {
        String html = report.page().html();
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
        assertThat(html)
                .contains("default-src 'none'")
                .doesNotContain("src=\"http")
                .doesNotContain("href=\"http")
                .doesNotContain("NaN,")
                .doesNotContain("Infinity");
        int pictures = 0;
        Matcher svg = SVG.matcher(html);
        while (svg.find()) {
            assertThat(
                            PictureTest.parsed(svg.group())
                                    .getDocumentElement()
                                    .getAttribute("aria-label"))
                    .isNotBlank();
            pictures++;
        }
        assertThat(pictures).isGreaterThanOrEqualTo(report.pictures().size());
        List<String> ids = new ArrayList<>();
        Matcher id = ID.matcher(html);
        while (id.find()) {
            ids.add(id.group(1));
        }
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        for (Picture picture : report.pictures().values()) {
            PictureTest.parsed(picture.svg());
            assertThat(picture.png(1)).isNotEmpty();
        }
    }

    private static Dataset plane(int rows) {
        Random random = new Random(SEED);
        float[] features = new float[2 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            features[2 * row] = (float) random.nextGaussian();
            features[2 * row + 1] = (float) random.nextGaussian();
            labels[row] = features[2 * row] * features[2 * row + 1] > 0 ? 1 : 0;
        }
        return Dataset.classification(
                Array.of(Shape.of(rows, 2), features), labels, List.of("a < b", "c & d"));
    }

    private static Dataset images(int rows) {
        Random random = new Random(SEED);
        float[] features = new float[16 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % 4;
            for (int i = 0; i < 16; i++) {
                features[16 * row + i] =
                        (float) (0.3 * random.nextGaussian() + (i / 4 == labels[row] ? 1 : 0));
            }
        }
        return Dataset.classification(
                Array.of(Shape.of(rows, 16), features), labels, List.of("0", "1", "2", "3"));
    }

    private static Dataset numbers(int rows) {
        Random random = new Random(SEED);
        float[] features = new float[3 * rows];
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 3; i++) {
                features[3 * row + i] = (float) random.nextGaussian();
            }
            targets[row] = 5 + features[3 * row] - 2 * features[3 * row + 1];
        }
        return Dataset.regression(Array.of(Shape.of(rows, 3), features), targets, "price");
    }
}
