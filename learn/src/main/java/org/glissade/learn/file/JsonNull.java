package org.glissade.learn.file;

/// The JSON value `null`.
public enum JsonNull implements JsonValue {
    /// The only one.
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
