package org.glissade.learn.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// One step while its updates are recorded: what the slots of all parameters have in common.
final class StepRecording {
    private final Map<String, Tensor> parameters;
    private final List<Tensor> gradients;
    private final @Nullable Tensor loss;
    private final Map<String, Slots.Memory> memory = new LinkedHashMap<>();
    private final Map<String, Tensor> written = new HashMap<>();

    private StepRecording(
            Map<String, Tensor> parameters, List<Tensor> gradients, @Nullable Tensor loss) {
        this.parameters = parameters;
        this.gradients = gradients;
        this.loss = loss;
    }

    /// The step of a rule by the gradients of a loss, which are recorded for trained parameters
    /// alone.
    static Slots.Step step(Optimizer optimizer, Map<String, Tensor> parameters, Tensor loss) {
        Map<String, Tensor> trained = trained(optimizer, parameters);
        List<Tensor> gradients = Gradients.orZeros(loss, List.copyOf(trained.values()));
        return new StepRecording(trained, gradients, loss).step(optimizer);
    }

    /// The step of a rule by given gradients of all parameters.
    static Slots.Step step(
            Optimizer optimizer, Map<String, Tensor> parameters, List<Tensor> gradients) {
        Map<String, Tensor> trained = trained(optimizer, parameters);
        List<Tensor> needed = new ArrayList<>();
        Iterator<Tensor> next = gradients.iterator();
        for (String path : parameters.keySet()) {
            Tensor gradient = next.next();
            if (trained.containsKey(path)) {
                needed.add(gradient);
            }
        }
        return new StepRecording(trained, needed, null).step(optimizer);
    }

    /// The parameters that the rule does not leave as they are.
    private static Map<String, Tensor> trained(
            Optimizer optimizer, Map<String, Tensor> parameters) {
        Map<String, Tensor> trained = new LinkedHashMap<>(parameters);
        trained.keySet().removeAll(optimizer.frozenAmong(parameters.keySet()));
        if (trained.isEmpty() && !parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "all parameters are frozen, so there is nothing to train; leave one of them out: "
                            + parameters.keySet());
        }
        return trained;
    }

    static Tensor stepInput(Trace trace) {
        return trace.input(Slots.STEP, DType.I64, Shape.scalar());
    }

    private Slots.Step step(Optimizer optimizer) {
        Map<String, Tensor> updates = new LinkedHashMap<>();
        if (!gradients.isEmpty()) {
            List<Weight> weights = new ArrayList<>();
            parameters.forEach((path, parameter) ->
                    weights.add(
                            new Weight(
                                    new Slots(this, path, parameter.type()),
                                    parameter,
                                    gradients.get(weights.size()))));
            List<Tensor> values = optimizer.updateAll(weights);
            for (int i = 0; i < weights.size(); i++) {
                Weight weight = weights.get(i);
                updates.putAll(weight.slots().updates());
                if (values.get(i).node() != weight.value().node()) {
                    updates.put(weight.slots().path(), values.get(i));
                }
            }
            updates.put(Slots.STEP, stepInput(trace()).plus(1));
        }
        return new Slots.Step(updates, memory, gradients);
    }

    Trace trace() {
        return gradients.getFirst().trace();
    }

    /// The memory of a name, described by whoever asks for it first.
    Tensor memory(String name, Slots.Memory description) {
        TensorType type = memory.computeIfAbsent(name, _ -> description).type();
        return trace().input(name, type.dtype(), type.shape());
    }

    /// Notes a new value of a memory, unless another parameter has done so.
    ///
    /// @return the value noted
    Tensor sharedUpdate(String name, Map<String, Tensor> updates, Tensor value) {
        Tensor before = written.putIfAbsent(name, value);
        if (before == null) {
            updates.put(name, value);
            return value;
        }
        return before;
    }

    /// The loss recorded again with other values of some parameters, and its gradients towards
    /// them. Random numbers are those of the step, as their counter is.
    List<Tensor> gradientsAt(Map<String, Tensor> elsewhere) {
        if (loss == null) {
            throw new IllegalStateException(
                    "the rule needs gradients at other weights; record the step with Slots.step(optimizer, parameters,"
                            + " loss)");
        }
        Set<String> unknown = new TreeSet<>(elsewhere.keySet());
        unknown.removeAll(parameters.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no parameters " + unknown + "; there are " + parameters.keySet());
        }
        Graph graph = Graph.of(Map.of("loss", loss));
        List<Tensor> arguments = new ArrayList<>();
        for (Node node : graph.inputs()) {
            if (node.op() instanceof Input(String name, TensorType type)) {
                Tensor moved = elsewhere.get(name);
                arguments.add(
                        moved != null ? moved : trace().input(name, type.dtype(), type.shape()));
            }
        }
        Tensor again =
                Objects.requireNonNull(
                        graph.replay(trace(), arguments).get(graph.outputs().get("loss")));
        return Gradients.orZeros(again, List.copyOf(elsewhere.values()));
    }
}
