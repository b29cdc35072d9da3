package org.glissade.learn.augment;

import java.util.Locale;
import org.glissade.learn.random.Draws;

/// A change of every batch before the network sees it, in training only: a function of tensors that
/// becomes part of the training step's graph.
///
/// ```java
/// Augmentation brightness =
///         (draws, batch) ->
///                 batch.withFeatures(
///                         batch.features().times(draws.uniform(Shape.of(batch.rows(), 1)).plus(0.5)));
/// ```
///
/// Random numbers come from the [Draws], so that equal seeds give equal trainings and a resumed
/// training goes on with the same ones.
@FunctionalInterface
public interface Augmentation {
    /// Records the changed batch.
    ///
    /// @param draws random numbers of this augmentation, others at each step
    /// @return a batch of as many rows, with features of the same type and shape
    Batch apply(Draws draws, Batch batch);

    /// What settings and logs call it: the text of a record, else `augmentation`. A resumed
    /// training is refused where it differs.
    default String label() {
        Class<?> type = getClass();
        return type.isHidden() || type.isAnonymousClass() || !type.isRecord()
                ? Augmentation.class.getSimpleName().toLowerCase(Locale.ROOT)
                : toString();
    }
}
