package org.glissade.learn.layer;

import java.util.List;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;

/// A skip connection: the input plus what the inner layers make of it (He and others 2016).
///
/// @param inner keeps the shape of its input
public record Residual(Layer inner) implements Layer {
    @Override
    public Tensor apply(Scope scope, Tensor x) {
        Tensor change = inner.apply(scope, x);
        if (!change.shape().equals(x.shape())) {
            boolean rows = x.shape().rank() > 0 && change.shape().rank() == x.shape().rank();
            throw new ShapeException(
                    "residual",
                    "the inner layers turn "
                            + x.shape()
                            + " into "
                            + change.shape()
                            + ", which cannot be added to their input",
                    List.of(x.type(), change.type()),
                    scope.trace().here(),
                    rows
                            ? "end the inner layers with dense("
                                    + x.dim(-1)
                                    + "), or put a dense("
                                    + change.dim(-1)
                                    + ") before the residual"
                            : "inner layers keep the shape of their input");
        }
        return x.plus(change);
    }
}
