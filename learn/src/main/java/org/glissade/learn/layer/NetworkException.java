package org.glissade.learn.layer;

/// A network's text that cannot be read: what was expected, where, and how to mend it.
public final class NetworkException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;

    NetworkException(String text, int position, String problem, String hint) {
        super(message(text, position, problem, hint));
        this.position = position;
    }

    /// A layer that has no text form.
    NetworkException(String problem, String hint) {
        super(problem + System.lineSeparator() + "  hint  " + hint);
        this.position = -1;
    }

    /// The index of the first character that does not fit, or -1 where there is no text.
    public int position() {
        return position;
    }

    private static String message(String text, int position, String problem, String hint) {
        // A window around the place: model files may hold long networks.
        int from = Math.max(0, position - 60);
        int to = Math.min(text.length(), position + 40);
        String shown = text.substring(from, to).replaceAll("\\s", " ");
        String line = System.lineSeparator();
        return "network: "
                + problem
                + line
                + "  "
                + shown
                + line
                + "  "
                + " ".repeat(position - from)
                + "^"
                + line
                + "  hint  "
                + hint;
    }
}
