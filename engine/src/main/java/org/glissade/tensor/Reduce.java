package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Combines all elements along the given axes, which the result no longer has.
public record Reduce(ReduceFunction function, List<Integer> axes) implements Op {
    /// Sorts and copies the axes.
    public Reduce {
        axes = axes.stream().sorted().distinct().toList();
    }

    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule =
                new Rule("reduce " + function, inputs, origin)
                        .count(1)
                        .requireType(
                                inputs.getFirst().dtype().isNumeric(),
                                "reduces numbers",
                                "use any(...) or all(...) for truth values");
        return rule.input(0).with(rule.shape(0).without(axes));
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        Tensor x = context.input(0);
        Shape kept = x.shape().withOnes(axes);
        Tensor gradient = context.gradient().reshape(kept).broadcastTo(x.shape());
        return switch (function) {
            case SUM -> List.of(gradient);
            case MAX, MIN -> {
                // Ties share the gradient evenly.
                Tensor chosen = x.equalTo(context.output().reshape(kept).broadcastTo(x.shape()));
                Tensor ones = chosen.cast(x.dtype());
                Tensor count = new Sum(axes).of(ones).reshape(kept).broadcastTo(x.shape());
                yield List.of(
                        Tensor.select(chosen, gradient.dividedBy(count), gradient.zerosLike()));
            }
        };
    }

    private record Sum(List<Integer> axes) {
        Tensor of(Tensor x) {
            return x.trace().add(new Reduce(ReduceFunction.SUM, axes), x);
        }
    }

    @Override
    public String text() {
        return "reduce " + function + " axes " + axes;
    }
}
