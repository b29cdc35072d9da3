package org.glissade.testkit.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// A computation of 5 to 40 random operations with values for its inputs: the same for the same
/// seed.
///
/// Values stay bounded, and arguments keep clear of poles and domain edges, so that two correct
/// implementations agree to rounding. The loss depends on every operation.
///
/// @param seed what it was drawn from
/// @param operations how many random operations it has; each is one or several nodes
/// @param inputs the floating-point inputs
/// @param values a value for every input, indices included
/// @param outputs results that nothing else reads
/// @param loss a scalar of all outputs
public record RandomGraph(
        long seed,
        int operations,
        List<Tensor> inputs,
        Map<String, Array> values,
        Map<String, Tensor> outputs,
        Tensor loss) {
    /// Copies the collections.
    public RandomGraph {
        inputs = List.copyOf(inputs);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /// The computation of a seed.
    ///
    /// @param dtype the element type of its floating-point values
    public static RandomGraph of(long seed, DType dtype) {
        RandomValues pool = new RandomValues(seed, new Trace(), dtype);
        RandomOperations operations = new RandomOperations(pool);
        int count = 5 + pool.random().nextInt(36);
        for (int i = 0; i < count; i++) {
            operations.add();
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        Tensor loss = pool.trace().constant(dtype, 0);
        for (Tensor leaf : pool.unused()) {
            outputs.put("output " + outputs.size(), leaf);
            // The cosine gives every element a gradient of its own.
            loss = loss.plus(leaf.plus(0.3 * outputs.size()).cos().mean());
        }
        return new RandomGraph(
                seed, count, new ArrayList<>(pool.inputs()), pool.values(), outputs, loss);
    }

    /// Outputs, loss, and the loss's gradient towards each input.
    public Map<String, Tensor> withGradients() {
        Map<String, Tensor> all = new LinkedHashMap<>(outputs);
        all.put("loss", loss);
        List<Tensor> gradients = Gradients.orZeros(loss, inputs);
        for (int i = 0; i < gradients.size(); i++) {
            all.put("gradient " + i, gradients.get(i));
        }
        return all;
    }
}
