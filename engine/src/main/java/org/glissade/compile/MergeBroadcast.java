package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.*;
import org.jspecify.annotations.Nullable;

/// broadcast(broadcast(x)) → broadcast(x).
final class MergeBroadcast implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        return node.op() instanceof Broadcast(Shape to)
                        && inputs.getFirst().node().op() instanceof Broadcast
                ? Operands.of(inputs.getFirst()).getFirst().broadcastTo(to)
                : null;
    }
}
