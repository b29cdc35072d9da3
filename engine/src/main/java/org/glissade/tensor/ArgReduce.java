package org.glissade.tensor;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The index (I32) of the greatest or least element along an axis, which the result no longer has;
/// the first one where several are equal, and the first NaN where there is one.
///
/// @param function MAX or MIN
public record ArgReduce(ReduceFunction function, int axis) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule =
                new Rule("argument of " + function, inputs, origin)
                        .count(1)
                        .requireType(
                                inputs.getFirst().dtype().isNumeric(),
                                "takes numbers",
                                "cast truth values first");
        rule.require(
                function != ReduceFunction.SUM,
                "is defined for max and min",
                "use argMax or argMin");
        rule.require(
                rule.shape(0).dim(axis) > 0,
                "axis " + axis + " is empty",
                "there is no index into nothing");
        return new TensorType(DType.I32, rule.shape(0).without(List.of(axis)));
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return Collections.singletonList(null);
    }

    @Override
    public String text() {
        return "arg" + function + " axis " + axis;
    }
}
