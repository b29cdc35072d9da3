package org.glissade.learn.optimize;

import java.util.List;
import java.util.stream.IntStream;
import org.glissade.tensor.Tensor;

/// Applies another rule and then scales the weights of each output down to a norm of at most
/// `maximum`: w ← w · min(1, maximum/‖w‖), the projection onto that ball (Srebro, Shraibman 2005;
/// Srivastava and others 2014, section 5.1 and appendix A.1, with 3 to 4). Outputs lie along the
/// last axis; vectors and numbers, such as biases, are left alone.
///
/// Averages of weights (see [MovingAverage]) around it keep the bound, too, as the ball is convex.
public record MaxNorm(double maximum, Optimizer inner) implements Transform {
    /// The bound is checked.
    public MaxNorm {
        Range.above0("greatest norm").check(maximum);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        return inner.updateAll(weights).stream().map(this::bounded).toList();
    }

    private Tensor bounded(Tensor w) {
        int last = w.shape().rank() - 1;
        if (last < 1) {
            return w;
        }
        Tensor norm = w.square().sum(IntStream.range(0, last).toArray()).sqrt();
        // The quotient of equal numbers is exactly 1, so that weights within the ball keep their
        // bits.
        Tensor bound = norm.onesLike().times(maximum);
        return w.times(bound.dividedBy(norm.maximum(bound)));
    }
}
