package org.glissade.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// Seeded sample values.
final class Values {
    /// Around the lane counts of vector units (4, 8, 16), odd, and large enough for several blocks
    /// and threads.
    static final List<Integer> SIZES =
            List.of(0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 37, 5_003, 100_003);

    private static final double[] SPECIALS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        -1.5,
        2.5,
        -2.5,
        2,
        -2,
        3,
        -3,
        10,
        -10,
        20,
        -20,
        87,
        -87,
        88.8,
        -88.8,
        104,
        -104,
        700,
        -700,
        800,
        -800,
        1000.25,
        -1000.25,
        123456.5,
        -123456.5,
        1e-3,
        -1e-3,
        1e-8,
        -1e-8,
        1e-20,
        -1e-20,
        1e8,
        -1e8,
        1e10,
        -1e10,
        1e30,
        -1e30,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private Values() {}

    /// Numbers uniform in [low, high); for integers, whole ones.
    static Array uniform(DType dtype, Shape shape, double low, double high, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Array array = Array.zeros(dtype, shape);
        for (long i = 0; i < array.size(); i++) {
            if (dtype.isFloating()) {
                array.setFlat(i, random.nextDouble(low, high));
            } else {
                array.setLong(i, (long) Math.floor(random.nextDouble(low, high)));
            }
        }
        return array;
    }

    /// Numbers of a type at large: floating point in [-2, 2), integers in [-20, 20), truth values.
    static Array any(DType dtype, Shape shape, long seed) {
        return switch (dtype) {
            case F32, F64 -> uniform(dtype, shape, -2, 2, seed);
            case I32, I64 -> uniform(dtype, shape, -20, 20, seed);
            case BOOL -> uniform(dtype, shape, 0, 2, seed);
        };
    }

    /// F64 numbers, each at least 0.05 away from 0 and from every other whole or half number, where
    /// functions have kinks and jumps.
    static Array smooth(Shape shape, double low, double high, long seed) {
        Array array = uniform(DType.F64, shape, low, high, seed);
        for (long i = 0; i < array.size(); i++) {
            double x = array.getFlat(i);
            double half = Math.rint(2 * x) / 2;
            if (Math.abs(x - half) < 0.05) {
                double up = half + 0.06;
                array.setFlat(i, up < high ? up : half - 0.06);
            }
        }
        return array;
    }

    /// Numbers that keep a distance of 0.01 from each other, in random order.
    static Array distinct(Shape shape, long seed) {
        Array array = Array.zeros(DType.F64, shape);
        int size = Math.toIntExact(array.size());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        java.util.Collections.shuffle(order, new java.util.Random(seed));
        for (int i = 0; i < size; i++) {
            array.setFlat(i, 0.02 * (order.get(i) - size / 2.0) + 0.003);
        }
        return array;
    }

    /// Edges of the types and of the functions' domains.
    static Array special(DType dtype) {
        return switch (dtype) {
            case F32, F64 -> {
                Array array = Array.zeros(dtype, Shape.of(SPECIALS.length));
                for (int i = 0; i < SPECIALS.length; i++) {
                    array.setFlat(i, SPECIALS[i]);
                }
                yield array;
            }
            case I32 ->
                    Array.of(
                            Shape.of(12),
                            0,
                            1,
                            -1,
                            2,
                            -2,
                            7,
                            -7,
                            65_537,
                            Integer.MAX_VALUE,
                            Integer.MIN_VALUE,
                            Integer.MAX_VALUE - 1,
                            16_777_217);
            case I64 ->
                    Array.of(
                            Shape.of(12),
                            0L,
                            1L,
                            -1L,
                            2L,
                            -2L,
                            7L,
                            -7L,
                            4_294_967_297L,
                            Long.MAX_VALUE,
                            Long.MIN_VALUE,
                            9_007_199_254_740_993L,
                            -3_037_000_500L);
            case BOOL -> Array.of(Shape.of(4), false, true, true, false);
        };
    }

    /// Every special value beside every other: the first array holds the left ones.
    static List<Array> specialPairs(DType dtype) {
        Array special = special(dtype);
        int n = Math.toIntExact(special.size());
        Array left = Array.zeros(dtype, Shape.of(n * n));
        Array right = Array.zeros(dtype, Shape.of(n * n));
        for (int i = 0; i < n * n; i++) {
            copy(special, i / n, left, i);
            copy(special, i % n, right, i);
        }
        return List.of(left, right);
    }

    private static void copy(Array from, int source, Array to, int target) {
        if (from.dtype().isFloating()) {
            to.setFlat(target, from.getFlat(source));
        } else {
            to.setLong(target, from.getLong(source));
        }
    }

    /// The absolute values.
    static Array magnitudes(Array array) {
        if (!array.dtype().isFloating()) {
            return array;
        }
        Array result = Array.zeros(DType.F64, array.shape());
        for (long i = 0; i < array.size(); i++) {
            result.setFlat(i, Math.abs(array.getFlat(i)));
        }
        return result;
    }
}
