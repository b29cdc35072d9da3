package org.glissade.learn.initial;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;

/// A random matrix times a gain, with orthonormal columns, or rows where there are fewer of them.
///
/// Normal random vectors are made orthogonal one after another (Gram, Schmidt), each twice, which
/// is enough for full precision (Giraud and others 2005). That keeps the distribution the same
/// under all rotations, since R of the decomposition Q·R has a positive diagonal (Mezzadri 2007).
///
/// @param gain finite
record Orthogonal(double gain) implements Initializer {
    Orthogonal {
        Setting.finite("a gain", gain);
    }

    @Override
    public LongToDoubleFunction values(Shape shape, Fans fans, RandomStream stream) {
        Setting.matrix(this, shape, Integer.MAX_VALUE);
        int columns = shape.dim(-1);
        int rows = (int) (shape.size() / Math.max(1, columns));
        double[][] vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), stream);
        return rows >= columns
                ? i -> gain * vectors[(int) (i % columns)][(int) (i / columns)]
                : i -> gain * vectors[(int) (i / columns)][(int) (i % columns)];
    }

    private static double[][] orthonormal(int count, int length, RandomStream stream) {
        double[][] vectors = new double[count][length];
        for (int k = 0; k < count; k++) {
            double[] vector = vectors[k];
            for (int i = 0; i < length; i++) {
                vector[i] = stream.normal((long) k * length + i);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int other = 0; other < k; other++) {
                    add(vector, -dot(vector, vectors[other]), vectors[other]);
                }
                add(vector, 1 / Math.sqrt(dot(vector, vector)) - 1, vector);
            }
        }
        return vectors;
    }

    /// In four sums, which a processor adds up side by side.
    private static double dot(double[] a, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int whole = a.length & -4;
        for (int i = 0; i < whole; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (int i = whole; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return (first + second) + (third + fourth);
    }

    private static void add(double[] to, double factor, double[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    @Override
    public Initializer times(double factor) {
        return new Orthogonal(gain * factor);
    }

    @Override
    public String toString() {
        return gain == 1 ? "orthogonal" : "orthogonal(" + gain + ")";
    }
}
