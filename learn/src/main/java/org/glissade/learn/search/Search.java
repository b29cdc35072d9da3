package org.glissade.learn.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.glissade.learn.data.Split;
import org.glissade.learn.train.Trainer;
import org.glissade.learn.train.TrainingDivergedException;
import org.glissade.runtime.Device;

/// Random search with successive halving (Jamieson, Talwalkar 2016; the rule of Hyperband, Li and
/// others 2018, with η = 3): all candidates are trained for a few epochs, the best third of them
/// for three times as many, and so on until the last few get the whole budget.
///
/// Everything follows from data, seed and sizes. So a search that was interrupted goes on from its
/// [trials][Trial] with the same outcome.
///
/// @param splits on each of which every candidate is trained and measured: one, or the folds of a
///   [CrossValidation]; test data are never looked at
/// @param trials how many candidates there are
/// @param epochs the most that one training lasts
/// @param seed of the candidates and the trainings
public record Search(List<Split> splits, int trials, int epochs, long seed) {
    private static final int FACTOR = 3;

    /// Numbers are checked.
    public Search {
        splits = List.copyOf(splits);
        if (trials < 1 || epochs < 1 || splits.isEmpty()) {
            throw new IllegalArgumentException(
                    "a search has 1 trial, 1 epoch and 1 split or more, but got "
                            + trials
                            + ", "
                            + epochs
                            + " and "
                            + splits.size());
        }
        if (splits.stream().anyMatch(split -> split.validation().rows() == 0)) {
            throw new IllegalArgumentException(
                    "a search measures on validation rows, but there are none; keep some");
        }
    }

    /// One round of the halving.
    ///
    /// @param candidates how many take part
    /// @param epochs for each
    public record Rung(int candidates, int epochs) {}

    /// The rounds, from the first to the last.
    public List<Rung> rungs() {
        int levels = 1;
        int share = FACTOR;
        while (trials / share >= 1 && epochs / share >= 1) {
            levels++;
            share *= FACTOR;
        }
        List<Rung> rungs = new ArrayList<>();
        share /= FACTOR;
        for (int candidates = trials; rungs.size() < levels; candidates /= FACTOR) {
            rungs.add(new Rung(candidates, Math.max(1, epochs / share)));
            share /= FACTOR;
        }
        return rungs;
    }

    /// How many trials there are in all rounds together.
    public int measurements() {
        return rungs().stream().mapToInt(Rung::candidates).sum();
    }

    /// Measures all candidates.
    ///
    /// @param known trials of an earlier run of the same search, which are not repeated
    /// @param measured is told of every other trial as soon as it is done
    /// @return all trials, [best first][Trial#BEST_FIRST]
    public List<Trial> run(Device device, List<Trial> known, Consumer<Trial> measured) {
        Map<String, Trial> done = new LinkedHashMap<>();
        known.forEach(trial -> done.put(trial.rung() + "/" + trial.number(), trial));
        List<Trial> all = new ArrayList<>();
        List<Integer> remaining = new ArrayList<>();
        for (int number = 0; number < trials; number++) {
            remaining.add(number);
        }
        List<Rung> rungs = rungs();
        for (int level = 0; level < rungs.size(); level++) {
            Rung rung = rungs.get(level);
            List<Trial> here = new ArrayList<>();
            for (int number : remaining.subList(0, rung.candidates())) {
                Trial trial = done.get(level + "/" + number);
                if (trial == null) {
                    trial = measure(device, level, number, rung.epochs());
                    measured.accept(trial);
                }
                here.add(trial);
            }
            here.sort(Trial.BEST_FIRST);
            remaining = here.stream().map(Trial::number).toList();
            all.addAll(here);
        }
        all.sort(Trial.BEST_FIRST);
        return all;
    }

    private Trial measure(Device device, int rung, int number, int most) {
        Candidate candidate = Candidate.draw(seed, number);
        Trainer trainer = candidate.trainer().epochs(most).seed(seed).on(device);
        try {
            CrossValidation result = CrossValidation.over(trainer, splits);
            Map<String, Double> measures = new LinkedHashMap<>();
            for (String name : List.of("accuracy", "rmse", "r2")) {
                result.measure(name).ifPresent(value -> measures.put(name, value));
            }
            return new Trial(
                    rung, number, candidate, most, result.loss(), result.deviation(), measures);
        } catch (TrainingDivergedException diverged) {
            return new Trial(rung, number, candidate, most, Double.POSITIVE_INFINITY, 0, Map.of());
        }
    }
}
