package org.glissade.cli;

/// A line on a terminal that shows how much of something is done; nothing elsewhere.
final class Bar {
    private static final int WIDTH = 20;
    private static final long REDRAWN_AFTER = 80_000_000;

    private final Console console;
    private final boolean isShown;
    private final int total;
    private final long began = System.nanoTime();
    private long drawn;

    Bar(Console console, boolean isQuiet, int total) {
        this.console = console;
        this.isShown = console.isTerminal() && !isQuiet;
        this.total = total;
    }

    /// So many of the total are done.
    void show(int done, String figures) {
        long now = System.nanoTime();
        if (!isShown || (drawn != 0 && done < total && now - drawn < REDRAWN_AFTER)) {
            return;
        }
        drawn = now;
        int filled = (int) ((long) WIDTH * done / total);
        double left = (now - began) * 1e-9 / Math.max(1, done) * (total - done);
        String line = " " + done + "/" + total + figures + "  " + Numbers.duration(left) + " left";
        int room = Math.max(0, console.columns() - 1 - WIDTH);
        console.err()
                .print(
                        "\r"
                                + console.green("━".repeat(filled))
                                + "─".repeat(WIDTH - filled)
                                + line.substring(0, Math.min(room, line.length()))
                                + "\033[K");
        console.err().flush();
    }

    /// Takes the line away.
    void clear() {
        if (isShown) {
            console.err().print("\r\033[K");
            console.err().flush();
        }
    }
}
