package org.glissade.learn.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glissade.learn.augment.Batch;
import org.glissade.learn.data.Task;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.Predictor;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.Slots;
import org.glissade.learn.random.RandomStream;
import org.glissade.runtime.Array;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// A whole training step as one graph: forward, mean loss, gradients, the optimizer's updates, the
/// counters.
///
/// @param graph inputs `features` and `targets`; outputs `loss` (the batch's mean) and, for
///   classes, `right` (how many of the batch were recognised, I32; of mixed rows as the greater
///   part); `gradient-norm` if asked for
/// @param declared parameters and running statistics
/// @param memory the optimizer's slots
record StepGraph(Graph graph, List<Declaration> declared, Map<String, Slots.Memory> memory) {
    /// The output ‖∇L‖₂ over all parameters, before the optimizer transforms the gradients.
    static final String GRADIENT_NORM = "gradient-norm";

    static StepGraph of(
            Layer network, int rows, TensorType example, Objective objective, Optimizer optimizer) {
        return of(
                network, rows, example, objective, TrainSettings.DEFAULT.withOptimizer(optimizer));
    }

    /// @param settings the optimizer, the regularisation, and whether the gradient is measured
    static StepGraph of(
            Layer network,
            int rows,
            TensorType example,
            Objective objective,
            TrainSettings settings) {
        Trace trace = new Trace();
        Tensor features =
                trace.input("features", example.dtype(), Shape.of(rows).concat(example.shape()));
        Tensor targets = Predictor.targets(trace, objective, example.dtype(), rows);
        Tensor counter = trace.input(Slots.RANDOM, DType.I64, Shape.scalar());
        Regularisation regularisation = settings.regularisation();
        Batch batch = regularisation.augmented(counter, Batch.of(features, targets));
        Forward forward =
                Forward.training(network, batch.features(), counter, regularisation.weightNoise());
        BatchLoss batchLoss = new BatchLoss(objective, batch);
        Tensor loss = batchLoss.mean(forward.output());
        Slots.Step step = Slots.step(settings.optimizer(), forward.weights(), loss);

        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("loss", loss);
        if (objective.task() instanceof Task.Classification) {
            outputs.put("right", recognised(forward.output(), batchLoss.labels()));
        }
        if (settings.stopping().gradientNorm().isPresent()) {
            outputs.put(GRADIENT_NORM, norm(step.gradients()));
        }
        Map<String, Tensor> updates = new LinkedHashMap<>(step.updates());
        updates.putAll(forward.updates());
        updates.put(Slots.RANDOM, counter.plus(1));

        List<Declaration> declared = new ArrayList<>(forward.parameters());
        declared.addAll(forward.states());
        return new StepGraph(
                Graph.of(List.of(features, targets), outputs, updates), declared, step.memory());
    }

    private static Tensor norm(List<Tensor> gradients) {
        return gradients.stream()
                .map(gradient -> gradient.square().sum())
                .reduce(Tensor::plus)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a network without parameters has no gradient to stop at"))
                .sqrt();
    }

    private static Tensor recognised(Tensor output, Tensor labels) {
        Tensor chosen =
                output.dim(1) == 1
                        ? output.squeeze(1).greaterThan(0).cast(DType.I32)
                        : output.argMax(1);
        return chosen.equalTo(labels).cast(DType.I32).sum();
    }

    /// The names of what the graph reads.
    Set<String> inputs() {
        Set<String> names = new LinkedHashSet<>();
        for (Node node : graph.inputs()) {
            if (node.op() instanceof Input(String name, TensorType _)) {
                names.add(name);
            }
        }
        return names;
    }

    /// The memory of parameters and running statistics, in bytes.
    long parameterBytes() {
        return declared.stream().mapToLong(one -> one.type().bytes()).sum();
    }

    /// The memory of everything that lives from step to step, in bytes.
    long stateBytes() {
        long slots = memory.values().stream().mapToLong(slot -> slot.type().bytes()).sum();
        return parameterBytes() + slots + DType.F64.bytes() + 2L * DType.I64.bytes();
    }

    /// The arrays of a state that a model is measured and saved by, under its paths: averages where
    /// the optimizer keeps such, else the parameters. They are shared, not copied.
    State evaluated(State state) {
        State weights = new State();
        for (Declaration one : declared) {
            String average = Slots.evaluation(one.path());
            weights.put(one.path(), state.get(memory.containsKey(average) ? average : one.path()));
        }
        return weights;
    }

    /// Parameters and running statistics as their initialisers give them.
    State firstValues(long seed) {
        State state = new State();
        declared.forEach(one -> state.put(one.path(), Parameters.initial(one, seed)));
        return state;
    }

    /// The state before the first step.
    State initialState(Optimizer optimizer, long seed) {
        return initialState(firstValues(seed), optimizer, seed);
    }

    /// The state before the first step.
    ///
    /// @param state has parameters and running statistics, and gets all else
    State initialState(State state, Optimizer optimizer, long seed) {
        state.put(Slots.LEARNING_RATE, Array.scalar(optimizer.learningRate()));
        state.put(Slots.STEP, Array.scalar(0L));
        // Seeds start far apart, so that no two runs share random numbers shifted in time.
        state.put(Slots.RANDOM, Array.scalar(RandomStream.of(seed, Slots.RANDOM).bits(0) >>> 1));
        memory.forEach((name, slot) -> state.put(name, slot.initial(state)));
        return state;
    }
}
