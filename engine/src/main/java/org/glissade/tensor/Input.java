package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value that the caller supplies at run time: data, a parameter, optimizer state.
///
/// @param name unique among the inputs of a graph
/// @param type the type of the value
public record Input(String name, TensorType type) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        return type;
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return List.of();
    }

    @Override
    public String text() {
        return "input \"" + name + "\"";
    }
}
