package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Unary;
import org.glissade.tensor.UnaryFunction;
import org.jspecify.annotations.Nullable;

/// a + (−b) → a − b, (−a) + b → b − a, a − (−b) → a + b.
final class AbsorbNegation implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        if (!(node.op() instanceof Binary(BinaryFunction function))) {
            return null;
        }
        Tensor a = inputs.get(0);
        Tensor b = inputs.get(1);
        if (function == BinaryFunction.ADD) {
            return isNegation(b) ? a.minus(operand(b)) : isNegation(a) ? b.minus(operand(a)) : null;
        }
        return function == BinaryFunction.SUBTRACT && isNegation(b) ? a.plus(operand(b)) : null;
    }

    private static boolean isNegation(Tensor x) {
        return x.node().op() instanceof Unary(UnaryFunction function)
                && function == UnaryFunction.NEGATE;
    }

    private static Tensor operand(Tensor negation) {
        return Operands.of(negation).getFirst();
    }
}
