package org.glissade.learn.file;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes values as text; lone surrogates, which UTF-8 cannot hold, become U+FFFD.
final class JsonWriter {
    private final StringBuilder text;
    private final boolean pretty;
    private int depth;

    JsonWriter(StringBuilder text, boolean pretty) {
        this.text = text;
        this.pretty = pretty;
    }

    void write(JsonValue value) {
        switch (value) {
            case JsonObject(Map<String, JsonValue> members) -> object(members);
            case JsonArray(List<JsonValue> values) -> array(values);
            case JsonString(String string) -> string(string);
            case JsonNumber(String literal) -> text.append(literal);
            case JsonBoolean(boolean truth) -> text.append(truth);
            case JsonNull _ -> text.append("null");
        }
    }

    private void object(Map<String, JsonValue> members) {
        text.append('{');
        depth++;
        Iterator<Map.Entry<String, JsonValue>> iterator = members.entrySet().iterator();
        while (iterator.hasNext()) {
            Map.Entry<String, JsonValue> member = iterator.next();
            line();
            string(member.getKey());
            text.append(pretty ? ": " : ":");
            write(member.getValue());
            text.append(iterator.hasNext() ? "," : "");
        }
        depth--;
        if (!members.isEmpty()) {
            line();
        }
        text.append('}');
    }

    private void array(List<JsonValue> values) {
        // Lists of plain values, such as shapes, read best on one line.
        boolean nested =
                values.stream()
                        .anyMatch(
                                value -> value instanceof JsonObject || value instanceof JsonArray);
        text.append('[');
        depth++;
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(pretty && !nested ? ", " : ",");
            }
            if (nested) {
                line();
            }
            write(values.get(i));
        }
        depth--;
        if (nested) {
            line();
        }
        text.append(']');
    }

    private void line() {
        if (pretty) {
            text.append('\n').repeat("  ", depth);
        }
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (character == '\n') {
                text.append("\\n");
            } else if (character == '\t') {
                text.append("\\t");
            } else if (character < ' ') {
                text.append("\\u%04x".formatted((int) character));
            } else if (Character.isHighSurrogate(character)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                text.append(character).append(string.charAt(++i));
            } else {
                text.append(Character.isSurrogate(character) ? '\uFFFD' : character);
            }
        }
        text.append('"');
    }
}
