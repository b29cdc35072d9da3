package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Transpose;
import org.jspecify.annotations.Nullable;

/// transpose(a) · b → a · b with other axes paired, where the free axes of a keep their order;
/// likewise for b.
final class FoldTransposeIntoDot implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        if (!(node.op() instanceof Dot dot)) {
            return null;
        }
        Tensor a = inputs.get(0);
        Tensor b = inputs.get(1);
        if (a.node().op() instanceof Transpose(List<Integer> p)
                && keepsOrder(a, p, dot.leftBatch(), dot.leftContract())) {
            Dot folded =
                    new Dot(
                            through(p, dot.leftBatch()),
                            dot.rightBatch(),
                            through(p, dot.leftContract()),
                            dot.rightContract());
            return a.trace().add(folded, List.of(Operands.of(a).getFirst(), b), node.origin());
        }
        if (b.node().op() instanceof Transpose(List<Integer> p)
                && keepsOrder(b, p, dot.rightBatch(), dot.rightContract())) {
            Dot folded =
                    new Dot(
                            dot.leftBatch(),
                            through(p, dot.rightBatch()),
                            dot.leftContract(),
                            through(p, dot.rightContract()));
            return b.trace().add(folded, List.of(a, Operands.of(b).getFirst()), node.origin());
        }
        return null;
    }

    private static List<Integer> through(List<Integer> permutation, List<Integer> axes) {
        return axes.stream().map(permutation::get).toList();
    }

    private static boolean keepsOrder(
            Tensor x, List<Integer> permutation, List<Integer> batch, List<Integer> contract) {
        List<Integer> sources = through(permutation, Dot.free(x.shape(), batch, contract));
        return sources.equals(sources.stream().sorted().toList());
    }
}
