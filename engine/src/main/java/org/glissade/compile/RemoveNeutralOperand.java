package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.*;
import org.jspecify.annotations.Nullable;

/// x · 1 → x, x / 1 → x, x + 0 → x, x − 0 → x, 0 − x → −x, where the neutral number is a constant.
///
/// x + 0 differs from x in the sign of a zero, which no result of Glissade depends on.
final class RemoveNeutralOperand implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        if (!(node.op() instanceof Binary(BinaryFunction function))) {
            return null;
        }
        Tensor a = inputs.get(0);
        Tensor b = inputs.get(1);
        return switch (function) {
            case MULTIPLY -> Operands.isConstant(b, 1) ? a : Operands.isConstant(a, 1) ? b : null;
            case DIVIDE -> Operands.isConstant(b, 1) ? a : null;
            case ADD -> Operands.isConstant(b, 0) ? a : Operands.isConstant(a, 0) ? b : null;
            case SUBTRACT ->
                    Operands.isConstant(b, 0) ? a : Operands.isConstant(a, 0) ? b.negate() : null;
            case POWER, MAXIMUM, MINIMUM, ATAN2 -> null;
        };
    }
}
