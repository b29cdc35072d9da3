package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// Normal with mean 0, and 0 in a share of each column of a matrix.
///
/// @param sparsity the share, from 0 to 1
/// @param deviation of the others, 0 or more
record Sparse(double sparsity, double deviation) implements Initializer {
    Sparse {
        Setting.require(
                sparsity >= 0 && sparsity <= 1, "a sparsity", "a share from 0 to 1", sparsity);
        Setting.deviation(deviation);
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        Setting.matrix(this, shape, 2);
        int rows = shape.dim(0);
        int columns = shape.dim(1);
        int zeros = (int) Math.ceil(sparsity * rows);
        boolean[] isZero = new boolean[(int) shape.size()];
        int[] order = new int[rows];
        for (int column = 0; column < columns; column++) {
            // The values take two numbers each of the stream; the zeros come from behind them.
            long from = 2 * shape.size() + (long) column * rows;
            choose(order, zeros, stream, from);
            for (int i = 0; i < zeros; i++) {
                isZero[order[i] * columns + column] = true;
            }
        }
        return i -> isZero[(int) i] ? 0 : deviation * stream.normal(i);
    }

    /// Puts so many different rows to the front, each choice equally likely (Fisher, Yates 1938).
    private static void choose(int[] order, int count, RandomStream stream, long from) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = 0; i < count; i++) {
            int other = i + (int) (stream.uniform(from + i) * (order.length - i));
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }

    @Override
    public String toString() {
        return "sparse(" + sparsity + ", " + deviation + ")";
    }
}
