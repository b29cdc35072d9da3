package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.*;
import org.jspecify.annotations.Nullable;

/// reshape(reshape(x)) → reshape(x), and reshape(x) → x where the shape is the same.
final class MergeReshape implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        if (!(node.op() instanceof Reshape(Shape to))) {
            return null;
        }
        Tensor x = inputs.getFirst();
        if (x.shape().equals(to)) {
            return x;
        }
        return x.node().op() instanceof Reshape ? Operands.of(x).getFirst().reshape(to) : null;
    }
}
