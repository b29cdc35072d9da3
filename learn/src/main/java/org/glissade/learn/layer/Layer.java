package org.glissade.learn.layer;

import java.util.Locale;
import org.glissade.tensor.Tensor;

/// A part of a network: a function of a tensor that may ask its scope for parameters.
///
/// A layer is usually a record of its configuration. It keeps no values and no shapes: parameters
/// are declared at the scope, input sizes are read off the argument, and so one layer object may be
/// used in any number of networks.
@FunctionalInterface
public interface Layer {
    /// Records what the layer computes.
    ///
    /// @param scope where parameters, running statistics and random numbers come from
    /// @param x the input; its first axis is the batch
    Tensor apply(Scope scope, Tensor x);

    /// What the layer is called in paths and tables: `dense`, `relu`.
    default String label() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() || getClass().isHidden()
                ? "layer"
                : simple.toLowerCase(Locale.ROOT);
    }
}
