package org.glissade.learn.train;

import java.util.List;
import java.util.Random;
import org.glissade.learn.data.Dataset;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// Points around three centres: quick to learn, not quite separable.
final class Blobs {
    private Blobs() {}

    static Dataset of(int rows, long seed) {
        Random random = new Random(seed);
        float[] features = new float[rows * 2];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 3;
            double angle = labels[i] * 2 * Math.PI / 3;
            features[2 * i] = (float) (2 * Math.cos(angle) + random.nextGaussian());
            features[2 * i + 1] = (float) (2 * Math.sin(angle) + random.nextGaussian());
        }
        return Dataset.classification(
                Array.of(Shape.of(rows, 2), features), labels, List.of("a", "b", "c"));
    }

    /// Images of 4 × 4 pixels with a bright row, column or middle.
    static Dataset images(int rows, long seed) {
        Random random = new Random(seed);
        float[] features = new float[rows * 16];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 3;
            int line = random.nextInt(4);
            for (int at = 0; at < 16; at++) {
                int y = at / 4;
                int x = at % 4;
                boolean isBright =
                        switch (labels[i]) {
                            case 0 -> y == line;
                            case 1 -> x == line;
                            default -> y % 3 > 0 && x % 3 > 0;
                        };
                features[16 * i + at] =
                        (float) ((isBright ? 1.5 : 0) + 0.4 * random.nextGaussian());
            }
        }
        return Dataset.classification(
                Array.of(Shape.of(rows, 4, 4), features),
                labels,
                List.of("row", "column", "middle"));
    }

    /// y = 3·x₀ − 2·x₁ + 50, exactly.
    static Dataset plane(int rows, long seed) {
        Random random = new Random(seed);
        float[] features = new float[rows * 2];
        float[] targets = new float[rows];
        for (int i = 0; i < rows; i++) {
            features[2 * i] = (float) random.nextGaussian();
            features[2 * i + 1] = (float) random.nextGaussian();
            targets[i] = 3 * features[2 * i] - 2 * features[2 * i + 1] + 50;
        }
        return Dataset.regression(Array.of(Shape.of(rows, 2), features), targets, "y");
    }
}
