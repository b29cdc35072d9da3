package org.glissade.learn.optimize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.runtime.Array;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// What an optimizer may ask for while its update of one parameter is recorded: the learning rate,
/// the number of the step, and memory that lasts from step to step.
///
/// Scalars are F64, so that bias corrections such as 1 − 0.999ᵗ keep their digits; [#scalar] brings
/// the result of scalar arithmetic to the parameter's element type.
public final class Slots {
    /// The name under which the graph knows the learning rate, an F64 scalar.
    public static final String LEARNING_RATE = "@learning-rate";

    /// The name under which the graph knows how many steps have been taken, an I64 scalar.
    public static final String STEP = "@step";

    /// The name under which the graph knows the counter of random numbers, an I64 scalar that
    /// whoever runs the steps counts up.
    public static final String RANDOM = "@random";

    private static final String EVALUATION = "evaluation";

    private final StepRecording recording;
    private final String path;
    private final TensorType type;
    private final Map<String, Tensor> updates;
    private final double rateFactor;
    private final String group;
    private final @Nullable Gate gate;

    /// Steps at which memory changes.
    ///
    /// @param open a truth value
    /// @param step the number of such steps up to and including this one, an F64 scalar
    private record Gate(Tensor open, Tensor step) {}

    private Slots(
            StepRecording recording,
            String path,
            TensorType type,
            Map<String, Tensor> updates,
            double rateFactor,
            String group,
            @Nullable Gate gate) {
        this.recording = recording;
        this.path = path;
        this.type = type;
        this.updates = updates;
        this.rateFactor = rateFactor;
        this.group = group;
        this.gate = gate;
    }

    Slots(StepRecording recording, String path, TensorType type) {
        this(recording, path, type, new LinkedHashMap<>(), 1, "", null);
    }

    /// Memory that lasts from step to step.
    ///
    /// @param fill what it holds before the first step
    /// @param copied the path of the parameter whose first values it holds instead
    public record Memory(TensorType type, double fill, @Nullable String copied) {
        /// What it holds before the first step, given a state that has the parameters.
        public Array initial(State parameters) {
            if (copied != null) {
                return parameters.get(copied).copy();
            }
            Array array = Array.zeros(type);
            for (long i = 0; fill != 0 && i < array.size(); i++) {
                array.setFlat(i, fill);
            }
            return array;
        }
    }

    /// The updates of a whole step.
    ///
    /// @param updates the new value of every trained parameter, slot and counter by name
    /// @param memory the slots by name
    /// @param gradients of the loss towards each trained parameter, before the optimizer changes
    ///   them
    public record Step(
            Map<String, Tensor> updates, Map<String, Memory> memory, List<Tensor> gradients) {}

    /// Records the update of every parameter that is not [frozen][Optimizer#frozenAmong].
    ///
    /// @param parameters the parameters by path, inputs of the trace
    /// @param gradients the gradient of each parameter, in the same order
    public static Step step(
            Optimizer optimizer, Map<String, Tensor> parameters, List<Tensor> gradients) {
        return StepRecording.step(optimizer, parameters, gradients);
    }

    /// Records the update of every parameter that is not [frozen][Optimizer#frozenAmong] by the
    /// gradients of a loss; a rule may then ask for gradients [elsewhere][#gradientsAt], too.
    ///
    /// @param parameters the parameters by path, inputs of the trace
    public static Step step(Optimizer optimizer, Map<String, Tensor> parameters, Tensor loss) {
        return StepRecording.step(optimizer, parameters, loss);
    }

    /// The name under which the graph keeps the weights to evaluate by in the place of a
    /// parameter's, where the rule has such.
    public static String evaluation(String path) {
        return "@" + EVALUATION + "/" + path;
    }

    /// The parameter's path.
    public String path() {
        return path;
    }

    /// The learning rate of this step, an F64 scalar that is set at run time.
    public Tensor learningRate() {
        Tensor rate = trace().input(LEARNING_RATE, DType.F64, Shape.scalar());
        return rateFactor == 1 ? rate : rate.times(rateFactor);
    }

    /// The number of this step counted from 1, an F64 scalar.
    public Tensor step() {
        return gate == null
                ? StepRecording.stepInput(trace()).plus(1).cast(DType.F64)
                : gate.step();
    }

    /// 1 − βᵗ for step t, an F64 scalar: what a moving average that began at 0 is divided by.
    public Tensor correction(double beta) {
        Tensor step = step();
        return step.trace().constant(step.dtype(), beta).power(step).negate().plus(1);
    }

    /// A counter of random numbers, the same for all parameters of a step.
    public Tensor randomCounter() {
        return trace().input(RANDOM, DType.I64, Shape.scalar());
    }

    /// A scalar in the parameter's element type.
    public Tensor scalar(Tensor value) {
        return value.cast(type.dtype());
    }

    /// The memory of the given name: of the parameter's type, zeros before the first step.
    public Tensor get(String slot) {
        return get(slot, type, 0);
    }

    /// The memory of the given name and type.
    ///
    /// @param fill what it holds before the first step
    public Tensor get(String slot, TensorType memory, double fill) {
        return recording.memory(name(slot), new Memory(memory, fill, null));
    }

    /// The memory of the given name, which holds the parameter's own first value before the first
    /// step.
    public Tensor getCopy(String slot) {
        return recording.memory(name(slot), new Memory(type, 0, path));
    }

    /// What the memory of the given name holds after this step.
    ///
    /// @return the value itself
    /// @throws IllegalStateException if it is set twice
    public Tensor set(String slot, Tensor value) {
        put(name(slot), value, recording.memory(name(slot), new Memory(value.type(), 0, null)));
        return value;
    }

    /// Moves the memory of the given name towards a value: m ← β·m + (1 − β)·value.
    ///
    /// @return what it holds after this step
    public Tensor average(String slot, double beta, Tensor value) {
        return set(slot, get(slot).times(beta).plus(value.times(1 - beta)));
    }

    /// An F64 scalar that all parameters of the rule share.
    public Tensor getShared(String name, double fill) {
        return recording.memory(
                shared(name), new Memory(new TensorType(DType.F64, Shape.scalar()), fill, null));
    }

    /// What the shared scalar of the given name holds after this step; the same for every
    /// parameter.
    ///
    /// @return the value itself
    public Tensor setShared(String name, Tensor value) {
        put(shared(name), value, getShared(name, 0));
        return value;
    }

    /// Says by which weights the network is to be measured and saved after this step in the place
    /// of the parameter's own.
    ///
    /// @throws IllegalStateException if another rule has said so already
    public Tensor evaluate(Tensor weights) {
        getCopy(EVALUATION);
        return set(EVALUATION, weights);
    }

    /// The weights that [#evaluate] set in the step before, at first the parameter's own.
    public Tensor evaluated() {
        return getCopy(EVALUATION);
    }

    /// The gradients of the loss where some parameters have other values than now.
    ///
    /// @param elsewhere these values by the parameters' paths
    /// @return their gradients in the same order
    /// @throws IllegalStateException if the step was not recorded from a loss
    public List<Tensor> gradientsAt(Map<String, Tensor> elsewhere) {
        return recording.gradientsAt(elsewhere);
    }

    /// These slots with the learning rate times a factor.
    public Slots atRate(double factor) {
        return new Slots(recording, path, type, updates, rateFactor * factor, group, gate);
    }

    /// These slots for one of several rules in the same step, each with shared scalars of its own.
    Slots inGroup(String name) {
        return new Slots(recording, path, type, updates, rateFactor, group + name + "/", gate);
    }

    /// These slots with memory that changes only where a truth value says so.
    Slots where(Tensor open, Tensor step) {
        return new Slots(recording, path, type, updates, rateFactor, group, new Gate(open, step));
    }

    Map<String, Tensor> updates() {
        return updates;
    }

    private void put(String name, Tensor value, Tensor before) {
        Tensor kept = gate == null ? value : Tensor.select(gate.open(), value, before);
        Tensor other = recording.sharedUpdate(name, updates, kept);
        if (other.node() != kept.node()) {
            throw new IllegalStateException(
                    "\""
                            + name
                            + "\" is given two values in one step; two parts of the optimizer use the same memory");
        }
    }

    private String name(String slot) {
        return "@" + slot + "/" + path;
    }

    private String shared(String name) {
        return "@" + group + name;
    }

    private Trace trace() {
        return recording.trace();
    }
}
