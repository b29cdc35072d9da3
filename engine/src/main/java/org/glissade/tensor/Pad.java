package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Surrounds a tensor with a constant: for each axis `low` elements before, `high` after, and
/// `interior` between neighbours; all zero or more.
public record Pad(List<Integer> low, List<Integer> high, List<Integer> interior, double value)
        implements Op {
    /// Copies the lists.
    public Pad {
        low = List.copyOf(low);
        high = List.copyOf(high);
        interior = List.copyOf(interior);
    }

    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule = new Rule("pad", inputs, origin).count(1);
        Shape shape = rule.shape(0);
        rule.require(
                low.size() == shape.rank()
                        && high.size() == shape.rank()
                        && interior.size() == shape.rank(),
                "takes one low, high and interior for each of the " + shape.rank() + " axes",
                "pass 0 for axes that stay as they are");
        int[] dims = new int[shape.rank()];
        for (int i = 0; i < dims.length; i++) {
            rule.require(
                    low.get(i) >= 0 && high.get(i) >= 0 && interior.get(i) >= 0,
                    "amounts are zero or more, but axis "
                            + i
                            + " has "
                            + low.get(i)
                            + ", "
                            + high.get(i)
                            + ", "
                            + interior.get(i),
                    "use slice to remove elements");
            dims[i] =
                    low.get(i)
                            + high.get(i)
                            + shape.dim(i)
                            + Math.max(0, shape.dim(i) - 1) * interior.get(i);
        }
        return inputs.getFirst().with(Shape.of(dims));
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        Shape shape = context.input(0).shape();
        int[] limits = new int[shape.rank()];
        int[] strides = new int[shape.rank()];
        for (int i = 0; i < limits.length; i++) {
            strides[i] = interior.get(i) + 1;
            limits[i] = low.get(i) + (shape.dim(i) == 0 ? 0 : (shape.dim(i) - 1) * strides[i] + 1);
        }
        return List.of(
                context.gradient()
                        .slice(
                                low.stream().mapToInt(Integer::intValue).toArray(),
                                limits,
                                strides));
    }

    @Override
    public String text() {
        return "pad low " + low + " high " + high + " interior " + interior + " with " + value;
    }
}
