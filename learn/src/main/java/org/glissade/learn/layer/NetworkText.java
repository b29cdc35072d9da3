package org.glissade.learn.layer;

import java.util.Locale;

/// A text that is read from left to right, and the place where the reader is.
final class NetworkText {
    final String text;
    int position;

    NetworkText(String text) {
        this.text = text;
    }

    void open(String name, String takes) {
        if (peek() != '(') {
            throw error(position, "expected ( after " + name, name + " takes " + takes);
        }
        position++;
        skipSpace();
    }

    void close(String name) {
        if (peek() != ')') {
            throw error(
                    position,
                    "expected ) to end "
                            + name
                            + (position < text.length() ? "" : ", but the text ends"),
                    "close every bracket that is opened");
        }
        position++;
    }

    double number(String takes) {
        skipSpace();
        int start = position;
        while (position < text.length() && "0123456789.eE+-".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        try {
            return Double.parseDouble(text.substring(start, position));
        } catch (NumberFormatException e) {
            throw error(start, "expected a number", "write " + takes);
        }
    }

    String word() {
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position))
                        || "-_".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        return text.substring(start, position).toLowerCase(Locale.ROOT);
    }

    /// What stands before the next closing bracket that was not opened after here.
    String argument() {
        int start = position;
        int open = 0;
        while (position < text.length() && (open > 0 || text.charAt(position) != ')')) {
            open += text.charAt(position) == '(' ? 1 : text.charAt(position) == ')' ? -1 : 0;
            position++;
        }
        return text.substring(start, position).strip().toLowerCase(Locale.ROOT);
    }

    char peek() {
        int start = position;
        skipSpace();
        if (position < text.length()) {
            return text.charAt(position);
        }
        // At the end, point behind the last word, not behind trailing space.
        position = start;
        return 0;
    }

    void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    NetworkException error(int at, String problem, String hint) {
        return new NetworkException(text, at, problem, hint);
    }

    boolean hasMore() {
        return position < text.length();
    }

    /// Passes a comma that must be there.
    void comma(String name, String takes) {
        if (!skipComma()) {
            throw error(position, "expected a comma", name + " takes " + takes);
        }
    }

    /// Passes a comma, with the space after it, if there is one.
    boolean skipComma() {
        if (peek() != ',') {
            return false;
        }
        position++;
        skipSpace();
        return true;
    }
}
