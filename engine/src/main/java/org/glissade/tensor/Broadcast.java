package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Repeats elements: shapes are aligned at their innermost axes, and axes that are missing or of
/// size 1 are repeated.
public record Broadcast(Shape to) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule = new Rule("broadcast", inputs, origin).count(1);
        Shape from = rule.shape(0);
        rule.require(
                fits(from, to),
                from + " cannot be repeated into " + to,
                "aligned at the innermost axis, each size must be equal or 1");
        return inputs.getFirst().with(to);
    }

    static boolean fits(Shape from, Shape to) {
        if (from.rank() > to.rank()) {
            return false;
        }
        for (int i = 1; i <= from.rank(); i++) {
            if (from.dim(-i) != to.dim(-i) && from.dim(-i) != 1) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return List.of(context.gradient().sumTo(context.input(0).shape()));
    }

    @Override
    public String text() {
        return "broadcast to " + to;
    }
}
