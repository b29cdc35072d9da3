package org.glissade.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;

/// The groups of options of a command. They can be set from words as most users type them, without
/// picocli: loading that takes a quarter of the time until the first step of a training.
final class OptionGroups {
    /// What the one word that is neither an option nor its value is called.
    static final String DATA = "";

    private final List<OptionGroup> groups = new ArrayList<>();
    private @Nullable Map<String, String> taken;

    /// Adds a group, to be used where the field of the mixin is declared.
    <G extends OptionGroup> G with(G group) {
        groups.add(group);
        return group;
    }

    /// Sets the options from words: one DATA, options with the value behind them or after `=`, each
    /// once.
    ///
    /// @return false if there is anything else, right or wrong, which picocli must look at; the
    ///   groups are then of no use any more
    boolean take(String... words) {
        Set<String> seen = new HashSet<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.isEmpty() || word.startsWith("@")) {
                return false;
            }
            boolean isOption = word.startsWith("-");
            int equals = isOption ? word.indexOf('=') : -1;
            String name = !isOption ? DATA : equals < 0 ? word : word.substring(0, equals);
            if (!seen.add(name)) {
                return false;
            }
            if (!isOption) {
                if (!take(name, word)) {
                    return false;
                }
                continue;
            }
            if (equals < 0 && takeFlag(name)) {
                options.put(name, "");
                continue;
            }
            String value =
                    equals >= 0 ? word.substring(equals + 1) : ++i < words.length ? words[i] : "";
            if (value.isEmpty()
                    || value.startsWith("-")
                    || value.startsWith("@")
                    || !take(name, value)) {
                return false;
            }
            options.put(name, value);
        }
        taken = options;
        return true;
    }

    private boolean take(String name, String value) {
        try {
            for (OptionGroup group : groups) {
                if (group.takes(name, value)) {
                    return true;
                }
            }
        } catch (NumberFormatException _) {
            // Picocli will say what is wrong with it.
        }
        return false;
    }

    private boolean takeFlag(String name) {
        for (OptionGroup group : groups) {
            if (group.takesFlag(name)) {
                return true;
            }
        }
        return false;
    }

    /// The options as they were typed, those of flags with empty values; null if they were not
    /// taken from words.
    @Nullable Map<String, String> taken() {
        return taken;
    }

    /// Refuses what makes no sense in any group.
    void check(Subcommand command) {
        groups.forEach(group -> group.check(command));
    }

    /// A trainer with the options of all groups.
    ///
    /// @throws UsageException if an option is refused
    Trainer applyTo(Trainer usual, Subcommand command) {
        Trainer trainer = usual;
        try {
            for (OptionGroup group : groups) {
                trainer = group.apply(command, trainer);
            }
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        }
        return trainer;
    }
}
