package org.glissade.learn.optimize.schedule;

import java.util.Optional;

/// How the learning rate changes in the course of a training: a pure function of the place in it,
/// with a text form such as `cosine(warmup=100)`.
public interface Schedule {
    /// What the learning rate is multiplied by.
    ///
    /// @param step how many steps have been taken
    /// @param steps how many there will be if all epochs are run
    /// @param epoch how many epochs have been gone through, in parts too: 2.5 in the middle of the
    ///   third one
    double factor(long step, long steps, double epoch);

    /// The rule by which the rate also falls when the loss does not, if there is one.
    default Optional<ReduceOnPlateau> plateau() {
        return Optional.empty();
    }

    /// This schedule after a rate that grows evenly to its start over the first steps.
    default Schedule warmedUp(long steps) {
        return steps == 0 ? this : new WarmUp(steps, this);
    }

    /// The same rate throughout.
    static Schedule constant() {
        return new Constant();
    }

    /// The schedule of a text: a name, perhaps with settings in parentheses, as in
    /// `step(every=10,factor=0.5)`. All take `warmup=STEPS`.
    ///
    /// @throws IllegalArgumentException saying what is known if it cannot be read
    static Schedule parse(String text) {
        return ScheduleParser.parse(text);
    }
}
