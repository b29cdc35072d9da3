package org.glissade.benchmarks.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words of a command line, sorted: options may stand anywhere.
///
/// @param names that are no options, in their order
/// @param values of the options that take one
/// @param flags options without a value
record Arguments(List<String> names, Map<String, String> values, Set<String> flags) {
    /// Sorts words.
    ///
    /// @param valued options that take a value
    /// @param known options that take none
    /// @throws IllegalArgumentException with what is wrong
    static Arguments parse(List<String> words, Set<String> valued, Set<String> known) {
        List<String> names = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> flags = new HashSet<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (valued.contains(word)) {
                if (!rest.hasNext()) {
                    throw new IllegalArgumentException(word + " needs a value");
                }
                values.put(word, rest.next());
            } else if (known.contains(word)) {
                flags.add(word);
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + word);
            } else {
                names.add(word);
            }
        }
        return new Arguments(names, values, flags);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /// The number that an option gives, or another one where it is not there.
    double number(String option, double least, double otherwise) {
        return value(option).map(text -> number(option, text, least)).orElse(otherwise);
    }

    /// Reads a number of at least some size.
    ///
    /// @throws IllegalArgumentException where it is none
    static double number(String option, String text, double least) {
        try {
            double value = Double.parseDouble(text);
            if (value >= least && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below like a number that is too small.
        }
        throw new IllegalArgumentException(
                option + " takes a number of at least " + least + ", not " + text);
    }
}
