package org.glissade.cli.tour;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where a lesson writes: paragraphs, tables and pictures, one below the other, for a plain
/// terminal.
final class Page {
    /// Pictures and tables are made for this width; narrower terminals break their lines.
    static final int LEAST_WIDTH = 76;

    private static final int MOST_WIDTH = 100;
    private static final String MARGIN = "  ";

    private final PrintStream out;
    private final int width;

    /// @param columns of the terminal
    Page(PrintStream out, int columns) {
        this.out = out;
        this.width = Math.clamp(columns - 1, LEAST_WIDTH, MOST_WIDTH);
    }

    /// A headline.
    void headline(String text) {
        out.println(text);
        out.println("─".repeat(text.length()));
        out.println();
        out.flush();
    }

    /// A paragraph, broken into lines between words.
    void text(String... sentences) {
        int column = 0;
        for (String word : String.join(" ", sentences).split(" ")) {
            if (column > 0 && column + 1 + word.length() > width) {
                out.println();
                column = 0;
            }
            out.print(column == 0 ? word : " " + word);
            column += word.length() + (column == 0 ? 0 : 1);
        }
        out.println();
        out.println();
        // What is computed next may take a while.
        out.flush();
    }

    /// Lines as they are, such as a picture.
    void lines(List<String> lines) {
        lines.forEach(line -> out.println((MARGIN + line).stripTrailing()));
        out.println();
        out.flush();
    }

    /// Lines as they are, such as a formula.
    void lines(String... lines) {
        lines(Arrays.asList(lines));
    }

    /// Columns two spaces apart.
    ///
    /// @param header a name for each column; one that begins with `<` is flush left and shown
    ///   without the mark, the others are flush right
    void table(List<List<String>> rows, String... header) {
        int[] widths = new int[header.length];
        List<List<String>> all = new ArrayList<>();
        all.add(Arrays.stream(header).map(name -> name.replace("<", "")).toList());
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String space = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ")
                        .append(
                                header[i].startsWith("<")
                                        ? row.get(i) + space
                                        : space + row.get(i));
            }
            lines.add(line.toString());
        }
        lines(lines);
    }
}
