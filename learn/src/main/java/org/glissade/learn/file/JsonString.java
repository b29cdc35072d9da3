package org.glissade.learn.file;

/// A JSON string, unescaped.
public record JsonString(String value) implements JsonValue {
    @Override
    public String toString() {
        return Json.compact(this);
    }
}
