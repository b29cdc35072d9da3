package org.glissade.cli;

import java.util.ArrayList;
import java.util.List;

/// Text in columns of fixed width, two spaces apart.
final class TextTable {
    private TextTable() {}

    /// A line for the header and one for each row, each ended by a line break.
    ///
    /// @param header a name for each column; one that begins with `#` is a column of numbers, flush
    ///   right, and is shown without the mark
    static String of(List<String[]> rows, String... header) {
        List<String[]> lines = new ArrayList<>();
        String[] names = new String[header.length];
        for (int i = 0; i < header.length; i++) {
            names[i] = header[i].startsWith("#") ? header[i].substring(1) : header[i];
        }
        lines.add(names);
        lines.addAll(rows);
        int[] widths = new int[header.length];
        for (String[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                String space = " ".repeat(widths[i] - line[i].length());
                row.append(i == 0 ? "" : "  ");
                row.append(header[i].startsWith("#") ? space + line[i] : line[i] + space);
            }
            text.append(row.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
