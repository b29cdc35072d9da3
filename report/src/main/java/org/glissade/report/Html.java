package org.glissade.report;

/// Text in HTML and XML.
final class Html {
    private Html() {}

    /// A text as it stands between tags or in an attribute's quotes; characters that XML does not
    /// allow become spaces.
    static String escaped(String text) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> result.append("&amp;");
                        case '<' -> result.append("&lt;");
                        case '>' -> result.append("&gt;");
                        case '"' -> result.append("&quot;");
                        case '\'' -> result.append("&#39;");
                        default ->
                                result.appendCodePoint(
                                        (c < ' ' && c != '\n' && c != '\t')
                                                        || (c >= 0xd800 && c < 0xe000)
                                                        || c == 0xfffe
                                                        || c == 0xffff
                                                ? ' '
                                                : c);
                    }
                });
        return result.toString();
    }
}
