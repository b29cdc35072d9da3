package org.glissade.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 10, 99, 150, 1797})
    void everyRowServesExactlyOnePurpose(int rows) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int[] labels = IntStream.range(0, rows).map(i -> random.nextInt(4)).toArray();
            for (SplitRows split :
                    List.of(
                            SplitRows.stratified(labels, 0.16, 0.2, seed),
                            SplitRows.random(rows, 0.16, 0.2, seed))) {
                List<Integer> all = new ArrayList<>(split.train());
                all.addAll(split.validation());
                all.addAll(split.test());
                assertThat(all)
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, rows).boxed().toList());
                assertThat(split.train()).isNotEmpty();
                if (rows >= 3) {
                    assertThat(split.validation()).isNotEmpty();
                    assertThat(split.test()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void sharesAreThoseAskedFor() {
        SplitRows split = SplitRows.random(1000, 0.16, 0.2, 3);
        assertThat(split.train()).hasSize(640);
        assertThat(split.validation()).hasSize(160);
        assertThat(split.test()).hasSize(200);
    }

    @Test
    void everyClassHasItsShareInEveryPartToWithinOneRow() {
        int[] sizes = {1, 2, 10, 50, 137, 300};
        int[] labels =
                IntStream.range(0, sizes.length)
                        .flatMap(label -> IntStream.generate(() -> label).limit(sizes[label]))
                        .toArray();
        for (long seed = 0; seed < 50; seed++) {
            SplitRows split = SplitRows.stratified(labels, 0.16, 0.2, seed);
            for (int label = 0; label < sizes.length; label++) {
                assertThat(count(split.test(), labels, label))
                        .as("seed %d", seed)
                        .isBetween(
                                (int) Math.floor(0.2 * sizes[label] - 1),
                                (int) Math.ceil(0.2 * sizes[label] + 1));
                assertThat(count(split.validation(), labels, label))
                        .as("seed %d", seed)
                        .isBetween(
                                (int) Math.floor(0.16 * sizes[label] - 1),
                                (int) Math.ceil(0.16 * sizes[label] + 1));
            }
            assertThat(count(split.train(), labels, 0)).as("seed %d", seed).isEqualTo(1);
        }
    }

    private static int count(List<Integer> rows, int[] labels, int label) {
        return (int) rows.stream().filter(row -> labels[row] == label).count();
    }

    @Test
    void theSeedDecidesTheSplitAndNothingElse() {
        int[] labels = new int[100];
        assertThat(SplitRows.stratified(labels, 0.1, 0.1, 7))
                .isEqualTo(SplitRows.stratified(labels, 0.1, 0.1, 7));
        assertThat(SplitRows.stratified(labels, 0.1, 0.1, 7))
                .isNotEqualTo(SplitRows.stratified(labels, 0.1, 0.1, 8));
    }

    @Test
    void sharesThatLeaveNothingToTrainOnAreRefused() {
        assertThatThrownBy(() -> SplitRows.random(10, 0.5, 0.5, 1))
                .hasMessageContaining("together below 1");
    }

    @Test
    void featuresAndTargetsStayTogether() {
        float[] values = new float[60];
        int[] labels = new int[60];
        for (int i = 0; i < 60; i++) {
            values[i] = i;
            labels[i] = i % 3;
        }
        Dataset data =
                Dataset.classification(
                        Array.of(Shape.of(60, 1), values), labels, List.of("0", "1", "2"));
        Split split = Split.of(data, 5);
        for (Dataset part : List.of(split.train(), split.validation(), split.test())) {
            for (int row = 0; row < part.rows(); row++) {
                assertThat(part.targets().getLong(row)).isEqualTo(part.features().getLong(row) % 3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 32, 100, 1000})
    void batchesOfAnEpochGoThroughEveryRowOnce(int size) {
        Batches batches = new Batches(100, size, 11);
        assertThat(batches.full() * batches.size() + batches.last()).isEqualTo(100);
        assertThat(batches.count()).isEqualTo((100 + batches.size() - 1) / batches.size());
        int[] order = batches.order(3);
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 100).toArray());
        assertThat(order)
                .isEqualTo(new Batches(100, size, 11).order(3))
                .isNotEqualTo(batches.order(4));
        assertThat(order).isNotEqualTo(new Batches(100, size, 12).order(3));
    }

    @Test
    void dataThatCannotBeLearnedFromAreRefusedWithThePlace() {
        Array two = Array.of(Shape.of(2, 2), 1f, 2f, 3f, Float.NaN);
        assertThatThrownBy(() -> Dataset.classification(two, new int[] {0, 1}, List.of("a", "b")))
                .hasMessageContaining("feature 1 of row 1 is NaN");
        Array fine = Array.of(Shape.of(2, 1), 1f, 2f);
        assertThatThrownBy(() -> Dataset.classification(fine, new int[] {0, 2}, List.of("a", "b")))
                .hasMessageContaining("row 1 has label 2");
        assertThatThrownBy(() -> Dataset.classification(fine, new int[] {0}, List.of("a", "b")))
                .hasMessageContaining("one label for each row");
        assertThatThrownBy(() -> new Task.Classification(List.of("a")))
                .hasMessageContaining("2 classes or more");
        assertThatThrownBy(() -> new Task.Regression(List.of("y", "y")))
                .hasMessageContaining("listed twice");
    }

    @Test
    void equalDataHaveEqualFingerprints() {
        Dataset a = Dataset.regression(Array.of(Shape.of(2, 1), 1f, 2f), new float[] {3, 4}, "y");
        Dataset b = Dataset.regression(Array.of(Shape.of(2, 1), 1f, 2f), new float[] {3, 4}, "y");
        Dataset c = Dataset.regression(Array.of(Shape.of(2, 1), 1f, 2f), new float[] {3, 5}, "y");
        assertThat(a.fingerprint())
                .hasSize(64)
                .isEqualTo(b.fingerprint())
                .isNotEqualTo(c.fingerprint());
    }
}
