package org.glissade.tensor;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The input unchanged, through which no gradient flows.
public record StopGradient() implements Op {
    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        new Rule("stop-gradient", inputs, origin).count(1);
        return inputs.getFirst();
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return Collections.singletonList(null);
    }

    @Override
    public String text() {
        return "stop-gradient";
    }
}
