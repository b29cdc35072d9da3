package org.glissade.learn.file;

import java.util.regex.Pattern;

/// A JSON number, kept as its literal so that neither a `long` nor a `double` loses a bit on the
/// way.
///
/// Two numbers are equal if their literals are: `1` and `1.0` differ.
///
/// @param literal the text as JSON writes it, at most 1,000 characters
public record JsonNumber(String literal) implements JsonValue {
    static final int LONGEST = 1_000;
    private static final Pattern GRAMMAR =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /// Checks the literal.
    ///
    /// @throws IllegalArgumentException if it is no JSON number or does not fit a finite `double`
    public JsonNumber {
        if (literal.length() > LONGEST || !GRAMMAR.matcher(literal).matches()) {
            throw new IllegalArgumentException("not a JSON number: " + literal);
        }
        if (Double.isInfinite(Double.parseDouble(literal))) {
            throw new IllegalArgumentException("beyond the range of a double: " + literal);
        }
    }

    /// A whole number.
    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /// A finite number.
    ///
    /// @throws IllegalArgumentException for NaN and the infinities; [JsonValue#of(double)] turns
    ///   them into `null`
    public static JsonNumber of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        return new JsonNumber(Double.toString(value));
    }

    /// Whether it is written without fraction and exponent and fits a `long`.
    public boolean isWhole() {
        if (literal.indexOf('.') >= 0 || literal.indexOf('e') >= 0 || literal.indexOf('E') >= 0) {
            return false;
        }
        try {
            Long.parseLong(literal);
            return true;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    /// The nearest `double`.
    public double doubleValue() {
        return Double.parseDouble(literal);
    }

    /// The exact `long`.
    ///
    /// @throws FileFormatException if it is not [whole][#isWhole]
    public long longValue() {
        if (!isWhole()) {
            throw new FileFormatException(
                    "", "", literal + " is not a whole number of 64 bits", "write it as one");
        }
        return Long.parseLong(literal);
    }

    @Override
    public String toString() {
        return literal;
    }
}
