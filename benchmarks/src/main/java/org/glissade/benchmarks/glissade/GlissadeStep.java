package org.glissade.benchmarks.glissade;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.benchmarks.workload.Layer;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Rule;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Residual;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.optimize.Slots;
import org.glissade.runtime.Array;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;

/// A workload's training step as a graph of all examples, the numbers of a batch and the output
/// `loss`, made of ordinary layers, losses and optimizers.
///
/// @param declared the parameters in the order of the layers
/// @param memory the optimizer's slots
record GlissadeStep(Graph graph, List<Declaration> declared, Map<String, TensorType> memory) {
    private static final String RANDOM = "@random";

    /// The features of all examples, F32 `[examples, inputs]`.
    static final String DATA = "data";

    /// The targets of all examples.
    static final String LABELS = "labels";

    /// The numbers of a batch's examples, I32 `[rows]`.
    static final String BATCH = "batch";

    /// The step for batches of the given number of rows, which it takes from all examples by their
    /// numbers; where a batch has all examples, there is nothing to take.
    static GlissadeStep of(Workload workload, int rows) {
        Trace trace = new Trace();
        int examples = workload.examples();
        Tensor data = trace.input(DATA, DType.F32, Shape.of(examples, workload.inputs()));
        Tensor labels =
                switch (workload.loss()) {
                    case CROSS_ENTROPY -> trace.input(LABELS, DType.I32, Shape.of(examples));
                    case BINARY_CROSS_ENTROPY ->
                            trace.input(LABELS, DType.F32, Shape.of(examples, 1));
                };
        boolean all = rows == examples;
        Tensor batch = trace.input(BATCH, DType.I32, Shape.of(rows));
        Tensor features = all ? data : data.gather(0, batch);
        Tensor targets = all ? labels : labels.gather(0, batch);
        Tensor counter = trace.input(RANDOM, DType.I64, Shape.scalar());
        Forward forward = Forward.training(network(workload.layers()), features, counter);
        Tensor loss = loss(workload.loss()).mean(forward.output(), targets);
        List<Tensor> gradients = Gradients.of(loss, List.copyOf(forward.weights().values()));
        Slots.Step step = Slots.step(optimizer(workload.rule()), forward.weights(), gradients);
        Map<String, TensorType> memory = new LinkedHashMap<>();
        step.memory().forEach((name, tensor) -> memory.put(name, tensor.type()));
        return new GlissadeStep(
                Graph.of(List.of(data, labels, batch), Map.of("loss", loss), step.updates()),
                forward.parameters(),
                memory);
    }

    private static Sequential network(List<Layer> layers) {
        return new Sequential(layers.stream().map(GlissadeStep::layer).toList());
    }

    private static org.glissade.learn.layer.Layer layer(Layer layer) {
        return switch (layer) {
            case Layer.Dense(int units) -> new Dense(units);
            case Layer.Activation.RELU -> Activation.RELU;
            case Layer.Activation.TANH -> Activation.TANH;
            case Layer.Activation.SIGMOID -> Activation.SIGMOID;
            case Layer.Residual(List<Layer> inner) -> new Residual(network(inner));
        };
    }

    private static org.glissade.learn.loss.Loss loss(Loss loss) {
        return switch (loss) {
            case CROSS_ENTROPY -> org.glissade.learn.loss.Loss.crossEntropy();
            case BINARY_CROSS_ENTROPY -> org.glissade.learn.loss.Loss.binaryCrossEntropy();
        };
    }

    private static Optimizer optimizer(Rule rule) {
        return switch (rule) {
            case Rule.Sgd(double rate, double momentum) -> new Sgd(rate, momentum);
            case Rule.Adam(double rate, double beta1, double beta2, double epsilon) ->
                    new Adam(rate, beta1, beta2, epsilon, 0);
        };
    }

    /// The file's initial values and examples, zeros for the optimizer.
    State initialState(Workload workload, WorkloadFile file) {
        State state = new State();
        for (int i = 0; i < declared.size(); i++) {
            Declaration declaration = declared.get(i);
            Array values = Array.zeros(declaration.type());
            file.read((i % 2 == 0 ? "weight" : "bias") + i / 2, values.segment().asByteBuffer());
            state.put(declaration.path(), values);
        }
        state.put(Slots.LEARNING_RATE, Array.scalar(optimizer(workload.rule()).learningRate()));
        state.put(Slots.STEP, Array.scalar(0L));
        state.put(RANDOM, Array.scalar(0L));
        state.put(DATA, features(workload, file));
        state.put(LABELS, targets(workload, file));
        memory.forEach((name, type) -> state.put(name, Array.zeros(type)));
        return state;
    }

    private static Array features(Workload workload, WorkloadFile file) {
        Array values = Array.zeros(DType.F32, Shape.of(workload.examples(), workload.inputs()));
        file.read("features", values.segment().asByteBuffer());
        return values;
    }

    private static Array targets(Workload workload, WorkloadFile file) {
        Array values =
                workload.loss() == Loss.CROSS_ENTROPY
                        ? Array.zeros(DType.I32, Shape.of(workload.examples()))
                        : Array.zeros(DType.F32, Shape.of(workload.examples(), 1));
        file.read("targets", values.segment().asByteBuffer());
        return values;
    }
}
