package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values known when the graph is traced.
public record Constant(Literal value) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        return value.type();
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return List.of();
    }

    @Override
    public String text() {
        return "constant " + value;
    }
}
