package org.glissade.tables;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.file.FileFormatException;

/// Collects the cells of one column and decides at the end whether they are numbers or categories.
///
/// As long as all are numbers, their texts are kept in one buffer, so that a late text can still
/// make the column categorical without `01` becoming `1`.
final class ColumnBuilder {
    private static final int MISSING = -1;

    /// A dash alone means "missing", unless its partner is a plus sign.
    private static final int DASH = -2;

    /// From this share of numbers on, a text among them is worth a note.
    private static final double MOSTLY = 0.9;

    private final String name;
    private final int number;
    private int size;

    private double[] values = new double[16];
    private StringBuilder texts = new StringBuilder();
    private int[] ends = new int[16];

    private boolean categorical;
    private int[] codes = new int[0];
    private final Map<String, Integer> levels = new HashMap<>();
    private long levelBytes;

    private int present;
    private int numbers;
    private boolean allDates = true;
    private boolean allDecimalCommas = true;
    private String firstText = "";
    private long firstTextLine;

    /// @param number the column's position in the file, from 1
    ColumnBuilder(String name, int number) {
        this.name = name;
        this.number = number;
    }

    void add(String cell, long line) {
        String text = cell.strip();
        boolean missing = Cell.isMissing(text);
        double value = missing ? Double.NaN : Cell.number(text);
        if (Double.isInfinite(value)) {
            throw new FileFormatException(
                    "",
                    "line " + line + ", column " + number + " (" + name + ")",
                    "the number " + excerpt(text) + " is too large",
                    "numbers go to about 1e308");
        }
        if (!missing) {
            present++;
            if (Double.isNaN(value)) {
                noteText(text, line);
            } else {
                numbers++;
                allDates = false;
                allDecimalCommas = false;
            }
        }
        if (categorical) {
            addCode(missing ? text.equals("-") ? DASH : MISSING : code(text));
        } else if (missing || !Double.isNaN(value)) {
            addNumber(value, text);
        } else {
            becomeCategorical();
            addCode(code(text));
        }
        size++;
    }

    private void noteText(String text, long line) {
        if (firstText.isEmpty()) {
            firstText = text;
            firstTextLine = line;
        }
        allDates = allDates && Cell.isDate(text);
        allDecimalCommas = allDecimalCommas && Cell.hasDecimalComma(text);
    }

    private void addNumber(double value, String text) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        values[size] = value;
        texts.append(text);
        ends[size] = texts.length();
    }

    private void addCode(int code) {
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, Math.max(16, 2 * size));
        }
        codes[size] = code;
    }

    private int code(String text) {
        Integer known = levels.get(text);
        if (known == null) {
            known = levels.size();
            levels.put(text, known);
            levelBytes += 120 + 2L * text.length();
        }
        return known;
    }

    private void becomeCategorical() {
        categorical = true;
        codes = new int[Math.max(16, size)];
        int begin = 0;
        for (int row = 0; row < size; row++) {
            String text = texts.substring(begin, ends[row]);
            begin = ends[row];
            codes[row] = Cell.isMissing(text) ? text.equals("-") ? DASH : MISSING : code(text);
        }
        values = new double[0];
        ends = new int[0];
        texts = new StringBuilder();
    }

    /// About how much memory the cells take.
    long bytes() {
        return 12L * values.length + 2L * texts.capacity() + 4L * codes.length + levelBytes;
    }

    /// The finished column; levels are in the order of their first appearance.
    ///
    /// @throws FileFormatException if it holds dates or numbers with decimal commas
    Column build() {
        if (!categorical) {
            return new NumericColumn(name, Arrays.copyOf(values, size));
        }
        if (allDates) {
            throw refused(
                    "dates or times",
                    "split them into numbers such as year, month and day, or remove the column");
        }
        if (allDecimalCommas) {
            throw refused("numbers with a decimal comma", "write them with a point, as in 1.5");
        }
        int dash =
                levels.containsKey("+")
                                && Arrays.stream(codes, 0, size).anyMatch(code -> code == DASH)
                        ? code("-")
                        : MISSING;
        String[] ordered = new String[levels.size()];
        levels.forEach((text, code) -> ordered[code] = text);
        int[] finished =
                Arrays.stream(codes, 0, size).map(code -> code == DASH ? dash : code).toArray();
        return new CategoricalColumn(name, List.of(ordered), finished);
    }

    /// What the user should know: a column that is text only because of a few cells.
    Optional<String> note() {
        if (!categorical || numbers < 10 || numbers < MOSTLY * present) {
            return Optional.empty();
        }
        return Optional.of(
                "column \""
                        + name
                        + "\" is taken for text: "
                        + (present - numbers)
                        + " of "
                        + present
                        + " values are no numbers, the first is \""
                        + excerpt(firstText)
                        + "\" in line "
                        + firstTextLine
                        + "; empty them if they mean that the value is missing");
    }

    private FileFormatException refused(String what, String hint) {
        return new FileFormatException(
                "",
                "line " + firstTextLine + ", column " + number + " (" + name + ")",
                "the column holds " + what + " such as " + excerpt(firstText),
                hint);
    }

    private static String excerpt(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
