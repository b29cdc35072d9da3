package org.glissade.learn.layer;

import org.glissade.tensor.Tensor;

/// Joins all axes but the batch: `[n, 28, 28]` becomes `[n, 784]`, `[n]` becomes `[n, 1]`.
public record Flatten() implements Layer {
    @Override
    public Tensor apply(Scope scope, Tensor x) {
        return x.shape().rank() == 1 ? x.expandDims(-1) : x.flatten(1);
    }
}
