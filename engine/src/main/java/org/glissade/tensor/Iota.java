package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// 0, 1, 2, … along one axis, the same along all others.
public record Iota(TensorType type, int axis) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        new Rule("iota", List.of(type), origin)
                .requireType(
                        type.dtype().isNumeric(),
                        "takes a numeric element type",
                        "use DType.I32 or DType.F32");
        type.shape().axis(axis);
        return type;
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return List.of();
    }

    @Override
    public String text() {
        return "iota axis " + axis;
    }
}
