package org.glissade.learn.train;

import java.util.List;
import org.glissade.learn.augment.Batch;
import org.glissade.learn.data.Task;
import org.glissade.learn.model.Objective;
import org.glissade.tensor.Tensor;

/// How wrong outputs are for a batch whose rows may be mixed.
record BatchLoss(Objective objective, Batch batch) {
    /// The mean loss, a scalar: of classes Σ share · L(output, labels), of numbers L(output, Σ
    /// share · numbers).
    Tensor mean(Tensor output) {
        List<Batch.Target> targets = batch.targets();
        if (targets.size() == 1) {
            return objective.mean(output, targets.getFirst().values());
        }
        return switch (objective.task()) {
            case Task.Classification _ ->
                    targets.stream()
                            .map(target ->
                                    objective.mean(output, target.values()).times(target.share()))
                            .reduce(Tensor::plus)
                            .orElseThrow();
            case Task.Regression _ ->
                    objective.mean(
                            output,
                            targets.stream()
                                    .map(target -> target.values().times(target.share()))
                                    .reduce(Tensor::plus)
                                    .orElseThrow());
        };
    }

    /// Of each row the label with the greatest share, the first of equals.
    Tensor labels() {
        Batch.Target greatest = batch.targets().getFirst();
        for (Batch.Target other : batch.targets().subList(1, batch.targets().size())) {
            Tensor isGreater = other.share().greaterThan(greatest.share());
            greatest =
                    new Batch.Target(
                            Tensor.select(isGreater, other.values(), greatest.values()),
                            other.share().maximum(greatest.share()));
        }
        return greatest.values();
    }
}
