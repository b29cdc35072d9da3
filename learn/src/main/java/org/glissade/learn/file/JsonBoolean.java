package org.glissade.learn.file;

/// A JSON truth value.
public record JsonBoolean(boolean value) implements JsonValue {
    @Override
    public String toString() {
        return Boolean.toString(value);
    }
}
