package org.glissade.tables;

import java.util.ArrayList;
import java.util.List;

/// Finds the character that separates the fields of a CSV text.
final class Separator {
    /// In order of preference where all else is equal.
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};

    /// How many lines are looked at.
    private static final int LINES = 10;

    private Separator() {}

    /// The candidate found most often in the header, those preferred that each of the next lines
    /// has equally often; a comma if there is none. What stands in quotes does not count.
    static char in(String beginning) {
        List<int[]> lines = counts(beginning);
        int best = 0;
        int bestScore = 0;
        for (int candidate = 0; candidate < CANDIDATES.length; candidate++) {
            int inHeader = lines.getFirst()[candidate];
            boolean fits = true;
            for (int[] line : lines) {
                fits &= line[candidate] == inHeader;
            }
            // A separator that fits every line beats one that does not, however frequent that is.
            int score = inHeader == 0 ? 0 : inHeader + (fits ? beginning.length() : 0);
            if (score > bestScore) {
                bestScore = score;
                best = candidate;
            }
        }
        return CANDIDATES[best];
    }

    private static List<int[]> counts(String text) {
        List<int[]> lines = new ArrayList<>();
        int[] line = new int[CANDIDATES.length];
        boolean quoted = false;
        boolean blank = true;
        for (int i = 0; i < text.length() && lines.size() < LINES; i++) {
            char character = text.charAt(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && (character == '\n' || character == '\r')) {
                if (!blank) {
                    lines.add(line);
                }
                line = new int[CANDIDATES.length];
                blank = true;
                continue;
            } else if (!quoted) {
                for (int candidate = 0; candidate < CANDIDATES.length; candidate++) {
                    line[candidate] += character == CANDIDATES[candidate] ? 1 : 0;
                }
            }
            blank = false;
        }
        // An unfinished line may have been cut by the reader, unless it is all there is.
        if (lines.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}
