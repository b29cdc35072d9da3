package org.glissade.learn.data;

import java.util.HashSet;
import java.util.List;

/// What is to be learned.
public sealed interface Task {
    /// How many numbers a network gives for each example.
    int outputs();

    /// Which of several classes an example belongs to; labels are indices into the list.
    ///
    /// @param classes two or more different names
    record Classification(List<String> classes) implements Task {
        /// The names are checked.
        public Classification {
            classes = List.copyOf(classes);
            if (classes.size() < 2) {
                throw new IllegalArgumentException(
                        "a classification has 2 classes or more, but got "
                                + classes
                                + "; with one class there is nothing to learn");
            }
            checkDifferent(classes, "class");
        }

        @Override
        public int outputs() {
            return classes.size();
        }
    }

    /// One or more numbers for each example.
    ///
    /// @param targets their names, all different
    record Regression(List<String> targets) implements Task {
        /// The names are checked.
        public Regression {
            targets = List.copyOf(targets);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException(
                        "a regression has 1 target or more; name what is to be predicted");
            }
            checkDifferent(targets, "target");
        }

        @Override
        public int outputs() {
            return targets.size();
        }
    }

    private static void checkDifferent(List<String> names, String what) {
        HashSet<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "the "
                                + what
                                + " \""
                                + name
                                + "\" is listed twice; give each its own name");
            }
        }
    }
}
