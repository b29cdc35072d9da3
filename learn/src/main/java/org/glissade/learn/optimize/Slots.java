package org.glissade.learn.optimize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// What an optimizer may ask for while its update of one parameter is recorded: the learning rate,
/// the number of the step, and memory that lasts from step to step.
///
/// Both scalars are F64, so that bias corrections such as 1 − 0.999ᵗ keep their digits; [#scalar]
/// brings the result of scalar arithmetic to the parameter's element type.
public final class Slots {
    /// The name under which the graph knows the learning rate, an F64 scalar.
    public static final String LEARNING_RATE = "@learning-rate";

    /// The name under which the graph knows how many steps have been taken, an I64 scalar.
    public static final String STEP = "@step";

    private final Trace trace;
    private final String path;
    private final TensorType type;
    private final Map<String, Tensor> memory;
    private final Map<String, Tensor> updates;

    private Slots(
            Trace trace,
            String path,
            TensorType type,
            Map<String, Tensor> memory,
            Map<String, Tensor> updates) {
        this.trace = trace;
        this.path = path;
        this.type = type;
        this.memory = memory;
        this.updates = updates;
    }

    /// The updates of a whole step.
    ///
    /// @param updates the new value of every parameter, slot and counter by name
    /// @param memory the slots by name; all start at zero
    public record Step(Map<String, Tensor> updates, Map<String, Tensor> memory) {}

    /// Records the update of every parameter.
    ///
    /// @param parameters the parameters by path, inputs of the trace
    /// @param gradients the gradient of each parameter, in the same order
    public static Step step(
            Optimizer optimizer, Map<String, Tensor> parameters, List<Tensor> gradients) {
        Map<String, Tensor> memory = new LinkedHashMap<>();
        Map<String, Tensor> updates = new LinkedHashMap<>();
        if (!gradients.isEmpty()) {
            Trace trace = gradients.getFirst().trace();
            var transformed = optimizer.transform(gradients).iterator();
            parameters.forEach((path, parameter) -> {
                Slots slots = new Slots(trace, path, parameter.type(), memory, updates);
                updates.put(path, optimizer.update(slots, parameter, transformed.next()));
            });
            Tensor step = stepInput(trace);
            updates.put(STEP, step.plus(1));
        }
        return new Step(updates, memory);
    }

    /// The learning rate of this step, an F64 scalar that is set at run time.
    public Tensor learningRate() {
        return trace.input(LEARNING_RATE, DType.F64, Shape.scalar());
    }

    /// The number of this step counted from 1, an F64 scalar.
    public Tensor step() {
        return stepInput(trace).plus(1).cast(DType.F64);
    }

    /// A scalar in the parameter's element type.
    public Tensor scalar(Tensor value) {
        return value.cast(type.dtype());
    }

    /// The memory of the given name: of the parameter's type, zeros before the first step.
    public Tensor get(String slot) {
        String name = name(slot);
        return memory.computeIfAbsent(name, key -> trace.input(key, type.dtype(), type.shape()));
    }

    /// What the memory of the given name holds after this step.
    ///
    /// @return the value itself
    public Tensor set(String slot, Tensor value) {
        get(slot);
        updates.put(name(slot), value);
        return value;
    }

    private String name(String slot) {
        return "@" + slot + "/" + path;
    }

    private static Tensor stepInput(Trace trace) {
        return trace.input(STEP, DType.I64, Shape.scalar());
    }
}
