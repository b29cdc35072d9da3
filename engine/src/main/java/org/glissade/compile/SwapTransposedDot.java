package org.glissade.compile;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Transpose;
import org.jspecify.annotations.Nullable;

/// transpose(a · b) → b · a, where the transpose exchanges the free axes of a with those of b:
/// (AB)ᵀ = BᵀAᵀ.
final class SwapTransposedDot implements RewriteRule {
    @Override
    public @Nullable Tensor apply(Node node, List<Tensor> inputs) {
        if (!(node.op() instanceof Transpose(List<Integer> permutation))
                || !(inputs.getFirst().node().op() instanceof Dot dot)) {
            return null;
        }
        List<Tensor> operands = Operands.of(inputs.getFirst());
        int batch = dot.leftBatch().size();
        int left =
                batch
                        + Dot.free(operands.get(0).shape(), dot.leftBatch(), dot.leftContract())
                                .size();
        int rank = permutation.size();
        List<Integer> exchange =
                Stream.of(
                                IntStream.range(0, batch),
                                IntStream.range(left, rank),
                                IntStream.range(batch, left))
                        .flatMap(IntStream::boxed)
                        .toList();
        if (!permutation.equals(exchange)) {
            return null;
        }
        Dot swapped =
                new Dot(dot.rightBatch(), dot.leftBatch(), dot.rightContract(), dot.leftContract());
        return operands.get(0)
                .trace()
                .add(swapped, List.of(operands.get(1), operands.get(0)), node.origin());
    }
}
