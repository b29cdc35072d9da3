package org.glissade.tensor;

import java.util.List;

/// A gradient that was asked for and does not exist.
public final class GradientException extends TensorException {
    private static final long serialVersionUID = 1L;

    GradientException(String rule, List<TensorType> operands, Origin origin, String hint) {
        super("gradient", rule, operands, origin, hint);
    }
}
