package org.glissade.tensor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first input with the third added at the indices in the second (I32 or I64) along an axis;
/// the reverse of [Gather]. Equal indices add up, in row-major order of the third input.
public record ScatterAdd(int axis) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule =
                new Rule("scatter-add", inputs, origin)
                        .count(3)
                        .requireType(
                                inputs.get(1).dtype().isInteger(),
                                "indices are i32 or i64",
                                "cast them: i.cast(DType.I32)")
                        .requireType(
                                inputs.get(0).dtype().isNumeric(),
                                "adds numbers",
                                "cast truth values first")
                        .requireType(
                                inputs.get(0).dtype() == inputs.get(2).dtype(),
                                "base and updates have one element type",
                                "cast the updates");
        Shape base = rule.shape(0);
        base.axis(axis);
        Shape updates =
                base.slice(0, axis).concat(rule.shape(1)).concat(base.slice(axis + 1, base.rank()));
        rule.require(
                rule.shape(2).equals(updates),
                "the updates should have shape " + updates,
                "the axis " + axis + " of the base is replaced by the shape of the indices");
        return rule.input(0);
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return Arrays.asList(
                context.gradient(), null, context.gradient().gather(axis, context.input(1)));
    }

    @Override
    public String text() {
        return "scatter-add axis " + axis;
    }
}
