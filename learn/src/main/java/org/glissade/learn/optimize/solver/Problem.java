package org.glissade.learn.optimize.solver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.glissade.runtime.Array;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// What a solver works on.
///
/// @param start the parameters' first values by name, floating-point
/// @param data whatever else the function needs, by name
/// @param function of the tensors of all these names: one number for a minimum, the residuals
///   (model − data) for least squares
public record Problem(
        Map<String, Array> start,
        Map<String, Array> data,
        Function<Map<String, Tensor>, Tensor> function) {
    /// Maps are copied in their order.
    public Problem {
        start = Collections.unmodifiableMap(new LinkedHashMap<>(start));
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        start.forEach((name, array) -> {
            if (!array.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "parameter \""
                                + name
                                + "\" is "
                                + array.type()
                                + "; use floating-point values");
            }
        });
    }

    /// How many numbers the parameters have.
    public int unknowns() {
        return Math.toIntExact(start.values().stream().mapToLong(Array::size).sum());
    }

    /// The parameters as inputs of a trace.
    Map<String, Tensor> parameters(Trace trace) {
        return inputs(trace, start);
    }

    /// The function recorded on parameters.
    Tensor record(Trace trace, Map<String, Tensor> parameters) {
        Map<String, Tensor> all = new LinkedHashMap<>(parameters);
        all.putAll(inputs(trace, data));
        return function.apply(all);
    }

    private static Map<String, Tensor> inputs(Trace trace, Map<String, Array> arrays) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        arrays.forEach(
                (name, array) -> inputs.put(name, trace.input(name, array.dtype(), array.shape())));
        return inputs;
    }

    /// The first values of all parameters, one after another.
    double[] first() {
        double[] all = new double[unknowns()];
        int at = 0;
        for (Array array : start.values()) {
            double[] values = array.toDoubles();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return all;
    }

    /// Numbers one after another as arrays of the parameters' names and types.
    Map<String, Array> arrays(double[] all) {
        Map<String, Array> arrays = new LinkedHashMap<>();
        int at = 0;
        for (Map.Entry<String, Array> entry : start.entrySet()) {
            Array array = Array.zeros(entry.getValue().type());
            for (int i = 0; i < array.size(); i++) {
                array.setFlat(i, all[at++]);
            }
            arrays.put(entry.getKey(), array);
        }
        return arrays;
    }
}
