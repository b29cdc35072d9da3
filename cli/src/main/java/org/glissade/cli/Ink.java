package org.glissade.cli;

/// Colours in text for a terminal, or none.
///
/// @param hasColor whether there are any
record Ink(boolean hasColor) {
    private String in(String code, String text) {
        return hasColor ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /// A heading.
    String bold(String text) {
        return in("1", text);
    }

    /// What goes forward.
    String blue(String text) {
        return in("36", text);
    }

    /// What comes back from the error.
    String yellow(String text) {
        return in("33", text);
    }

    /// A result.
    String green(String text) {
        return in("32", text);
    }

    /// A remark.
    String dim(String text) {
        return in("2", text);
    }
}
