package org.glissade.tensor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elementwise choice: the second input where the first (BOOL) is true, else the third.
public record Select() implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        new Rule("select", inputs, origin)
                .count(3)
                .sameShape()
                .requireType(
                        inputs.getFirst().dtype() == DType.BOOL,
                        "the condition is bool",
                        "compare first: x.greaterThan(0)");
        new Rule("select", inputs.subList(1, 3), origin).sameDType();
        return inputs.get(1);
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        Tensor gradient = context.gradient();
        Tensor zeros = gradient.zerosLike();
        return Arrays.asList(
                null,
                Tensor.select(context.input(0), gradient, zeros),
                Tensor.select(context.input(0), zeros, gradient));
    }

    @Override
    public String text() {
        return "select";
    }
}
