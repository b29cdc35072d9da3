package org.glissade.cli;

import org.glissade.learn.train.Trainer;

/// Options that belong together: a picocli mixin that [OptionGroups] can set as well, without
/// picocli.
interface OptionGroup {
    /// Sets an option by its name; DATA has the name [OptionGroups#DATA].
    ///
    /// @return false if it is none of these
    /// @throws NumberFormatException if the value must be a number and is none
    boolean takes(String name, String value);

    /// Sets an option that has no value by its name.
    ///
    /// @return false if it is none of these
    default boolean takesFlag(String name) {
        return false;
    }

    /// Refuses what makes no sense, before anything is read or trained.
    default void check(Subcommand command) {}

    /// The trainer with these options; what is not given stays.
    ///
    /// @throws IllegalArgumentException if the trainer refuses an option
    default Trainer apply(Subcommand command, Trainer trainer) {
        return trainer;
    }
}
