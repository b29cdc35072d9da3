package org.glissade.learn.random;

import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// Random numbers drawn in the graph of a training step. They differ from step to step, from owner
/// to owner and from call to call, and are a pure function of the step's counter: a step that is
/// done again has the same ones.
public final class Draws {
    private final Trace trace;
    private final Tensor counter;
    private final String owner;
    private int drawn;

    /// Draws of one owner.
    ///
    /// @param counter an I64 scalar that is another one at each step
    /// @param owner a name that no other owner in the graph has
    public Draws(Trace trace, Tensor counter, String owner) {
        this.trace = trace;
        this.counter = counter;
        this.owner = owner;
    }

    /// F32 numbers uniform in [0, 1).
    public Tensor uniform(Shape shape) {
        return uniform(DType.F32, shape);
    }

    /// Numbers uniform in [0, 1), with 24 random bits for F32 and 53 for F64.
    public Tensor uniform(DType dtype, Shape shape) {
        return trace.uniform(counter, nextKey(), dtype, shape);
    }

    /// F32 numbers of the standard normal distribution.
    public Tensor normal(Shape shape) {
        return trace.normal(counter, nextKey(), nextKey(), DType.F32, shape);
    }

    /// Whole numbers (I32), each of 0 … limit − 1 equally likely.
    ///
    /// @param limit at least 1
    public Tensor below(int limit, Shape shape) {
        // The greatest double below 1 times a number of 31 bits rounds to less than that number.
        return uniform(DType.F64, shape).times(limit).floor().cast(DType.I32);
    }

    /// A number in [0, 1] of the beta distribution with both parameters alike, an F64 scalar; 1/2
    /// in the mean, with variance 1 / (8·alpha + 4).
    ///
    /// It is ½ + ½·t/√(2α + t²) for a t of Student's distribution with 2α degrees of freedom, by
    /// the polar method t² = 2α(U^(−1/α) − 1)·cos²2πV (Devroye 1996, *Random variate generation in
    /// one line of code*, section 3; Bailey 1994). Nothing is rejected, so it needs no loop.
    ///
    /// @param alpha above 0; 1 makes it uniform, less favours the ends
    public Tensor symmetricBeta(double alpha) {
        Tensor tail = uniform(DType.F64, Shape.scalar()).power(1 / alpha);
        Tensor cosine = uniform(DType.F64, Shape.scalar()).times(2 * Math.PI).cos();
        Tensor rest = tail.negate().plus(1);
        // The cosine of a double is never 0, so neither is the sum.
        Tensor spread = rest.dividedBy(tail.plus(cosine.square().times(rest))).sqrt();
        return cosine.times(spread).times(0.5).plus(0.5).clip(0, 1);
    }

    private long nextKey() {
        return RandomStream.key(owner + "#" + drawn++);
    }
}
