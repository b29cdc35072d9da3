package org.glissade.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.glissade.tensor.*;
import org.jspecify.annotations.Nullable;

/// reduce(reduce(x)) → reduce(x) over all axes of both, and reduce(x) → reshape(x) where the axes
/// have size 1.
final class MergeReduce implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        if (!(node.op() instanceof Reduce(ReduceFunction function, List<Integer> axes))) {
            return null;
        }
        Tensor x = inputs.getFirst();
        if (axes.stream().allMatch(axis -> x.shape().dim(axis) == 1)) {
            return x.reshape(node.shape());
        }
        if (!(x.node().op() instanceof Reduce(ReduceFunction inner, List<Integer> innerAxes))
                || inner != function) {
            return null;
        }
        Tensor source = Operands.of(x).getFirst();
        List<Integer> kept =
                IntStream.range(0, source.shape().rank())
                        .boxed()
                        .filter(axis -> !innerAxes.contains(axis))
                        .toList();
        List<Integer> all = new ArrayList<>(innerAxes);
        axes.forEach(axis -> all.add(kept.get(axis)));
        return source.trace().add(new Reduce(function, all), List.of(source), node.origin());
    }
}
