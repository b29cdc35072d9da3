package org.glissade.learn.layer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Known names that are close to an unknown one.
final class Spelling {
    private Spelling() {}

    /// All known names, and the nearest of them if it is near.
    static String nearest(String name, List<String> known) {
        String best =
                known.stream()
                        .min(
                                Comparator.comparingInt(
                                                (String candidate) -> distance(name, candidate))
                                        .thenComparingInt(String::length))
                        .orElseThrow();
        String all = "known are " + String.join(", ", known);
        return distance(name, best) <= Math.max(2, best.length() / 3)
                ? "did you mean " + best + "? " + all
                : all;
    }

    /// How many letters must be added, removed or replaced to turn one word into the other
    /// (Levenshtein 1965).
    private static int distance(String a, String b) {
        if (a.length() > 100) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
