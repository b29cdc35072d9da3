package org.glissade.learn.train;

import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// The exclusive or of two signs.
final class Xor {
    private Xor() {}

    static Dataset data() {
        return Dataset.classification(
                Array.of(Shape.of(4, 2), -1f, -1f, -1f, 1f, 1f, -1f, 1f, 1f),
                new int[] {0, 1, 1, 0},
                List.of("same", "different"));
    }
}
