package org.glissade.learn.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    Recording(Trace trace, DType dtype, @Nullable Tensor counter) {
        this.trace = trace;
        this.dtype = dtype;
        this.counter = counter;
    }
}
