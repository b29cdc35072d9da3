package org.glissade.learn.layer;

import java.util.Arrays;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Drops all values of an example with the given probability while training and scales those of the
/// others up by 1/(1 − rate). As the last layer of a residual branch, `residual(dense(64) tanh
/// drop-path(0.1))`, it is stochastic depth: the example goes past the branch (Huang and others
/// 2016, equation 2; drawn for each example and in the inverted form, so that predictions need no
/// change). Outside of training it does nothing.
///
/// @param rate in [0, 1); the paper lets it grow evenly with the depth, up to 0.5
public record DropPath(double rate) implements Layer {
    /// The rate is checked.
    public DropPath {
        Dropout.requireRate("a drop-path rate", rate, "0.1 passes every tenth example by");
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        int[] dims = x.shape().dims();
        Arrays.setAll(dims, i -> i == 0 ? x.dim(0) : 1);
        return Dropout.drop(scope, x, Shape.of(dims), rate);
    }

    @Override
    public String label() {
        return "drop-path";
    }
}
