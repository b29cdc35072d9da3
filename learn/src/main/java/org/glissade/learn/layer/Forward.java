package org.glissade.learn.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.tensor.DType;
import org.glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One pass through a network, recorded: the output, and everything that the layers asked for on
/// the way.
///
/// @param output what the last layer gives
/// @param parameters the parameters in the order of their declaration
/// @param states the running statistics in the order of their declaration
/// @param weights the parameters' tensors by path, inputs of the trace
/// @param updates new values of running statistics by path; empty outside of training
/// @param outputs what the layers give, by their paths, in the order in which they are done; the
///   network as a whole has the empty path
/// @param rows a line for each layer, as shown by [Summary]
public record Forward(
        Tensor output,
        List<Declaration> parameters,
        List<Declaration> states,
        Map<String, Tensor> weights,
        Map<String, Tensor> updates,
        Map<String, Tensor> outputs,
        List<Summary.Row> rows) {
    /// Lists and maps are kept as they are, unmodifiable.
    public Forward {
        parameters = List.copyOf(parameters);
        states = List.copyOf(states);
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        rows = List.copyOf(rows);
    }

    /// A pass for predictions: dropout rests, running statistics stay as they are.
    public static Forward inference(Layer network, Tensor x) {
        return pass(network, x, null, 0);
    }

    /// A pass for training.
    ///
    /// @param counter an I64 scalar that is another one at each step, for random numbers
    public static Forward training(Layer network, Tensor x, Tensor counter) {
        return training(network, x, counter, 0);
    }

    /// A pass for training with noise on the weights: every layer sees w + deviation · ε with an ε
    /// of the standard normal distribution for each value and step, so that gradients are those at
    /// the disturbed weights (Graves 2011, section 4; Jim, Giles, Horne 1996). Their updates start
    /// from the weights without noise.
    ///
    /// @param weightNoise the standard deviation, at least 0
    public static Forward training(Layer network, Tensor x, Tensor counter, double weightNoise) {
        return pass(network, x, counter, weightNoise);
    }

    private static Forward pass(
            Layer network, Tensor x, @Nullable Tensor counter, double weightNoise) {
        DType dtype = x.dtype().isFloating() ? x.dtype() : DType.F32;
        Recording recording = new Recording(x.trace(), dtype, counter, weightNoise);
        Tensor output = network.apply(new Scope(recording, "", false), x);
        recording.outputs.put("", output);
        return new Forward(
                output,
                List.copyOf(recording.parameters.values()),
                List.copyOf(recording.states.values()),
                recording.weights,
                recording.updates,
                recording.outputs,
                recording.rows);
    }
}
