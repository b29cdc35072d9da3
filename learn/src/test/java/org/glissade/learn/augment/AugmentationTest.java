package org.glissade.learn.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.glissade.learn.random.Draws;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
    /// An augmentation of one batch, at any step.
    private static final class Changed implements AutoCloseable {
        private final State state = new State();
        private final int parts;
        private final Executable executable;

        Changed(Augmentation augmentation, Array features, int rows) {
            Array labels = Array.of(Shape.of(rows), IntStream.range(0, rows).toArray());
            state.put("features", features);
            state.put("targets", labels);
            state.put("@random", Array.scalar(0L));
            Trace trace = new Trace();
            Tensor counter = trace.input("@random", DType.I64, Shape.scalar());
            Batch batch =
                    augmentation.apply(
                            new Draws(trace, counter, "@test"),
                            Batch.of(
                                    trace.input("features", features.dtype(), features.shape()),
                                    trace.input("targets", labels.dtype(), labels.shape())));
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            outputs.put("changed", batch.features());
            parts = batch.targets().size();
            for (int i = 0; i < parts; i++) {
                Batch.Target target = batch.targets().get(i);
                outputs.put("target" + i, target.values());
                outputs.put("share" + i, target.part(trace.constant(features.dtype(), 1)));
            }
            executable = Device.named("cpu").withThreads(1).compile(Graph.of(outputs), state);
        }

        Changed at(long step) {
            state.get("@random").setFlat(0, step);
            executable.run();
            return this;
        }

        double[] features() {
            return executable.output("changed").toDoubles();
        }

        double[] targets(int part) {
            return executable.output("target" + part).toDoubles();
        }

        double share(int part) {
            return executable.output("share" + part).getFlat(0);
        }

        @Override
        public void close() {
            executable.close();
        }
    }

    /// Values 0, 1, 2, …
    private static Array counted(int... dims) {
        int size = (int) Shape.of(dims).size();
        return Array.of(Shape.of(dims), IntStream.range(0, size).asDoubleStream().toArray());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.5, 1, 2, 8})
    void theShareHasTheMomentsOfTheBetaDistribution(double alpha) {
        int draws = 40_000;
        Trace trace = new Trace();
        Tensor counter = trace.input("@random", DType.I64, Shape.scalar());
        Tensor share = new Draws(trace, counter, "@test").symmetricBeta(alpha);
        State state = new State();
        state.put("@random", Array.scalar(0L));
        double[] centred = new double[draws];
        try (Executable executable =
                Device.named("cpu")
                        .withThreads(1)
                        .compile(
                                Graph.of(
                                        List.of(),
                                        Map.of("share", share),
                                        Map.of("@random", counter.plus(1))),
                                state)) {
            for (int i = 0; i < draws; i++) {
                executable.run();
                double value = executable.output("share").getFlat(0);
                assertThat(value).isBetween(0.0, 1.0);
                centred[i] = value - 0.5;
            }
        }
        // Central moments of Beta(a, a): E x² = 1/(4(2a + 1)), E x⁴ = 3/(16(2a + 1)(2a + 3)), …
        double[] moments = new double[9];
        moments[0] = 1;
        for (int k = 2; k <= 8; k += 2) {
            moments[k] = moments[k - 2] * (k - 1) / (4 * (2 * alpha + k - 1));
        }
        for (int order = 1; order <= 4; order++) {
            int power = order;
            double mean = Arrays.stream(centred).map(x -> Math.pow(x, power)).average().orElse(9);
            double variance = moments[2 * order] - moments[order] * moments[order];
            assertThat(mean)
                    .as("moment %d of alpha %s", order, alpha)
                    .isCloseTo(moments[order], within(5 * Math.sqrt(variance / draws)));
        }
        if (alpha == 1) {
            // Kolmogorov and Smirnov: uniform.
            Arrays.sort(centred);
            double greatest = 0;
            for (int i = 0; i < draws; i++) {
                greatest = Math.max(greatest, Math.abs(centred[i] + 0.5 - (i + 0.5) / draws));
            }
            assertThat(greatest * Math.sqrt(draws)).isLessThan(1.95);
        }
    }

    @Test
    void mixupMixesEachRowWithAnother() {
        try (Changed changed = new Changed(new Mixup(0.7), counted(7, 3), 7)) {
            for (long step = 0; step < 200; step++) {
                double share = changed.at(step).share(0);
                assertThat(changed.share(1)).isCloseTo(1 - share, within(1e-15));
                assertThat(changed.targets(0)).containsExactly(0, 1, 2, 3, 4, 5, 6);
                double[] partners = changed.targets(1);
                assertThat(partners).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
                double[] features = changed.features();
                for (int row = 0; row < 7; row++) {
                    assertThat(partners[row]).isNotEqualTo(row);
                    for (int i = 0; i < 3; i++) {
                        double expected =
                                share * (3 * row + i) + (1 - share) * (3 * partners[row] + i);
                        assertThat(features[3 * row + i]).isCloseTo(expected, within(1e-13));
                    }
                }
            }
        }
    }

    @Test
    void eachOtherRowIsAPartnerEquallyOften() {
        int[] met = new int[5];
        int steps = 4000;
        try (Changed changed = new Changed(new Mixup(1), counted(5, 1), 5)) {
            for (long step = 0; step < steps; step++) {
                met[(int) changed.at(step).targets(1)[0]]++;
            }
        }
        assertThat(met[0]).isZero();
        assertThat(Arrays.stream(met).skip(1))
                .allMatch(count -> Math.abs(count - steps / 4.0) < 5 * Math.sqrt(steps * 3 / 16.0));
    }

    @Test
    void aSingleRowMeetsItself() {
        try (Changed changed = new Changed(new Mixup(1), counted(1, 4), 1).at(3)) {
            assertThat(changed.features())
                    .usingComparatorWithPrecision(1e-12)
                    .containsExactly(0, 1, 2, 3);
            assertThat(changed.targets(1)).containsExactly(0);
        }
    }

    private static Array images(int channels, int rows, int height, int width) {
        return channels == 0
                ? counted(rows, height, width)
                : counted(rows, height, width, channels);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void cutMixPastesARectangleAndCountsItsArea(int channels) {
        int height = 8;
        int width = 6;
        int depth = Math.max(1, channels);
        int rows = 4;
        int pixels = height * width;
        double areas = 0;
        int steps = 3000;
        try (Changed changed =
                new Changed(new CutMix(1), images(channels, rows, height, width), rows)) {
            for (long step = 0; step < steps; step++) {
                double[] features = changed.at(step).features();
                int partner = (int) changed.targets(1)[0];
                List<Integer> pasted = new ArrayList<>();
                for (int at = 0; at < pixels; at++) {
                    boolean isPasted = features[at * depth] != at * depth;
                    for (int c = 0; c < depth; c++) {
                        double source = ((isPasted ? partner : 0) * pixels + at) * depth + c;
                        assertThat(features[at * depth + c]).isEqualTo(source);
                    }
                    if (isPasted) {
                        pasted.add(at);
                    }
                }
                assertThat(changed.share(0))
                        .isCloseTo(1 - pasted.size() / (double) pixels, within(1e-15));
                long y = pasted.stream().map(at -> at / width).distinct().count();
                long x = pasted.stream().map(at -> at % width).distinct().count();
                assertThat((long) pasted.size()).as("a rectangle").isEqualTo(x * y);
                areas += pasted.size() / (double) pixels / steps;
            }
        }
        assertThat(areas).isCloseTo(expectedArea(height, width), within(0.02));
    }

    /// The mean area of the paper's code: λ uniform, half sides rounded down, each centre equally
    /// likely.
    private static double expectedArea(int height, int width) {
        double sum = 0;
        int points = 20_000;
        for (int i = 0; i < points; i++) {
            double ratio = Math.sqrt(1 - (i + 0.5) / points);
            sum += length(ratio, height) * length(ratio, width) / (height * width) / points;
        }
        return sum;
    }

    private static double length(double ratio, int side) {
        int half = (int) (side * ratio) / 2;
        return IntStream.range(0, side)
                .map(centre -> Math.min(side, centre + half) - Math.max(0, centre - half))
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void imagesAreShiftedByAllDistancesEquallyOften(int channels) {
        int height = 3;
        int width = 4;
        int rows = 50;
        int steps = 100;
        int size = height * width * Math.max(1, channels);
        int[] found = new int[25];
        Array images = images(channels, rows, height, width);
        double[] before = images.toDoubles();
        try (Changed changed = new Changed(new RandomShift(2, -1), images, rows)) {
            for (long step = 0; step < steps; step++) {
                double[] after = changed.at(step).features();
                for (int n = 0; n < rows; n++) {
                    int image = n * size;
                    int[] fitting =
                            IntStream.range(0, 25)
                                    .filter(which ->
                                            IntStream.range(0, size)
                                                    .allMatch(i ->
                                                            after[image + i]
                                                                    == moved(
                                                                            before,
                                                                            image,
                                                                            i,
                                                                            which / 5 - 2,
                                                                            which % 5 - 2,
                                                                            Math.max(1, channels))))
                                    .toArray();
                    assertThat(fitting).hasSize(1);
                    found[fitting[0]]++;
                }
            }
        }
        double expected = steps * rows / 25.0;
        assertThat(Arrays.stream(found))
                .allMatch(count -> Math.abs(count - expected) < 5 * Math.sqrt(expected));
    }

    /// What comes to the i-th place of an image of 3 × 4 pixels.
    private static double moved(double[] all, int image, int i, int dy, int dx, int depth) {
        int y = i / depth / 4 + dy;
        int x = i / depth % 4 + dx;
        boolean isInside = y >= 0 && y < 3 && x >= 0 && x < 4;
        return isInside ? all[image + (y * 4 + x) * depth + i % depth] : -1;
    }

    @Test
    void everySecondImageIsMirrored() {
        int rows = 2000;
        int mirrored = 0;
        try (Changed changed = new Changed(new RandomFlip(), counted(rows, 2, 3), rows)) {
            double[] after = changed.at(8).features();
            for (int n = 0; n < rows; n++) {
                double first = 6.0 * n;
                boolean isMirrored = after[6 * n] != first;
                int[] places =
                        isMirrored ? new int[] {2, 1, 0, 5, 4, 3} : new int[] {0, 1, 2, 3, 4, 5};
                for (int i = 0; i < 6; i++) {
                    assertThat(after[6 * n + i]).isEqualTo(first + places[i]);
                }
                mirrored += isMirrored ? 1 : 0;
            }
        }
        assertThat(mirrored / (double) rows).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(rows)));
    }

    @Test
    void flatFeaturesAreReadAsImages() {
        for (Augmentation one : List.of(new CutMix(1), new RandomFlip(), new RandomShift(1, 0))) {
            try (Changed flat = new Changed(new AsImages(Shape.of(3, 4), one), counted(5, 12), 5);
                    Changed image = new Changed(one, counted(5, 3, 4), 5)) {
                assertThat(flat.at(6).features()).containsExactly(image.at(6).features());
            }
            assertThatThrownBy(() -> new Changed(one, counted(5, 12), 5))
                    .hasMessageContaining("new AsImages(");
        }
    }

    @Test
    void augmentationsOfMixedBatchesMultiplyTheirShares() {
        Augmentation both =
                (draws, batch) -> new Mixup(1).apply(draws, new Mixup(1).apply(draws, batch));
        try (Changed changed = new Changed(both, counted(5, 2), 5).at(2)) {
            double[] expected = new double[10];
            double shares = 0;
            for (int part = 0; part < 4; part++) {
                double share = changed.share(part);
                shares += share;
                double[] source = changed.targets(part);
                for (int row = 0; row < 5; row++) {
                    for (int i = 0; i < 2; i++) {
                        expected[2 * row + i] += share * (2 * source[row] + i);
                    }
                }
            }
            assertThat(shares).isCloseTo(1, within(1e-15));
            assertThat(changed.features())
                    .usingComparatorWithPrecision(1e-12)
                    .containsExactly(expected);
        }
    }

    @Test
    void onlyRecordsHaveTextsThatStayTheSame() {
        assertThat(new Mixup(0.2).label()).isEqualTo("Mixup[alpha=0.2]");
        Augmentation own = (draws, batch) -> batch;
        assertThat(own.label()).isEqualTo("augmentation");
        assertThat(new AsImages(Shape.of(2, 2), own).label())
                .isEqualTo("AsImages[image=[2, 2], inner=augmentation]");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Mixup(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new CutMix(Double.NaN)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new RandomShift(-1, 0)).hasMessageContaining("0 pixels or more");
    }
}
