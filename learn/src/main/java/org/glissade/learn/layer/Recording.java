package org.glissade.learn.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.learn.random.Draws;
import org.glissade.tensor.DType;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// What the scopes of one pass through a network gather.
final class Recording {
    final Trace trace;
    final DType dtype;

    /// The I64 counter of random numbers while training, else null.
    final @Nullable Tensor counter;

    final Map<String, Declaration> parameters = new LinkedHashMap<>();
    final Map<String, Declaration> states = new LinkedHashMap<>();
    final Map<String, Tensor> weights = new LinkedHashMap<>();
    final Map<String, Tensor> updates = new LinkedHashMap<>();
    final List<Summary.Row> rows = new ArrayList<>();
    final Map<String, Tensor> outputs = new LinkedHashMap<>();
    final Map<String, Scope> shared = new LinkedHashMap<>();
    private final double weightNoise;
    private final Map<String, Tensor> noisy = new LinkedHashMap<>();

    /// @param weightNoise the standard deviation of what is added to every parameter while training
    Recording(Trace trace, DType dtype, @Nullable Tensor counter, double weightNoise) {
        this.trace = trace;
        this.dtype = dtype;
        this.counter = counter;
        this.weightNoise = weightNoise;
    }

    /// A parameter as layers see it: with noise, if there is any, the same wherever it is used.
    Tensor disturbed(String path, Tensor weight) {
        Tensor step = counter;
        if (step == null || weightNoise == 0) {
            return weight;
        }
        return noisy.computeIfAbsent(
                path,
                _ -> {
                    Tensor noise =
                            new Draws(trace, step, "@weight-noise/" + path).normal(weight.shape());
                    return weight.plus(noise.cast(dtype).times(weightNoise));
                });
    }
}
