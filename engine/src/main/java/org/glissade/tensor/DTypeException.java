package org.glissade.tensor;

import java.util.List;

/// Element types that do not fit an operation's rule.
public final class DTypeException extends TensorException {
    private static final long serialVersionUID = 1L;

    /// A broken rule of an operation on the given operands.
    public DTypeException(
            String operation, String rule, List<TensorType> operands, Origin origin, String hint) {
        super(operation, rule, operands, origin, hint);
    }

    /// A broken rule outside of any operation.
    static DTypeException plain(String rule, String hint) {
        return new DTypeException("", rule, List.of(), Origin.UNKNOWN, hint);
    }
}
