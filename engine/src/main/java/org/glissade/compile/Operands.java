package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Constant;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Node;
import org.glissade.tensor.Reshape;
import org.glissade.tensor.Tensor;

/// What rewrite rules ask of a node's operands.
final class Operands {
    private Operands() {}

    /// The tensors that a tensor is computed from.
    static List<Tensor> of(Tensor x) {
        return x.trace().operands(x);
    }

    /// Whether a tensor is a constant, perhaps repeated or reshaped, with the given value
    /// throughout.
    static boolean isConstant(Tensor x, double value) {
        Node node = x.node();
        while (node.op() instanceof Broadcast || node.op() instanceof Reshape) {
            node = node.input(0);
        }
        return node.op() instanceof Constant(Literal literal) && literal.isAll(value);
    }
}
