package org.glissade.tensor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An elementwise comparison of two numeric tensors; the result is BOOL.
public record Compare(CompareFunction function) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        new Rule(function.toString(), inputs, origin)
                .count(2)
                .sameDType()
                .sameShape()
                .requireType(
                        inputs.getFirst().dtype().isNumeric(),
                        "compares numbers",
                        "use and, or, xor for truth values");
        return inputs.getFirst().with(DType.BOOL);
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return Arrays.asList(null, null);
    }

    @Override
    public String text() {
        return function.toString();
    }
}
