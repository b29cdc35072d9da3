package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elements in opposite order along the given axes.
public record Reverse(List<Integer> axes) implements Op {
    /// Copies the list.
    public Reverse {
        axes = List.copyOf(axes);
    }

    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule = new Rule("reverse", inputs, origin).count(1);
        axes.forEach(rule.shape(0)::axis);
        return inputs.getFirst();
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return List.of(
                context.gradient().reverse(axes.stream().mapToInt(Integer::intValue).toArray()));
    }

    @Override
    public String text() {
        return "reverse axes " + axes;
    }
}
