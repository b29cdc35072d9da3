package org.glissade.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The inputs one after another along an axis; all other axes have equal sizes.
public record Concat(int axis) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule = new Rule("concat", inputs, origin).sameDType();
        int total = 0;
        for (TensorType input : inputs) {
            rule.require(
                    input.shape().rank() == rule.shape(0).rank()
                            && input.shape().with(axis, 0).equals(rule.shape(0).with(axis, 0)),
                    "the operands differ in an axis other than " + axis,
                    "all sizes but that of the joined axis must be equal");
            total = Math.addExact(total, input.shape().dim(axis));
        }
        return inputs.getFirst().with(rule.shape(0).with(axis, total));
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        List<@Nullable Tensor> parts = new ArrayList<>();
        int start = 0;
        for (Tensor input : context.inputs()) {
            int limit = start + input.shape().dim(axis);
            parts.add(context.gradient().slice(axis, start, limit));
            start = limit;
        }
        return parts;
    }

    @Override
    public String text() {
        return "concat axis " + axis;
    }
}
