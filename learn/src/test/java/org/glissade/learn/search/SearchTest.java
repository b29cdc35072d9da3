package org.glissade.learn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.SplitRows;
import org.glissade.learn.file.Json;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final Dataset DATA = rings(120);

    /// Two classes, one three times as frequent, told apart by the distance from the centre.
    private static Dataset rings(int rows) {
        Random random = new Random(8);
        float[] features = new float[2 * rows];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 4 == 0 ? 1 : 0;
            double angle = random.nextDouble() * 2 * Math.PI;
            double radius = 1 + labels[i] + 0.2 * random.nextGaussian();
            features[2 * i] = (float) (radius * Math.cos(angle));
            features[2 * i + 1] = (float) (radius * Math.sin(angle));
        }
        return Dataset.classification(
                Array.of(Shape.of(rows, 2), features), labels, List.of("inner", "outer"));
    }

    @Test
    void everyRowIsInOneFoldAndEveryFoldHasItsShareOfEachClass() {
        for (int count : new int[] {2, 3, 7}) {
            List<List<Integer>> folds = SplitRows.folds(DATA, count, 3);
            Set<Integer> seen = new HashSet<>();
            for (List<Integer> fold : folds) {
                fold.forEach(row -> assertThat(seen.add(row)).isTrue());
                long outer = fold.stream().filter(row -> row % 4 == 0).count();
                assertThat((double) outer).isCloseTo(fold.size() / 4.0, within(1.0));
            }
            assertThat(seen).hasSize(DATA.rows());
        }
        assertThat(SplitRows.folds(DATA, 3, 3)).isNotEqualTo(SplitRows.folds(DATA, 3, 4));
        assertThatThrownBy(() -> SplitRows.folds(DATA, 1, 3)).hasMessageContaining("2 folds");
    }

    @Test
    void crossValidationMeasuresEachFoldByANetworkThatHasNotSeenIt() {
        Trainer trainer = Trainer.of("dense(16) relu").epochs(5);
        CrossValidation result = CrossValidation.of(trainer, DATA, 3);
        List<Split> splits = CrossValidation.splits(DATA, 3, trainer.settings().seed());
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            assertThat(splits.get(i).train().rows() + splits.get(i).validation().rows())
                    .isEqualTo(DATA.rows());
            double loss =
                    trainer.fit(splits.get(i)).model().evaluate(splits.get(i).validation()).loss();
            assertThat(result.folds().get(i).loss()).isCloseTo(loss, within(1e-6));
            sum += loss;
        }
        assertThat(result.loss()).isCloseTo(sum / 3, within(1e-6));
        assertThat(result.deviation()).isGreaterThan(0);
        assertThat(result.measure("accuracy").orElseThrow()).isBetween(0.0, 1.0);
        assertThat(result.measure("r2")).isEmpty();
    }

    @Test
    void eachRoundKeepsAThirdForThreeTimesAsLong() {
        Search search = new Search(CrossValidation.splits(DATA, 2, 1), 27, 30, 1);
        assertThat(search.rungs())
                .containsExactly(
                        new Search.Rung(27, 1),
                        new Search.Rung(9, 3),
                        new Search.Rung(3, 10),
                        new Search.Rung(1, 30));
        assertThat(search.measurements()).isEqualTo(40);
        assertThat(new Search(search.splits(), 2, 30, 1).rungs())
                .containsExactly(new Search.Rung(2, 30));
        assertThat(new Search(search.splits(), 100, 2, 1).rungs())
                .containsExactly(new Search.Rung(100, 2));
    }

    @Test
    void aSearchGoesOnFromAnyOfItsTrialsWithTheSameOutcome() {
        Search search = new Search(CrossValidation.splits(DATA, 2, 1), 7, 6, 5);
        List<Trial> log = new ArrayList<>();
        List<Trial> outcome = search.run(Device.best(), List.of(), log::add);
        assertThat(log).hasSize(search.measurements());
        assertThat(outcome.getFirst().rung()).isEqualTo(1);
        assertThat(outcome.getFirst().loss()).isLessThan(outcome.getLast().loss());
        for (int known : new int[] {1, 6, 8, log.size()}) {
            List<Trial> read =
                    log.subList(0, known).stream()
                            .map(trial -> Trial.of(Json.parseObject(Json.compact(trial.toJson()))))
                            .toList();
            List<Trial> others = new ArrayList<>();
            assertThat(search.run(Device.best(), read, others::add)).isEqualTo(outcome);
            assertThat(others).hasSize(log.size() - known);
        }
    }

    @Test
    void candidatesDependOnSeedAndNumberAlone() {
        assertThat(Candidate.draw(1, 0)).isEqualTo(Candidate.USUAL);
        assertThat(Candidate.draw(1, 5)).isEqualTo(Candidate.draw(1, 5));
        Set<Candidate> all = new HashSet<>();
        for (int number = 0; number < 100; number++) {
            Candidate one = Candidate.draw(2, number);
            all.add(one);
            assertThat(one.learningRate()).isBetween(1e-4, 3e-2);
            assertThat(one.depth()).isBetween(1, 3);
            assertThat(Candidate.of(Json.parseObject(Json.compact(one.toJson())))).isEqualTo(one);
        }
        assertThat(all).hasSizeGreaterThan(95);
    }
}
