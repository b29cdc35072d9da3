package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Celu;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Dropout;
import org.glissade.learn.layer.Elu;
import org.glissade.learn.layer.Flatten;
import org.glissade.learn.layer.GaussianNoise;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.LeakyRelu;
import org.glissade.learn.layer.Maxout;
import org.glissade.learn.layer.Prelu;
import org.glissade.learn.layer.Residual;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.TargetScaling;
import org.glissade.learn.torch.Torch;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;

/// A small network drawn by a seed, with one example, here and in PyTorch.
final class RandomNetwork {
    private static final TensorOptional ABSENT = new TensorOptional();

    private final SplittableRandom random;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Theirs> theirs = new ArrayList<>();
    private final Loss loss;
    private final Model model;
    private final Dataset data;

    /// A layer in PyTorch.
    @FunctionalInterface
    private interface Theirs {
        Tensor apply(Tensor x, Supplier<Tensor> parameters);
    }

    /// An activation here and there.
    private record Curve(Layer ours, UnaryOperator<Tensor> theirs) {}

    private static final List<Curve> CURVES =
            List.of(
                    new Curve(Activation.TANH, Tensor::tanh),
                    new Curve(Activation.SIGMOID, Tensor::sigmoid),
                    new Curve(Activation.RELU, Tensor::relu),
                    new Curve(Activation.SILU, torch::silu),
                    new Curve(Activation.GELU, torch::gelu),
                    new Curve(Activation.SELU, torch::selu),
                    new Curve(Activation.MISH, torch::mish),
                    new Curve(Activation.SOFTSIGN, torch::softsign),
                    new Curve(Activation.LOG_SIGMOID, torch::log_sigmoid),
                    new Curve(Activation.HARD_SWISH, torch::hardswish),
                    new Curve(new LeakyRelu(0.2), x -> torch.leaky_relu(x, new Scalar(0.2))),
                    new Curve(new Elu(), torch::elu),
                    new Curve(
                            new Celu(0.3),
                            x -> torch.elu(x.div(new Scalar(0.3))).mul(new Scalar(0.3))),
                    new Curve(Activation.SOFTMAX, x -> x.softmax(-1)),
                    new Curve(Activation.LOG_SOFTMAX, x -> x.log_softmax(-1)));

    RandomNetwork(long seed) {
        random = new SplittableRandom(seed);
        int features = random.nextInt(1, 5);
        boolean isImage = random.nextInt(6) == 0;
        Shape example = isImage ? Shape.of(2, features) : Shape.of(features);
        int width = features;
        if (isImage && random.nextBoolean()) {
            layers.add(new Flatten());
            theirs.add((x, _) -> x.flatten(1, -1));
            width = 2 * features;
        }
        int blocks = random.nextInt(1, 4);
        for (int block = 0; block < blocks; block++) {
            width = block(width);
        }
        if (isImage) {
            layers.add(new Flatten());
            theirs.add((x, _) -> x.flatten(1, -1));
        }
        int kind = random.nextInt(4);
        int outputs = kind == 1 ? 1 : random.nextInt(2, 4);
        dense(outputs);
        Task task =
                switch (kind) {
                    case 0 -> new Task.Classification(names(outputs));
                    case 1 -> new Task.Classification(names(2));
                    default -> new Task.Regression(names(outputs));
                };
        loss =
                switch (kind) {
                    case 0 -> Loss.crossEntropy();
                    case 1 -> Loss.binaryCrossEntropy();
                    case 2 -> Loss.meanSquaredError();
                    default -> Loss.logCosh();
                };
        Objective objective = new Objective(task, loss, TargetScaling.NONE);
        TensorType type = new TensorType(DType.F64, example);
        Sequential network = new Sequential(layers);
        Map<String, Array> values = new LinkedHashMap<>();
        for (Declaration declared : Model.declarations(network, type, objective)) {
            values.put(declared.path(), uniform(declared.type().shape(), 1.2));
        }
        model = new Model(network, type, objective, Parameters.of(values), Model.Notes.NONE);
        int rows = 3;
        data =
                new Dataset(
                        uniform(Shape.of(rows).concat(example), 1.5),
                        switch (task) {
                            case Task.Classification(List<String> classes) -> labels(rows, classes);
                            case Task.Regression _ -> uniform(Shape.of(rows, outputs), 2);
                        },
                        task,
                        List.of());
    }

    private int block(int width) {
        int units = random.nextInt(1, 5);
        return switch (random.nextInt(8)) {
            case 0 -> {
                int pieces = random.nextInt(2, 4);
                layers.add(new Maxout(units, pieces));
                theirs.add((x, parameters) -> {
                    Tensor all = affine(x, parameters);
                    long[] dims = all.shape();
                    dims[dims.length - 1] = units;
                    long[] split = java.util.Arrays.copyOf(dims, dims.length + 1);
                    split[dims.length] = pieces;
                    return all.reshape(split).amax(new long[] {-1}, false);
                });
                yield units;
            }
            case 1 -> {
                Curve curve = curve();
                layers.add(new Residual(Sequential.of(new Dense(width), curve.ours())));
                theirs.add((x, parameters) -> x.add(curve.theirs().apply(affine(x, parameters))));
                yield width;
            }
            case 2 -> {
                Curve inner = curve();
                layers.add(
                        new Residual(
                                Sequential.of(new Dense(units), inner.ours(), new Dense(width))));
                theirs.add((x, parameters) -> {
                    Tensor hidden = inner.theirs().apply(affine(x, parameters));
                    return x.add(affine(hidden, parameters));
                });
                yield width;
            }
            case 3 -> {
                dense(units);
                boolean shared = random.nextBoolean();
                layers.add(new Prelu(0.25, shared));
                theirs.add((x, parameters) -> {
                    Tensor slope = parameters.get();
                    return x.relu().sub(x.neg().relu().mul(slope));
                });
                yield units;
            }
            case 4 -> {
                dense(2 * units);
                layers.add(Activation.GLU);
                theirs.add((x, _) -> torch.glu(x, -1));
                yield units;
            }
            default -> {
                dense(units);
                Curve curve = curve();
                layers.add(curve.ours());
                theirs.add((x, _) -> curve.theirs().apply(x));
                if (random.nextBoolean()) {
                    layers.add(random.nextBoolean() ? new Dropout(0.5) : new GaussianNoise(0.1));
                    theirs.add((x, _) -> x);
                }
                yield units;
            }
        };
    }

    private void dense(int units) {
        layers.add(new Dense(units));
        theirs.add(RandomNetwork::affine);
    }

    private static Tensor affine(Tensor x, Supplier<Tensor> parameters) {
        Tensor weight = parameters.get();
        return x.matmul(weight).add(parameters.get());
    }

    private Curve curve() {
        return CURVES.get(random.nextInt(CURVES.size()));
    }

    private static List<String> names(int count) {
        return List.of("a", "b", "c", "d").subList(0, count);
    }

    private Array uniform(Shape shape, double range) {
        Array array = Array.zeros(DType.F64, shape);
        for (long i = 0; i < array.size(); i++) {
            array.setFlat(i, random.nextDouble(-range, range));
        }
        return array;
    }

    private Array labels(int rows, List<String> classes) {
        Array array = Array.zeros(DType.I32, Shape.of(rows));
        for (long i = 0; i < rows; i++) {
            array.setLong(i, random.nextInt(classes.size()));
        }
        return array;
    }

    Model model() {
        return model;
    }

    Dataset data() {
        return data;
    }

    /// The derivatives of PyTorch's error for one row towards each parameter, by path, and the
    /// error itself under the empty path.
    Map<String, double[]> judge(int row) {
        Map<String, double[]> result = new LinkedHashMap<>();
        try (PointerScope _ = new PointerScope()) {
            List<Tensor> variables = new ArrayList<>();
            for (String path : model.parameters().paths()) {
                variables.add(Torch.variable(model.parameters().get(path)));
            }
            int[] used = {0};
            Dataset example = data.select(row);
            Tensor x = Torch.tensor(example.features());
            for (Theirs layer : theirs) {
                x = layer.apply(x, () -> variables.get(used[0]++));
            }
            Tensor error = error(x, Torch.tensor(example.targets()));
            List<Tensor> gradients = Torch.gradients(error, variables.toArray(Tensor[]::new));
            result.put("", Torch.doubles(error));
            int i = 0;
            for (String path : model.parameters().paths()) {
                result.put(path, Torch.doubles(gradients.get(i++)));
            }
        }
        return result;
    }

    private Tensor error(Tensor output, Tensor target) {
        if (loss.equals(Loss.crossEntropy())) {
            return torch.cross_entropy_loss(output, target);
        }
        if (loss.equals(Loss.binaryCrossEntropy())) {
            return torch.binary_cross_entropy_with_logits(
                    output, target.to(torch.ScalarType.Double).reshape(-1L, 1L), ABSENT, ABSENT, 1);
        }
        return loss.equals(Loss.meanSquaredError())
                ? torch.mse_loss(output, target)
                : output.sub(target).cosh().log().mean();
    }
}
