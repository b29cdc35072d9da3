package org.glissade.testkit;

import java.util.Arrays;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// Assertions on an array's type and values. A failure names the worst element by its index along
/// each axis, both values, and how many elements are wrong.
public final class ArrayAssert {
    private final Array actual;
    private final String description;

    ArrayAssert(Array actual, String description) {
        this.actual = actual;
        this.description = description;
    }

    /// What failures call the array.
    public ArrayAssert as(String name) {
        return new ArrayAssert(actual, name);
    }

    /// Has the given element type.
    public ArrayAssert hasDType(DType expected) {
        if (actual.dtype() != expected) {
            throw new AssertionError(
                    description + " should be " + expected + ", but is " + actual.type());
        }
        return this;
    }

    /// Has the given sizes.
    public ArrayAssert hasShape(int... expected) {
        if (!Arrays.equals(actual.shape().dims(), expected)) {
            throw new AssertionError(
                    description
                            + " should have shape "
                            + Arrays.toString(expected)
                            + ", but has "
                            + actual.shape());
        }
        return this;
    }

    /// Has no NaN and no infinity.
    public ArrayAssert isFinite() {
        for (long i = 0; i < actual.size(); i++) {
            double value = actual.getFlat(i);
            if (!Double.isFinite(value)) {
                throw new AssertionError(
                        description + " should be finite, but has " + value + " at " + index(i));
            }
        }
        return this;
    }

    /// Has the same type, and the same bits in every element.
    public ArrayAssert isEqualTo(Array expected) {
        hasDType(expected.dtype()).hasShape(expected.shape().dims());
        if (!actual.equals(expected)) {
            long at = firstDifference(expected);
            throw new AssertionError(
                    description
                            + " should have the very bits expected, but at "
                            + index(at)
                            + " is "
                            + shown(actual, at)
                            + " instead of "
                            + shown(expected, at));
        }
        return this;
    }

    private long firstDifference(Array expected) {
        long at = 0;
        while (at < actual.size() - 1 && bits(actual, at) == bits(expected, at)) {
            at++;
        }
        return at;
    }

    private static long bits(Array array, long i) {
        return array.dtype().isFloating()
                ? Double.doubleToRawLongBits(array.getFlat(i))
                : array.getLong(i);
    }

    /// Has the same shape, and values within the given relative distance.
    public ArrayAssert isCloseTo(Array expected, double relative) {
        return isCloseTo(expected, Tolerance.relative(relative));
    }

    /// Has the same shape, and values within the tolerance; element types may differ.
    public ArrayAssert isCloseTo(Array expected, Tolerance tolerance) {
        return isCloseTo(expected, tolerance, expected);
    }

    /// As [#isCloseTo(Array, Tolerance)], the relative part in proportion to the given magnitudes.
    public ArrayAssert isCloseTo(Array expected, Tolerance tolerance, Array magnitudes) {
        hasShape(expected.shape().dims());
        if (!actual.dtype().isFloating() && actual.dtype() == expected.dtype()) {
            return isEqualTo(expected);
        }
        return compare(expected.toDoubles(), tolerance, magnitudes.toDoubles());
    }

    /// Has values, in row-major order, within the tolerance of the given ones.
    public ArrayAssert hasValuesCloseTo(double[] expected, Tolerance tolerance) {
        return hasValuesCloseTo(expected, tolerance, expected);
    }

    /// As [#hasValuesCloseTo(double\[\], Tolerance)], the relative part in proportion to the given
    /// magnitudes.
    public ArrayAssert hasValuesCloseTo(
            double[] expected, Tolerance tolerance, double[] magnitudes) {
        if (actual.size() != expected.length) {
            throw new AssertionError(
                    description
                            + " should have "
                            + expected.length
                            + " elements, but is "
                            + actual.type());
        }
        return compare(expected, tolerance, magnitudes);
    }

    private ArrayAssert compare(double[] expected, Tolerance tolerance, double[] magnitudes) {
        int wrong = 0;
        int worst = -1;
        double worstError = -1;
        for (int i = 0; i < expected.length; i++) {
            double value = actual.getFlat(i);
            if (tolerance.accepts(actual.dtype(), value, expected[i], magnitudes[i])) {
                continue;
            }
            wrong++;
            double error = Math.abs(value - expected[i]);
            double comparable = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
            if (comparable > worstError) {
                worst = i;
                worstError = comparable;
            }
        }
        if (wrong > 0) {
            throw new AssertionError(
                    description
                            + " "
                            + actual.type()
                            + " should be within "
                            + tolerance
                            + ", but "
                            + wrong
                            + " of "
                            + expected.length
                            + " elements are not; worst at "
                            + index(worst)
                            + ": "
                            + actual.getFlat(worst)
                            + " instead of "
                            + expected[worst]
                            + " (off by "
                            + worstError
                            + ")");
        }
        return this;
    }

    private String index(long flat) {
        return index(actual.shape(), flat);
    }

    static String index(Shape shape, long flat) {
        long[] strides = shape.strides();
        long[] index = new long[strides.length];
        long rest = flat;
        for (int axis = 0; axis < strides.length; axis++) {
            index[axis] = rest / strides[axis];
            rest %= strides[axis];
        }
        return Arrays.toString(index);
    }

    private static String shown(Array array, long i) {
        return array.dtype().isFloating()
                ? Double.toString(array.getFlat(i))
                : Long.toString(array.getLong(i));
    }
}
