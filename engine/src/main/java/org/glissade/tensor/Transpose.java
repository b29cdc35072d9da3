package org.glissade.tensor;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A permutation of the axes: axis i of the result is axis `permutation[i]` of the input.
public record Transpose(List<Integer> permutation) implements Op {
    /// Copies the permutation.
    public Transpose {
        permutation = List.copyOf(permutation);
    }

    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule = new Rule("transpose", inputs, origin).count(1);
        Shape shape = rule.shape(0);
        List<Integer> all = IntStream.range(0, shape.rank()).boxed().toList();
        rule.require(
                permutation.size() == shape.rank() && permutation.containsAll(all),
                permutation + " is not a permutation of the axes of " + shape,
                "name every axis from 0 to " + (shape.rank() - 1) + " once");
        return inputs.getFirst().with(Shape.of(permutation.stream().map(shape::dim).toList()));
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return List.of(context.gradient().transpose(inverse()));
    }

    /// The permutation that undoes this one.
    public List<Integer> inverse() {
        return IntStream.range(0, permutation.size()).mapToObj(permutation::indexOf).toList();
    }

    @Override
    public String text() {
        return "transpose " + permutation;
    }
}
