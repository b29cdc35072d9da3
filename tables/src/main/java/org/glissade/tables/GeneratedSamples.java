package org.glissade.tables;

import java.util.List;
import org.glissade.learn.random.RandomStream;

/// Draws the classic problems in the plane that no straight line solves: two features `x` and `y`,
/// two classes by turns.
final class GeneratedSamples {
    static final int ROWS = 400;

    private GeneratedSamples() {}

    /// Puts a point of a class into `point`.
    private interface Shape {
        void place(int row, int label, double[] point);
    }

    /// Uniform points in [-1, 1]², class `same` where x and y have the same sign. The classes' rows
    /// take turns, as the quadrants do.
    static Table xor(String source, long seed) {
        RandomStream random = RandomStream.of(seed, "sample/xor");
        return draw(
                source,
                List.of("different", "same"),
                (row, label, point) -> {
                    double sign = row % 4 < 2 ? 1 : -1;
                    point[0] = sign * random.uniform(2L * row);
                    point[1] = (label == 1 ? sign : -sign) * random.uniform(2L * row + 1);
                });
    }

    /// Half circles of radius 1, the lower one moved by (1, 0.5), with normal noise of 0.1.
    static Table twoMoons(String source, long seed) {
        RandomStream random = RandomStream.of(seed, "sample/two-moons");
        return draw(
                source,
                List.of("upper", "lower"),
                (row, label, point) -> {
                    double angle = StrictMath.PI * random.uniform(1_000_000L + row);
                    point[0] = label == 0 ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle);
                    point[1] = label == 0 ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle);
                    addNoise(random, row, 0.1, point);
                });
    }

    /// Spirals of one and a half turns, half a turn apart, with normal noise of 0.02.
    static Table twoSpirals(String source, long seed) {
        RandomStream random = RandomStream.of(seed, "sample/two-spirals");
        return draw(
                source,
                List.of("first", "second"),
                (row, label, point) -> {
                    // The square root spreads the points evenly along the curve.
                    double along = StrictMath.sqrt(0.02 + 0.98 * random.uniform(1_000_000L + row));
                    double angle = 3 * StrictMath.PI * along + (label == 0 ? 0 : StrictMath.PI);
                    point[0] = along * StrictMath.cos(angle);
                    point[1] = along * StrictMath.sin(angle);
                    addNoise(random, row, 0.02, point);
                });
    }

    /// Circles of radius 0.4 and 1 with normal noise of 0.08.
    static Table circles(String source, long seed) {
        RandomStream random = RandomStream.of(seed, "sample/circles");
        return draw(
                source,
                List.of("inner", "outer"),
                (row, label, point) -> {
                    double angle = 2 * StrictMath.PI * random.uniform(1_000_000L + row);
                    double radius = label == 0 ? 0.4 : 1;
                    point[0] = radius * StrictMath.cos(angle);
                    point[1] = radius * StrictMath.sin(angle);
                    addNoise(random, row, 0.08, point);
                });
    }

    private static void addNoise(RandomStream random, int row, double deviation, double[] point) {
        point[0] += deviation * random.normal(2L * row);
        point[1] += deviation * random.normal(2L * row + 1);
    }

    private static Table draw(String source, List<String> classes, Shape shape) {
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        int[] labels = new int[ROWS];
        double[] point = new double[2];
        for (int row = 0; row < ROWS; row++) {
            labels[row] = row % 2;
            shape.place(row, labels[row], point);
            x[row] = point[0];
            y[row] = point[1];
        }
        return Table.of(
                source,
                new NumericColumn("x", x),
                new NumericColumn("y", y),
                new CategoricalColumn("label", classes, labels));
    }
}
