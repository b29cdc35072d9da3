package org.glissade.tensor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elements of the first input taken along an axis at the indices in the second (I32 or I64): the
/// axis is replaced by the axes of the indices. An index outside of the axis is an error at run
/// time.
public record Gather(int axis) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule =
                new Rule("gather", inputs, origin)
                        .count(2)
                        .requireType(
                                inputs.get(1).dtype().isInteger(),
                                "indices are i32 or i64",
                                "cast them: i.cast(DType.I32)");
        Shape shape = rule.shape(0);
        shape.axis(axis);
        return rule.input(0)
                .with(
                        shape.slice(0, axis)
                                .concat(rule.shape(1))
                                .concat(shape.slice(axis + 1, shape.rank())));
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        Tensor zeros = context.input(0).zerosLike();
        return Arrays.asList(zeros.scatterAdd(axis, context.input(1), context.gradient()), null);
    }

    @Override
    public String text() {
        return "gather axis " + axis;
    }
}
