package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.*;
import org.jspecify.annotations.Nullable;

/// stop-gradient(x) → x: gradients have been taken when a graph is compiled.
final class RemoveStopGradient implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        return node.op() instanceof StopGradient ? inputs.getFirst() : null;
    }
}
