package org.glissade.cli;

import java.io.PrintStream;

/// Where a command writes, and what that place can show.
///
/// @param out for results
/// @param err for progress and complaints
/// @param isTerminal whether `err` is a terminal, where a line can be written over
/// @param hasColor whether colours are welcome there
/// @param columns the width of the terminal, in characters
record Console(
        PrintStream out, PrintStream err, boolean isTerminal, boolean hasColor, int columns) {
    private static final int USUAL_WIDTH = 80;

    /// Two streams, neither of them a terminal.
    static Console plain(PrintStream out, PrintStream err) {
        return new Console(out, err, false, false, USUAL_WIDTH);
    }

    /// The process's own streams. The launcher knows whether stderr is a terminal and says so in
    /// the property `glissade.terminal`: the JDK can only tell about standard input and output
    /// together.
    static Console ofProcess(PrintStream out, PrintStream err) {
        boolean terminal = Boolean.getBoolean("glissade.terminal");
        String refused = System.getenv("NO_COLOR");
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return new Console(
                out,
                err,
                terminal && !dumb,
                terminal && !dumb && (refused == null || refused.isEmpty()),
                width(System.getenv("COLUMNS")));
    }

    private static int width(@org.jspecify.annotations.Nullable String columns) {
        try {
            return columns == null ? USUAL_WIDTH : Math.clamp(Integer.parseInt(columns), 20, 500);
        } catch (NumberFormatException _) {
            return USUAL_WIDTH;
        }
    }

    /// The text in green where colours are welcome.
    String green(String text) {
        return hasColor ? "\033[32m" + text + "\033[0m" : text;
    }

    /// The text in red where colours are welcome.
    String red(String text) {
        return hasColor ? "\033[31m" + text + "\033[0m" : text;
    }
}
