package org.glissade.tensor;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of element type. Floating point to integer truncates towards zero and saturates, NaN
/// becomes 0; anything to BOOL is true where not 0; BOOL to a number is 0 or 1.
public record Cast(DType to) implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        new Rule("cast", inputs, origin).count(1);
        return inputs.getFirst().with(to);
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        DType from = context.input(0).dtype();
        return Collections.singletonList(from.isFloating() ? context.gradient().cast(from) : null);
    }

    @Override
    public String text() {
        return "cast to " + to;
    }
}
