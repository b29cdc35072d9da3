package org.glissade.learn.file;

/// A value as JSON knows it (RFC 8259).
///
/// `toString` gives the compact text.
public sealed interface JsonValue
        permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {
    /// A string.
    static JsonValue of(String value) {
        return new JsonString(value);
    }

    /// A whole number.
    static JsonValue of(long value) {
        return JsonNumber.of(value);
    }

    /// A number with the shortest text that gives the same `float` again; `null` for NaN and the
    /// infinities, which JSON cannot express.
    static JsonValue of(float value) {
        return Float.isFinite(value) ? new JsonNumber(Float.toString(value)) : JsonNull.NULL;
    }

    /// A number with the shortest text that gives the same `double` again; `null` for NaN and the
    /// infinities, which JSON cannot express.
    static JsonValue of(double value) {
        return Double.isFinite(value) ? JsonNumber.of(value) : JsonNull.NULL;
    }

    /// A truth value.
    static JsonValue of(boolean value) {
        return new JsonBoolean(value);
    }

    /// What kind of value this is, for messages: `an object`, `a number`.
    default String kind() {
        return switch (this) {
            case JsonObject _ -> "an object";
            case JsonArray _ -> "a list";
            case JsonString _ -> "a string";
            case JsonNumber _ -> "a number";
            case JsonBoolean _ -> "a truth value";
            case JsonNull _ -> "null";
        };
    }
}
