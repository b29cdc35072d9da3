package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same elements in row-major order under another shape of the same size.
public record Reshape(Shape to) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule = new Rule("reshape", inputs, origin).count(1);
        rule.require(
                rule.shape(0).size() == to.size(),
                "cannot turn "
                        + rule.shape(0).size()
                        + " elements into shape "
                        + to
                        + " with "
                        + to.size(),
                "the sizes must multiply to the same number");
        return inputs.getFirst().with(to);
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return List.of(context.gradient().reshape(context.input(0).shape()));
    }

    @Override
    public String text() {
        return "reshape to " + to;
    }
}
