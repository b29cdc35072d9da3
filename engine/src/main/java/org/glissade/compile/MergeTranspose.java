package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.*;
import org.jspecify.annotations.Nullable;

/// transpose(transpose(x)) → transpose(x), and transpose(x) → x or reshape(x) where no element
/// moves.
final class MergeTranspose implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        if (!(node.op() instanceof Transpose(List<Integer> permutation))) {
            return null;
        }
        Tensor x = inputs.getFirst();
        if (x.node().op() instanceof Transpose(List<Integer> inner)) {
            int[] both = permutation.stream().mapToInt(inner::get).toArray();
            return Operands.of(x).getFirst().transpose(both);
        }
        // Axes of size 1 do not count.
        List<Integer> moving =
                permutation.stream().filter(axis -> x.shape().dim(axis) != 1).toList();
        return moving.equals(moving.stream().sorted().toList()) ? x.reshape(node.shape()) : null;
    }
}
