package org.glissade.learn.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.SplitRows;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.train.TrainResult;
import org.glissade.learn.train.Trainer;

/// k-fold cross-validation (Stone 1974): the rows are divided into k folds, and k trainings each
/// leave another one out, to be measured on it. Every row is measured once, by a network that has
/// not learned from it.
///
/// @param folds the measures of each fold on the rows left out
public record CrossValidation(List<Evaluation> folds) {
    /// Copies the list.
    public CrossValidation {
        folds = List.copyOf(folds);
    }

    /// The splits of k folds, each class spread evenly; without test rows. Each fold serves as
    /// validation data once.
    ///
    /// @throws IllegalArgumentException if there are fewer than 2 folds, or fewer rows than folds
    public static List<Split> splits(Dataset data, int count, long seed) {
        List<List<Integer>> folds = SplitRows.folds(data, count, seed);
        List<Split> splits = new ArrayList<>();
        for (List<Integer> fold : folds) {
            Set<Integer> left = new HashSet<>(fold);
            splits.add(
                    new Split(
                            data.select(
                                    IntStream.range(0, data.rows())
                                            .filter(row -> !left.contains(row))
                                            .toArray()),
                            data.select(fold.stream().mapToInt(Integer::intValue).toArray()),
                            data.select()));
        }
        return splits;
    }

    /// Trains once for each fold, by the trainer's seed.
    ///
    /// @throws IllegalArgumentException if there are fewer than 2 folds, or fewer rows than folds
    public static CrossValidation of(Trainer trainer, Dataset data, int count) {
        return over(trainer, splits(data, count, trainer.settings().seed()));
    }

    /// Trains on each of the splits and measures on its validation data.
    ///
    /// @throws IllegalArgumentException if a split has no validation rows
    public static CrossValidation over(Trainer trainer, List<Split> splits) {
        List<Evaluation> folds = new ArrayList<>();
        for (Split split : splits) {
            TrainResult result = trainer.fit(split);
            Optional<Evaluation> measured = result.validationEvaluation();
            folds.add(
                    measured.orElseThrow(() ->
                            new IllegalArgumentException(
                                    "a split has no validation rows to measure on")));
        }
        return new CrossValidation(folds);
    }

    /// The mean of the folds' losses.
    public double loss() {
        return folds.stream().mapToDouble(Evaluation::loss).average().orElse(Double.NaN);
    }

    /// The standard deviation of the folds' losses, with the divisor k − 1; 0 for a single one.
    public double deviation() {
        double mean = loss();
        double squares = folds.stream().mapToDouble(fold -> Math.pow(fold.loss() - mean, 2)).sum();
        return folds.size() < 2 ? 0 : Math.sqrt(squares / (folds.size() - 1));
    }

    /// The mean over the folds of a measure such as `accuracy` or `r2`; empty if it is not known.
    public Optional<Double> measure(String name) {
        return folds.stream().allMatch(fold -> fold.values().containsKey(name))
                ? Optional.of(
                        folds.stream()
                                .mapToDouble(fold -> fold.values().getOrDefault(name, Double.NaN))
                                .average()
                                .orElse(Double.NaN))
                : Optional.empty();
    }
}
