package org.glissade.benchmarks.smile;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.workload.DenseShape;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Rule;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.MultilayerPerceptron;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.TimeFunction;
import smile.math.matrix.Matrix;
import smile.util.IntSet;

/// Smile's perceptron, updated with one batch after the other, example by example as it computes.
/// In fp64: it has nothing else.
final class SmileJob implements Job {
    private final MLP network;
    private final List<double[][]> features = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();
    private final int outputs;
    private final String settings;

    SmileJob(Workload workload, WorkloadFile file, int threads) {
        this.outputs = workload.outputs();
        boolean isBinary = workload.loss() == Loss.BINARY_CROSS_ENTROPY;
        int classes = isBinary ? 2 : outputs;
        this.network =
                new MLP(
                        new IntSet(IntStream.range(0, classes).toArray()),
                        workload.inputs(),
                        layers(workload));
        if (workload.rule() instanceof Rule.Sgd(double rate, double momentum)) {
            network.setLearningRate(TimeFunction.constant(rate));
            if (momentum != 0) {
                network.setMomentum(TimeFunction.constant(momentum));
            }
        }
        start(workload, file);
        float[] values = file.floats("features");
        int[] targets = isBinary ? rounded(file.floats("targets")) : file.integers("targets");
        int width = workload.inputs();
        for (int batch = 0; batch < workload.batches(); batch++) {
            double[][] x = new double[workload.batch()][width];
            int[] y = new int[workload.batch()];
            for (int row = 0; row < x.length; row++) {
                int example = batch * x.length + row;
                for (int i = 0; i < width; i++) {
                    x[row][i] = values[example * width + i];
                }
                y[row] = targets[example];
            }
            features.add(x);
            labels.add(y);
        }
        this.settings =
                "Smile 2.6.0 in fp64, "
                        + threads
                        + (threads == 1 ? " thread" : " threads")
                        + " in OpenBLAS, example by example";
    }

    private static int[] rounded(float[] values) {
        return IntStream.range(0, values.length).map(i -> Math.round(values[i])).toArray();
    }

    private static LayerBuilder[] layers(Workload workload) {
        List<LayerBuilder> builders = new ArrayList<>();
        List<org.glissade.benchmarks.workload.Layer> layers = workload.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof org.glissade.benchmarks.workload.Layer.Dense(int units)) {
                boolean isLast = i == layers.size() - 1;
                OutputFunction output =
                        workload.loss() == Loss.CROSS_ENTROPY
                                ? OutputFunction.SOFTMAX
                                : OutputFunction.SIGMOID;
                builders.add(
                        isLast ? Layer.mle(units, output) : hidden(units, layers.get(i + 1)));
            }
        }
        return builders.toArray(LayerBuilder[]::new);
    }

    private static LayerBuilder hidden(int units, org.glissade.benchmarks.workload.Layer next) {
        return switch (next) {
            case org.glissade.benchmarks.workload.Layer.Activation.RELU -> Layer.rectifier(units);
            case org.glissade.benchmarks.workload.Layer.Activation.TANH -> Layer.tanh(units);
            case org.glissade.benchmarks.workload.Layer.Activation.SIGMOID -> Layer.sigmoid(units);
            default -> throw new UnsupportedOperationException("its layers have an activation");
        };
    }

    /// The file's initial values, which Smile has no method for.
    private void start(Workload workload, WorkloadFile file) {
        List<DenseShape> dense = workload.dense();
        try {
            Layer[] hidden = (Layer[]) open(MultilayerPerceptron.class, "net").get(network);
            Layer last = (Layer) open(MultilayerPerceptron.class, "output").get(network);
            for (int i = 0; i < dense.size(); i++) {
                Layer layer = i < hidden.length ? hidden[i] : last;
                DenseShape shape = dense.get(i);
                Matrix weight = (Matrix) open(Layer.class, "weight").get(layer);
                double[] bias = (double[]) open(Layer.class, "bias").get(layer);
                float[] weights = file.floats("weight" + i);
                float[] biases = file.floats("bias" + i);
                for (int out = 0; out < shape.outputs(); out++) {
                    for (int in = 0; in < shape.inputs(); in++) {
                        weight.set(out, in, weights[in * shape.outputs() + out]);
                    }
                    bias[out] = biases[out];
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Smile's perceptron looks different inside: " + e, e);
        }
    }

    private static Field open(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @Override
    public void step(long index) {
        int batch = (int) (index % features.size());
        network.update(features.get(batch), labels.get(batch));
    }

    @Override
    public float stepWithLoss(long index) {
        int batch = (int) (index % features.size());
        double[] probabilities = new double[Math.max(2, outputs)];
        double sum = 0;
        for (int row = 0; row < labels.get(batch).length; row++) {
            network.predict(features.get(batch)[row], probabilities);
            sum -= Math.log(probabilities[labels.get(batch)[row]]);
        }
        step(index);
        return (float) (sum / labels.get(batch).length);
    }

    @Override
    public String difference() {
        return outputs == 1 ? "with one output, Smile's first step is another one already" : "";
    }

    @Override
    public String settings() {
        return settings;
    }
}
