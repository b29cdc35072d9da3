package org.glissade.tensor;

import java.util.List;

/// Shapes that do not fit an operation's rule.
public final class ShapeException extends TensorException {
    private static final long serialVersionUID = 1L;

    /// A broken rule of an operation on the given operands.
    public ShapeException(
            String operation, String rule, List<TensorType> operands, Origin origin, String hint) {
        super(operation, rule, operands, origin, hint);
    }

    /// A broken rule outside of any operation.
    static ShapeException plain(String rule, String hint) {
        return new ShapeException("", rule, List.of(), Origin.UNKNOWN, hint);
    }
}
