package org.glissade.tensor;

import java.util.List;

/// The checks that type rules share.
record Rule(String operation, List<TensorType> inputs, Origin origin) {
    TensorType input(int index) {
        return inputs.get(index);
    }

    Shape shape(int index) {
        return inputs.get(index).shape();
    }

    Rule count(int expected) {
        if (inputs.size() != expected) {
            throw new Fault(operation, "takes " + expected + " inputs, but got " + inputs.size());
        }
        return this;
    }

    Rule sameDType() {
        for (TensorType type : inputs) {
            if (type.dtype() != inputs.getFirst().dtype()) {
                throw dtype(
                        "the operands' element types differ",
                        "cast one of them: x.cast(DType." + inputs.getFirst().dtype().name() + ")");
            }
        }
        return this;
    }

    Rule sameShape() {
        for (TensorType type : inputs) {
            if (!type.shape().equals(shape(0))) {
                throw shape(
                        "the operands' shapes differ",
                        "use broadcastTo(shape) or reshape(...) to make them equal");
            }
        }
        return this;
    }

    Rule require(boolean holds, String rule, String hint) {
        if (!holds) {
            throw shape(rule, hint);
        }
        return this;
    }

    Rule requireType(boolean holds, String rule, String hint) {
        if (!holds) {
            throw dtype(rule, hint);
        }
        return this;
    }

    private ShapeException shape(String rule, String hint) {
        return new ShapeException(operation, rule, inputs, origin, hint);
    }

    private DTypeException dtype(String rule, String hint) {
        return new DTypeException(operation, rule, inputs, origin, hint);
    }
}
