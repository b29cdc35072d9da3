package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An elementwise function of two arguments of one type and shape.
public record Binary(BinaryFunction function) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        DType dtype = inputs.getFirst().dtype();
        new Rule(function.toString(), inputs, origin)
                .count(2)
                .sameDType()
                .sameShape()
                .requireType(
                        dtype.isFloating() || (function.onIntegers() && dtype.isInteger()),
                        "takes " + (function.onIntegers() ? "numbers" : "floating point"),
                        "cast the operands first: x.cast(DType.F32)");
        return inputs.getFirst();
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return function.derivative()
                .apply(
                        new BinaryFunction.At(
                                context.input(0),
                                context.input(1),
                                context.output(),
                                context.gradient()));
    }

    @Override
    public String text() {
        return function.toString();
    }
}
