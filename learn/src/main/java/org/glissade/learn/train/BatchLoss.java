package org.glissade.learn.train;

import java.util.function.Function;
import org.glissade.learn.augment.Batch;
import org.glissade.learn.data.Task;
import org.glissade.learn.model.Objective;
import org.glissade.tensor.Tensor;

/// How wrong outputs are for a batch whose rows may be mixed.
record BatchLoss(Objective objective, Batch batch) {
    /// The mean loss, a scalar: of classes Σ share · L(output, labels), of numbers L(output, Σ
    /// share · numbers).
    Tensor mean(Tensor output) {
        return switch (objective.task()) {
            case Task.Classification _ ->
                    sum(target -> target.part(objective.mean(output, target.values())));
            case Task.Regression _ ->
                    objective.mean(output, sum(target -> target.part(target.values())));
        };
    }

    private Tensor sum(Function<Batch.Target, Tensor> term) {
        return batch.targets().stream().map(term).reduce(Tensor::plus).orElseThrow();
    }

    /// Of each row the label with the greatest share, the first of equals.
    Tensor labels() {
        Batch.Target greatest = batch.targets().getFirst();
        for (Batch.Target other : batch.targets().subList(1, batch.targets().size())) {
            greatest = greater(greatest, other);
        }
        return greatest.values();
    }

    private static Batch.Target greater(Batch.Target first, Batch.Target second) {
        Tensor one = first.share();
        Tensor other = second.share();
        if (one == null || other == null) {
            return first;
        }
        return new Batch.Target(
                Tensor.select(other.greaterThan(one), second.values(), first.values()),
                one.maximum(other));
    }
}
