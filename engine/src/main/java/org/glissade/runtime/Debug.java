package org.glissade.runtime;

import java.util.Map;
import java.util.function.Function;
import org.glissade.tensor.Trace;

/// Stepping through a model with its numbers in view.
public final class Debug {
    private Debug() {}

    /// Traces a part of a model and evaluates every operation at once, so that `toString` of every
    /// tensor shows values, those of gradients included. Meant for a debugger and for print
    /// statements; slow.
    public static <T> T eager(Function<Trace, T> part) {
        return eager(Map.of(), part);
    }

    /// As [#eager(Function)], with values for inputs; inputs without a value are zeros.
    public static <T> T eager(Map<String, Array> inputs, Function<Trace, T> part) {
        return part.apply(new Trace(new EagerObserver(inputs)));
    }
}
