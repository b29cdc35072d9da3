package org.glissade.learn.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A JSON object; its members keep their order.
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    /// Takes a copy of the members.
    public JsonObject {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// An object to be filled.
    public static Builder builder() {
        return new Builder();
    }

    /// The member, if there is one.
    public Optional<JsonValue> find(String key) {
        return Optional.ofNullable(members.get(key));
    }

    /// Whether there is such a member and it is not `null`.
    public boolean has(String key) {
        return find(key).filter(value -> value != JsonNull.NULL).isPresent();
    }

    /// The member.
    ///
    /// @throws FileFormatException if there is none
    public JsonValue get(String key) {
        return find(key)
                .orElseThrow(() ->
                        new FileFormatException(
                                "",
                                "",
                                "the member \"" + key + "\" is missing",
                                members.isEmpty()
                                        ? "the object is empty"
                                        : "there are " + String.join(", ", members.keySet())));
    }

    /// The member as a string.
    ///
    /// @throws FileFormatException if there is none or it is something else, as for the other
    ///   accessors
    public String text(String key) {
        return as(JsonString.class, "a string", key).value();
    }

    /// The member as a double.
    public double number(String key) {
        return as(JsonNumber.class, "a number", key).doubleValue();
    }

    /// The member as a 64-bit whole number.
    public long whole(String key) {
        JsonNumber number = as(JsonNumber.class, "a number", key);
        if (!number.isWhole()) {
            throw new FileFormatException(
                    "",
                    "",
                    "\"" + key + "\" is " + number + ", not a whole number of 64 bits",
                    "write it as one");
        }
        return number.longValue();
    }

    /// The member as a truth value.
    public boolean truth(String key) {
        return as(JsonBoolean.class, "a truth value", key).value();
    }

    /// The member as an object.
    public JsonObject object(String key) {
        return as(JsonObject.class, "an object", key);
    }

    /// The member as a list.
    public JsonArray array(String key) {
        return as(JsonArray.class, "a list", key);
    }

    private <T extends JsonValue> T as(Class<T> type, String expected, String key) {
        JsonValue value = get(key);
        if (!type.isInstance(value)) {
            throw new FileFormatException(
                    "",
                    "",
                    "the member \"" + key + "\" is " + value.kind() + ", expected " + expected,
                    "write " + expected + " there");
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return Json.compact(this);
    }

    /// Collects members in order.
    public static final class Builder {
        private final Map<String, JsonValue> members = new LinkedHashMap<>();

        private Builder() {}

        /// Adds a member; a second one of the same name is a mistake.
        public Builder put(String key, JsonValue value) {
            if (members.putIfAbsent(key, value) != null) {
                throw new IllegalArgumentException("the member \"" + key + "\" is set twice");
            }
            return this;
        }

        /// Adds a string.
        public Builder put(String key, String value) {
            return put(key, JsonValue.of(value));
        }

        /// Adds a whole number.
        public Builder put(String key, long value) {
            return put(key, JsonValue.of(value));
        }

        /// Adds a number; `null` for NaN and the infinities.
        public Builder put(String key, double value) {
            return put(key, JsonValue.of(value));
        }

        /// Adds a truth value.
        public Builder put(String key, boolean value) {
            return put(key, JsonValue.of(value));
        }

        /// The object.
        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
