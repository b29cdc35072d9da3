package org.glissade.testkit.conformance;

import java.util.function.Supplier;

/// One named part of the suite, made of many cases.
///
/// @param name what it checks, such as `unary tanh`
/// @param body runs all cases and returns how many there were; throws [AssertionError] at the first
///   that fails
public record Check(String name, Supplier<Integer> body) {
    /// Runs all cases.
    ///
    /// @return how many there were
    /// @throws AssertionError if one fails
    public int run() {
        return body.get();
    }

    /// The name.
    @Override
    public String toString() {
        return name;
    }
}
