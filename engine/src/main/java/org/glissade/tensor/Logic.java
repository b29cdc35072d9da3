package org.glissade.tensor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An elementwise function of two BOOL tensors.
public record Logic(LogicFunction function) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        new Rule(function.toString(), inputs, origin)
                .count(2)
                .sameDType()
                .sameShape()
                .requireType(
                        inputs.getFirst().dtype() == DType.BOOL,
                        "takes truth values",
                        "compare first: x.greaterThan(0)");
        return inputs.getFirst();
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return Arrays.asList(null, null);
    }

    @Override
    public String text() {
        return function.toString();
    }
}
