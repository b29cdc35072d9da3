package org.glissade.testkit.conformance;

import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// How an argument of a [Sample] is made.
@FunctionalInterface
public interface Argument {
    /// The argument for a case.
    ///
    /// @param dtype the element type of the case, which an argument with a type of its own ignores
    /// @param seed what random values are drawn from
    Array of(DType dtype, long seed);

    /// Random numbers of the case's type.
    static Argument numbers(int... dims) {
        return (dtype, seed) -> Values.any(dtype, Shape.of(dims), seed);
    }

    /// Random numbers of the case's type that lie far enough apart for a maximum to be
    /// differentiable.
    static Argument distinct(int... dims) {
        return (dtype, seed) ->
                dtype.isFloating()
                        ? Values.distinct(Shape.of(dims), seed).cast(dtype)
                        : Values.any(dtype, Shape.of(dims), seed);
    }

    /// I32 indices below a bound; with few of them, repeated ones.
    static Argument indices(int bound, int... dims) {
        return (_, seed) -> Values.uniform(DType.I32, Shape.of(dims), 0, bound, seed);
    }

    /// I64 indices below a bound.
    static Argument longIndices(int bound, int... dims) {
        return (_, seed) -> Values.uniform(DType.I64, Shape.of(dims), 0, bound, seed);
    }

    /// Random truth values.
    static Argument flags(int... dims) {
        return (_, seed) -> Values.any(DType.BOOL, Shape.of(dims), seed);
    }

    /// An I64 number.
    static Argument counter(long value) {
        return (_, _) -> Array.scalar(value);
    }
}
