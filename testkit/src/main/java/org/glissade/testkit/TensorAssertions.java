package org.glissade.testkit;

import org.glissade.runtime.Array;

/// Where assertions on arrays begin: `assertThatArray(actual).isCloseTo(expected, 1e-6)`.
public final class TensorAssertions {
    private TensorAssertions() {}

    /// Assertions on an array.
    public static ArrayAssert assertThatArray(Array actual) {
        return new ArrayAssert(actual, "array");
    }
}
