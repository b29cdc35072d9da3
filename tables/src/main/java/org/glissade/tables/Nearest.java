package org.glissade.tables;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds what a user may have meant.
public final class Nearest {
    private static final int MOST_LISTED = 20;

    private Nearest() {}

    /// The name that takes the fewest edits (Levenshtein, case ignored), if that is at most a third
    /// of its length, but two are always allowed.
    public static Optional<String> to(String word, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(word, name)))
                .filter(name -> distance(word, name) <= Math.max(2, name.length() / 3));
    }

    /// The names as a list for a message, the first twenty of them.
    static String list(List<String> names) {
        return names.size() <= MOST_LISTED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_LISTED))
                        + " and "
                        + (names.size() - MOST_LISTED)
                        + " more";
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        if (Math.abs(a.length() - b.length()) > b.length() + 2 || a.length() > 200) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            int[] swapped = above;
            above = row;
            row = swapped;
        }
        return above[b.length()];
    }
}
