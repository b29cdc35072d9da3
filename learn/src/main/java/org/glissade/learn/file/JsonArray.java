package org.glissade.learn.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A JSON list.
public record JsonArray(List<JsonValue> values) implements JsonValue {
    /// Takes a copy of the values.
    public JsonArray {
        values = List.copyOf(values);
    }

    /// A list of strings.
    public static JsonArray ofTexts(Collection<String> texts) {
        return new JsonArray(texts.stream().map(JsonValue::of).toList());
    }

    /// A list of numbers; NaN and the infinities become `null`.
    public static JsonArray ofNumbers(double... numbers) {
        List<JsonValue> values = new ArrayList<>(numbers.length);
        for (double number : numbers) {
            values.add(JsonValue.of(number));
        }
        return new JsonArray(values);
    }

    /// A list of whole numbers.
    public static JsonArray ofNumbers(int... numbers) {
        List<JsonValue> values = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            values.add(JsonValue.of((long) number));
        }
        return new JsonArray(values);
    }

    /// All values as strings.
    ///
    /// @throws FileFormatException if one is something else
    public List<String> texts() {
        return values.stream()
                .map(value -> as(JsonString.class, "strings", value).value())
                .toList();
    }

    /// All values as doubles.
    ///
    /// @throws FileFormatException if one is something else
    public double[] numbers() {
        return values.stream()
                .mapToDouble(value -> as(JsonNumber.class, "numbers", value).doubleValue())
                .toArray();
    }

    /// All values as whole numbers.
    ///
    /// @throws FileFormatException if one is something else
    public long[] wholeNumbers() {
        return values.stream()
                .mapToLong(value -> as(JsonNumber.class, "numbers", value).longValue())
                .toArray();
    }

    /// All values as objects.
    ///
    /// @throws FileFormatException if one is something else
    public List<JsonObject> objects() {
        return values.stream().map(value -> as(JsonObject.class, "objects", value)).toList();
    }

    private static <T extends JsonValue> T as(Class<T> type, String expected, JsonValue value) {
        if (!type.isInstance(value)) {
            throw new FileFormatException(
                    "",
                    "",
                    "a list of " + expected + " contains " + value.kind(),
                    "write only " + expected + " into it");
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return Json.compact(this);
    }
}
