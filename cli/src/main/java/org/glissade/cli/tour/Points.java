package org.glissade.cli.tour;

import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.random.RandomStream;
import org.glissade.runtime.Array;
import org.glissade.tables.CategoricalColumn;
import org.glissade.tables.NumericColumn;
import org.glissade.tables.Samples;
import org.glissade.tables.Table;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// Points in the plane of two kinds, o (class 0) and x (class 1), in double precision.
final class Points {
    static final List<String> KINDS = List.of("o", "x");

    private Points() {}

    /// Two round clouds, points of both kinds by turns, the x's on the upper right.
    ///
    /// @param spread the standard deviation of a cloud; the middles are 2.4 apart
    static Dataset clouds(int count, double spread, long seed) {
        RandomStream random = RandomStream.of(seed, "tour/clouds");
        Array points = Array.zeros(DType.F64, Shape.of(count, 2));
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            labels[row] = row % 2;
            double side = labels[row] == 1 ? 1 : -1;
            points.setFlat(2L * row, side + spread * random.normal(2L * row));
            points.setFlat(2L * row + 1, 0.7 * side + spread * random.normal(2L * row + 1));
        }
        return Dataset.classification(points, labels, KINDS);
    }

    /// The corners of a square: x where the coordinates differ.
    static Dataset exclusiveOr() {
        return Dataset.classification(
                Array.of(Shape.of(4, 2), 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0),
                new int[] {0, 1, 1, 0},
                KINDS);
    }

    /// The built-in sample of two interleaving half circles.
    static Dataset moons() {
        Table table = Samples.table("two-moons");
        int rows = table.rowCount();
        Array points = Array.zeros(DType.F64, Shape.of(rows, 2));
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            points.setFlat(2L * row, number(table, "x", row));
            points.setFlat(2L * row + 1, number(table, "y", row));
            labels[row] = kind(table, row);
        }
        return Dataset.classification(points, labels, KINDS);
    }

    private static double number(Table table, String column, int row) {
        return table.column(column) instanceof NumericColumn numbers
                ? numbers.value(row)
                : Double.NaN;
    }

    private static int kind(Table table, int row) {
        return table.column("label") instanceof CategoricalColumn kinds ? kinds.code(row) : -1;
    }

    /// Points of which nothing but the place is known; all count as o.
    static Dataset unlabelled(Array points) {
        return Dataset.classification(points, new int[points.shape().dim(0)], KINDS);
    }

    static double x(Dataset points, int row) {
        return points.features().get(row, 0);
    }

    static double y(Dataset points, int row) {
        return points.features().get(row, 1);
    }

    static int label(Dataset points, int row) {
        return (int) points.targets().getLong(row);
    }

    /// Marks every point with its kind.
    static Canvas draw(Dataset points, Canvas canvas) {
        for (int row = 0; row < points.rows(); row++) {
            canvas.mark(x(points, row), y(points, row), KINDS.get(label(points, row)).charAt(0));
        }
        return canvas;
    }
}
