package org.glissade.learn.train;

import java.util.Comparator;
import java.util.List;
import org.glissade.learn.model.Ensemble;
import org.glissade.learn.model.Model;

/// What many starts have led to.
///
/// @param best the training of the best start
/// @param starts how each start fared, in their order
/// @param models the network with each start's kept weights, those of diverged starts left out; the
///   best first, then by rising loss
public record RestartResult(TrainResult best, List<Start> starts, List<Model> models) {
    /// Copies the lists.
    public RestartResult {
        starts = List.copyOf(starts);
        models = List.copyOf(models);
    }

    /// How one start fared.
    ///
    /// @param number from 0
    /// @param seed of its initial values and dropout
    /// @param loss of the kept weights, the one that decides: see [EarlyStopping]; infinite if
    ///   there never was a finite one
    /// @param epochs how many it was trained for
    /// @param keptEpoch the one after which the kept weights were found
    /// @param diverged whether it left the finite numbers
    public record Start(
            int number, long seed, double loss, int epochs, int keptEpoch, boolean diverged) {}

    /// How far the minima lie apart.
    ///
    /// @param best the smallest loss
    /// @param median the middle loss, or the larger of the two in the middle
    /// @param worst the largest loss; infinite if a start never had a finite one
    /// @param nearBest how many starts, the best included, reached a loss within 1 % of the best
    /// @param diverged how many left the finite numbers
    public record Spread(double best, double median, double worst, int nearBest, int diverged) {}

    /// The spread of the losses reached.
    public Spread spread() {
        List<Double> losses = starts.stream().map(Start::loss).sorted().toList();
        double least = losses.getFirst();
        return new Spread(
                least,
                losses.get(losses.size() / 2),
                losses.getLast(),
                (int)
                        losses.stream()
                                .filter(loss -> loss <= least + 0.01 * Math.abs(least))
                                .count(),
                (int) starts.stream().filter(Start::diverged).count());
    }

    /// The start that [#best] comes from.
    public Start bestStart() {
        return starts.stream().min(Comparator.comparingDouble(Start::loss)).orElseThrow();
    }

    /// All models together, which predict the mean of what each predicts.
    public Ensemble ensemble() {
        return new Ensemble(models);
    }
}
