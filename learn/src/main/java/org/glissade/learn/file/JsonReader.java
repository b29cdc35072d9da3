package org.glissade.learn.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Reads one JSON text by recursive descent; the limit on depth bounds the recursion.
final class JsonReader {
    private final String text;
    private int at;
    private int depth;
    private int values;

    JsonReader(String text) {
        this.text = text;
    }

    JsonValue document() {
        if (text.length() > Json.LONGEST) {
            throw new FileFormatException(
                    "",
                    "",
                    "the text has more than " + Json.LONGEST + " characters",
                    "check that this is the right file");
        }
        if (text.startsWith("\uFEFF")) {
            throw error("a byte order mark", "save the text in UTF-8 without one");
        }
        space();
        JsonValue value = value();
        space();
        if (at < text.length()) {
            throw error(
                    "expected the end of the text, found " + found(),
                    "remove what follows the first value");
        }
        return value;
    }

    private JsonValue value() {
        if (++values > Json.MOST) {
            throw error("more than " + Json.MOST + " values", "check that this is the right file");
        }
        return switch (peek()) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> new JsonString(string());
            case 't' -> word("true", new JsonBoolean(true));
            case 'f' -> word("false", new JsonBoolean(false));
            case 'n' -> word("null", JsonNull.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default ->
                    throw error(
                            "expected a value, found " + found(),
                            "values begin with { [ \" - a digit, or are true, false, null");
        };
    }

    private JsonValue nested(Supplier<JsonValue> body) {
        if (++depth > Json.DEEPEST) {
            throw error(
                    "more than " + Json.DEEPEST + " levels of nesting", "flatten the structure");
        }
        at++;
        space();
        JsonValue value = body.get();
        depth--;
        return value;
    }

    private JsonValue object() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (peek() == '}') {
            at++;
            return new JsonObject(members);
        }
        while (true) {
            if (peek() != '"') {
                throw error(
                        "expected a key in quotes, found " + found(),
                        "keys are strings; no comma after the last member");
            }
            int keyStart = at;
            String key = string();
            if (members.containsKey(key)) {
                at = keyStart;
                throw error(
                        "the key \"" + excerpt(key) + "\" appears twice", "keep one of the two");
            }
            space();
            expect(':');
            space();
            members.put(key, value());
            space();
            if (closes('}')) {
                return new JsonObject(members);
            }
        }
    }

    private JsonValue array() {
        List<JsonValue> elements = new ArrayList<>();
        if (peek() == ']') {
            at++;
            return new JsonArray(elements);
        }
        while (true) {
            elements.add(value());
            space();
            if (closes(']')) {
                return new JsonArray(elements);
            }
        }
    }

    /// Steps over a comma (false) or the closing bracket (true).
    private boolean closes(char bracket) {
        int next = peek();
        if (next != ',' && next != bracket) {
            throw error(
                    "expected , or " + bracket + ", found " + found(),
                    "check the punctuation before this place");
        }
        at++;
        if (next == ',') {
            space();
        }
        return next == bracket;
    }

    private String string() {
        int start = ++at;
        StringBuilder escaped = null;
        while (true) {
            int next = peek();
            if (next == '"') {
                String tail = text.substring(start, at++);
                return escaped == null ? tail : escaped.append(tail).toString();
            } else if (next == '\\') {
                escaped = (escaped == null ? new StringBuilder() : escaped).append(text, start, at);
                escape(escaped);
                start = at;
            } else if (next < 0) {
                throw error("the text ends within a string", "close the string with a quote");
            } else if (next < ' ') {
                throw error(
                        "a control character within a string",
                        "write it as \\u%04x".formatted(next));
            } else if (Character.isSurrogate((char) next)) {
                if (at + 1 >= text.length()
                        || !Character.isSurrogatePair((char) next, text.charAt(at + 1))) {
                    throw error("half of a surrogate pair", "write the whole character");
                }
                at += 2;
            } else {
                at++;
            }
        }
    }

    private void escape(StringBuilder target) {
        at++;
        int kind = peek();
        switch (kind) {
            case '"', '\\', '/' -> target.append((char) kind);
            case 'b' -> target.append('\b');
            case 'f' -> target.append('\f');
            case 'n' -> target.append('\n');
            case 'r' -> target.append('\r');
            case 't' -> target.append('\t');
            case 'u' -> {
                char unit = hexadecimal();
                target.append(unit);
                if (Character.isHighSurrogate(unit) && text.startsWith("\\u", at + 1)) {
                    at += 2;
                    char low = hexadecimal();
                    if (!Character.isLowSurrogate(low)) {
                        throw error("half of a surrogate pair", "write the whole character");
                    }
                    target.append(low);
                } else if (Character.isSurrogate(unit)) {
                    throw error("half of a surrogate pair", "write the whole character");
                }
            }
            default ->
                    throw error(
                            "unknown escape, found " + found(),
                            "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
        }
        at++;
    }

    /// The code unit of `uXXXX`; afterwards the reader stands on its last digit.
    private char hexadecimal() {
        int unit = 0;
        for (int i = 1; i <= 4; i++) {
            int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
            if (digit < 0 || text.charAt(at + i) > 'f') {
                throw error("\\u needs four hexadecimal digits", "write it like \\u00e9");
            }
            unit = unit << 4 | digit;
        }
        at += 4;
        return (char) unit;
    }

    private JsonValue number() {
        int start = at;
        while (at < text.length() && "+-.0123456789Ee".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int end = at;
        at = start;
        if (end - start > JsonNumber.LONGEST) {
            throw error(
                    "a number of more than " + JsonNumber.LONGEST + " characters", "shorten it");
        }
        try {
            JsonNumber number = new JsonNumber(text.substring(start, end));
            at = end;
            return number;
        } catch (IllegalArgumentException malformed) {
            throw error(
                    "expected a number, but it is "
                            + excerpt(String.valueOf(malformed.getMessage())),
                    "write it like -12, 0.5 or 1e-3");
        }
    }

    private JsonValue word(String word, JsonValue value) {
        if (!text.startsWith(word, at)) {
            throw error(
                    "expected " + word + ", found " + found(),
                    "words are true, false and null, in lower case");
        }
        at += word.length();
        return value;
    }

    private void expect(char character) {
        if (peek() != character) {
            throw error(
                    "expected " + character + ", found " + found(),
                    "check the punctuation before this place");
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /// The next character, or -1 at the end.
    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private String found() {
        int next = peek();
        return next < 0
                ? "the end of the text"
                : next < ' ' ? "character %d".formatted(next) : "'" + (char) next + "'";
    }

    private static String excerpt(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private FileFormatException error(String problem, String hint) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new FileFormatException(
                "", "line " + line + ", column " + (at - lineStart + 1), problem, hint);
    }
}
