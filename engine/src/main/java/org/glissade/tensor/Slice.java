package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A box of elements: along each axis from `start` (inclusive) to `limit` (exclusive) every
/// `stride`-th.
public record Slice(List<Integer> start, List<Integer> limit, List<Integer> stride) implements Op {
    /// Copies the lists.
    public Slice {
        start = List.copyOf(start);
        limit = List.copyOf(limit);
        stride = List.copyOf(stride);
    }

    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule = new Rule("slice", inputs, origin).count(1);
        Shape shape = rule.shape(0);
        rule.require(
                start.size() == shape.rank()
                        && limit.size() == shape.rank()
                        && stride.size() == shape.rank(),
                "takes one start, limit and stride for each of the " + shape.rank() + " axes",
                "to cut one axis use x.slice(axis, start, limit)");
        int[] dims = new int[shape.rank()];
        for (int i = 0; i < dims.length; i++) {
            rule.require(
                    0 <= start.get(i)
                            && start.get(i) <= limit.get(i)
                            && limit.get(i) <= shape.dim(i)
                            && stride.get(i) >= 1,
                    "axis "
                            + i
                            + " has size "
                            + shape.dim(i)
                            + ", but the slice is from "
                            + start.get(i)
                            + " to "
                            + limit.get(i)
                            + " by "
                            + stride.get(i),
                    "0 ≤ start ≤ limit ≤ size and stride ≥ 1 must hold");
            dims[i] = (limit.get(i) - start.get(i) + stride.get(i) - 1) / stride.get(i);
        }
        return inputs.getFirst().with(Shape.of(dims));
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        Shape from = context.input(0).shape();
        Shape to = context.output().shape();
        int[] high = new int[from.rank()];
        int[] interior = new int[from.rank()];
        int[] low = new int[from.rank()];
        for (int i = 0; i < high.length; i++) {
            interior[i] = stride.get(i) - 1;
            low[i] = start.get(i);
            high[i] =
                    from.dim(i)
                            - low[i]
                            - (to.dim(i) == 0 ? 0 : (to.dim(i) - 1) * stride.get(i) + 1);
        }
        return List.of(context.gradient().pad(low, high, interior, 0));
    }

    @Override
    public String text() {
        return "slice " + start + " to " + limit + " by " + stride;
    }
}
