package org.glissade.tensor;

import java.util.Locale;

/// Elementwise functions of two BOOL tensors.
public enum LogicFunction {
    /// Both.
    AND,
    /// Either or both.
    OR,
    /// Exactly one; with a constant true it is the negation.
    XOR;

    /// The value for two truth values.
    public boolean apply(boolean a, boolean b) {
        return switch (this) {
            case AND -> a && b;
            case OR -> a || b;
            case XOR -> a ^ b;
        };
    }

    /// The name in graph texts and messages.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
