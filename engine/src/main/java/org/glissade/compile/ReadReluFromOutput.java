package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.*;
import org.jspecify.annotations.Nullable;

/// relu input > 0 → relu output > 0: the same truth value, but the input need not be kept for the
/// backward pass.
final class ReadReluFromOutput implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        if (!(node.op() instanceof Compare(CompareFunction function))
                || function != CompareFunction.GREATER
                || !Operands.isConstant(inputs.get(1), 0)) {
            return null;
        }
        Tensor x = inputs.getFirst();
        Tensor relu = x.trace().find(new Unary(UnaryFunction.RELU), x);
        return relu == null ? null : relu.greaterThan(inputs.get(1));
    }
}
