package org.glissade.benchmarks.pytorch;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.workload.DenseShape;
import org.glissade.benchmarks.workload.Layer;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;

/// Forward pass, `torch::autograd::grad` and one fused update of all parameters for each step: no
/// gradient is accumulated or set to zero, and no tensor outlives its step.
final class PytorchJob implements Job {
    private final Workload workload;
    private final PytorchBatches batches;
    private final FusedUpdate update;
    private final String settings;
    private final Tensor[] weights;
    private final Tensor[] biases;
    private final TensorOptional[] optionalBiases;
    private final TensorVector parameters;
    private final boolean[] isNarrow;

    private PytorchJob(
            Workload workload,
            PytorchBatches batches,
            Tensor[] weights,
            Tensor[] biases,
            String settings) {
        this.workload = workload;
        this.batches = batches;
        this.settings = settings;
        this.weights = weights;
        this.biases = biases;
        this.optionalBiases = new TensorOptional[biases.length];
        this.parameters = new TensorVector();
        this.isNarrow = new boolean[weights.length];
        for (int layer = 0; layer < weights.length; layer++) {
            isNarrow[layer] = isNarrow(workload.dense().get(layer));
            optionalBiases[layer] = new TensorOptional(biases[layer]);
            parameters.push_back(weights[layer]);
            parameters.push_back(biases[layer]);
        }
        this.update = FusedUpdate.of(workload.rule(), parameters);
    }

    static PytorchJob of(Workload workload, WorkloadFile file, String settings) {
        List<DenseShape> dense = workload.dense();
        Tensor[] weights = new Tensor[dense.size()];
        Tensor[] biases = new Tensor[dense.size()];
        for (int layer = 0; layer < weights.length; layer++) {
            DenseShape shape = dense.get(layer);
            Tensor weight = Tensors.floats(file, "weight" + layer, shape.inputs(), shape.outputs());
            weights[layer] =
                    (isNarrow(shape) ? weight.t().contiguous() : weight).set_requires_grad(true);
            biases[layer] =
                    Tensors.floats(file, "bias" + layer, shape.outputs()).set_requires_grad(true);
        }
        return new PytorchJob(
                workload, PytorchBatches.of(workload, file), weights, biases, settings);
    }

    /// Which form of a dense layer is the faster one: `addmm` with weights `[inputs, outputs]` is 3
    /// to 15% ahead on all workloads but W9, where `linear` with `[outputs, inputs]` wins by as
    /// much.
    private static boolean isNarrow(DenseShape shape) {
        return shape.outputs() <= 16 && shape.inputs() >= 512;
    }

    @Override
    public void step(long index) {
        try (PointerScope _ = new PointerScope()) {
            train(index);
        }
    }

    @Override
    public float stepWithLoss(long index) {
        try (PointerScope _ = new PointerScope()) {
            return train(index).item_float();
        }
    }

    private Tensor train(long index) {
        PytorchBatches.Batch batch = batches.get(index);
        Tensor output = forward(workload.layers(), batch.features(), new Position());
        Tensor loss =
                workload.loss() == Loss.CROSS_ENTROPY
                        ? torch.cross_entropy_loss(output, batch.targets())
                        : torch.binary_cross_entropy_with_logits(output, batch.targets());
        TensorVector gradients = torch.grad(new TensorVector(loss), parameters);
        update.apply(gradients);
        return loss;
    }

    /// Which dense layer comes next.
    private static final class Position {
        private int layer;
    }

    private Tensor forward(List<Layer> layers, Tensor input, Position position) {
        Tensor x = input;
        for (Layer layer : layers) {
            x =
                    switch (layer) {
                        case Layer.Dense(int _) -> {
                            int i = position.layer++;
                            yield isNarrow[i]
                                    ? torch.linear(x, weights[i], optionalBiases[i])
                                    : torch.addmm(biases[i], x, weights[i]);
                        }
                        // In place: a linear layer's gradient does not need its output.
                        case Layer.Activation.RELU -> torch.relu_(x);
                        case Layer.Activation.TANH -> torch.tanh_(x);
                        case Layer.Activation.SIGMOID -> torch.sigmoid_(x);
                        case Layer.Residual(List<Layer> inner) ->
                                torch.add(x, forward(inner, x, position));
                    };
        }
        return x;
    }

    @Override
    public String settings() {
        return settings;
    }
}
