package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.*;
import org.jspecify.annotations.Nullable;

/// −(−x) → x.
final class CancelNegation implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        return node.op() instanceof Unary(UnaryFunction function)
                        && function == UnaryFunction.NEGATE
                        && inputs.getFirst().node().op() instanceof Unary(UnaryFunction inner)
                        && inner == UnaryFunction.NEGATE
                ? Operands.of(inputs.getFirst()).getFirst()
                : null;
    }
}
