package org.glissade.tensor;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An elementwise function of one argument.
public record Unary(UnaryFunction function) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        DType dtype = inputs.getFirst().dtype();
        new Rule(function.toString(), inputs, origin)
                .count(1)
                .requireType(
                        dtype.isFloating() || (function.onIntegers() && dtype.isInteger()),
                        "takes " + (function.onIntegers() ? "numbers" : "floating point"),
                        "cast the operand first: x.cast(DType.F32)");
        return inputs.getFirst();
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return Collections.singletonList(
                function.derivative()
                        .apply(context.input(0), context.output(), context.gradient()));
    }

    @Override
    public String text() {
        return function.toString();
    }
}
