package org.glissade.benchmarks.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.glissade.benchmarks.workload.DenseShape;
import org.glissade.benchmarks.workload.Layer;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Rule;
import org.glissade.benchmarks.workload.Workload;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// A workload as DL4J's configuration. Dense layers are called `dense0`, `dense1`, …; an activation
/// after a dense layer becomes part of it.
final class Dl4jNetwork {
    private final Workload workload;
    private final List<DenseShape> dense;
    private final GraphBuilder graph;
    private int layer;
    private int sum;

    private Dl4jNetwork(Workload workload) {
        this.workload = workload;
        this.dense = workload.dense();
        this.graph =
                new NeuralNetConfiguration.Builder()
                        .updater(updater(workload.rule()))
                        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                        .graphBuilder()
                        .addInputs("input");
    }

    static ComputationGraphConfiguration of(Workload workload) {
        Dl4jNetwork network = new Dl4jNetwork(workload);
        String output = network.add(workload.layers(), "input");
        return network.graph.setOutputs(output).build();
    }

    private static IUpdater updater(Rule rule) {
        return switch (rule) {
            case Rule.Sgd(double rate, double momentum) ->
                    momentum == 0 ? new Sgd(rate) : new Nesterovs(rate, momentum);
            case Rule.Adam(double rate, double beta1, double beta2, double epsilon) ->
                    Adam.builder()
                            .learningRate(rate)
                            .beta1(beta1)
                            .beta2(beta2)
                            .epsilon(epsilon)
                            .build();
        };
    }

    private String add(List<Layer> layers, String input) {
        String current = input;
        for (int i = 0; i < layers.size(); i++) {
            current =
                    switch (layers.get(i)) {
                        case Layer.Dense(int _) -> dense(current, activation(layers, i + 1));
                        // Taken in by the dense layer before it.
                        case Layer.Activation _ -> current;
                        case Layer.Residual(List<Layer> inner) -> {
                            String name = "sum" + sum++;
                            graph.addVertex(
                                    name,
                                    new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                    current,
                                    add(inner, current));
                            yield name;
                        }
                    };
        }
        return current;
    }

    private static Activation activation(List<Layer> layers, int next) {
        return next < layers.size() && layers.get(next) instanceof Layer.Activation activation
                ? switch (activation) {
                    case RELU -> Activation.RELU;
                    case TANH -> Activation.TANH;
                    case SIGMOID -> Activation.SIGMOID;
                }
                : Activation.IDENTITY;
    }

    private String dense(String input, Activation activation) {
        String name = "dense" + layer;
        DenseShape shape = dense.get(layer++);
        if (layer < dense.size()) {
            graph.addLayer(
                    name,
                    new DenseLayer.Builder()
                            .nIn(shape.inputs())
                            .nOut(shape.outputs())
                            .activation(activation)
                            .build(),
                    input);
        } else {
            boolean isBinary = workload.loss() == Loss.BINARY_CROSS_ENTROPY;
            graph.addLayer(
                    name,
                    new OutputLayer.Builder(isBinary ? LossFunction.XENT : LossFunction.MCXENT)
                            .nIn(shape.inputs())
                            .nOut(shape.outputs())
                            .activation(isBinary ? Activation.SIGMOID : Activation.SOFTMAX)
                            .build(),
                    input);
        }
        return name;
    }
}
