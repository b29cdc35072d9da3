package org.glissade.benchmarks.workload;

import static org.glissade.benchmarks.workload.Layer.Activation.RELU;
import static org.glissade.benchmarks.workload.Layer.Activation.SIGMOID;
import static org.glissade.benchmarks.workload.Layer.Activation.TANH;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.glissade.benchmarks.workload.Layer.Activation;
import org.glissade.benchmarks.workload.Layer.Dense;
import org.glissade.benchmarks.workload.Layer.Residual;

/// Twelve dense networks that nothing was tuned for: widths 3 to 4,096, depths 1 to 60, batches 1
/// to 1,000, all activations, losses and update rules. Deep ones are residual, since a plain stack
/// of sixty layers learns nothing. Learning rates are low, so that no network knows its examples by
/// heart while it is measured and no gradient becomes a denormal number.
public final class DenseNetworks {
    /// Each network has at least about so many examples.
    private static final int EXAMPLES = 4_096;

    private DenseNetworks() {}

    /// `N1` to `N12`.
    public static List<Workload> all() {
        Loss classes = Loss.CROSS_ENTROPY;
        Loss yesOrNo = Loss.BINARY_CROSS_ENTROPY;
        Rule plain = new Rule.Sgd(0.01, 0);
        Rule momentum = new Rule.Sgd(0.001, 0.9);
        Rule adam = new Rule.Adam(1e-4);
        return List.of(
                network("N1", 3, stack(TANH, 3), 1, yesOrNo, plain, 1),
                network("N2", 17, stack(SIGMOID, 17, 17), 5, classes, momentum, 7),
                network("N3", 3, deep(3, TANH), 3, classes, adam, 64),
                network("N4", 4_096, List.of(), 10, classes, plain, 1_000),
                network("N5", 17, deep(17, RELU), 1, yesOrNo, momentum, 1),
                network(
                        "N6",
                        100,
                        stack(RELU, 100, 100, 100, 100, 100, 100, 100),
                        10,
                        classes,
                        adam,
                        64),
                network("N7", 100, deep(100, TANH), 10, classes, adam, 7),
                network("N8", 300, stack(SIGMOID, 300, 300, 300), 1, yesOrNo, adam, 1_000),
                network("N9", 300, residual(10, 300, RELU), 17, classes, momentum, 64),
                network("N10", 1_000, stack(RELU, 1_000, 1_000), 10, classes, plain, 1),
                network("N11", 1_000, stack(RELU, 1_000), 1, yesOrNo, new Rule.Adam(1e-5), 1_000),
                network("N12", 17, stack(TANH, 4_096, 4_096), 3, classes, momentum, 64));
    }

    private static Workload network(
            String name,
            int inputs,
            List<Layer> hidden,
            int outputs,
            Loss loss,
            Rule rule,
            int batch) {
        List<Layer> layers = new ArrayList<>(hidden);
        layers.add(new Dense(outputs));
        int batches = (EXAMPLES + batch - 1) / batch;
        return new Workload(name, inputs, layers, loss, rule, batch, new Source.Pool(batches));
    }

    /// Dense layers of these widths, one after the other, each with its activation.
    static List<Layer> stack(Activation activation, int... widths) {
        List<Layer> layers = new ArrayList<>();
        for (int width : widths) {
            layers.add(new Dense(width));
            layers.add(activation);
        }
        return layers;
    }

    /// 59 dense layers: one, and 29 residual blocks.
    private static List<Layer> deep(int width, Activation activation) {
        List<Layer> layers = stack(activation, width);
        layers.addAll(residual(29, width, activation));
        return layers;
    }

    /// Blocks h + f(L2 f(L1 h)) of one width.
    static List<Layer> residual(int blocks, int width, Activation activation) {
        return Collections.nCopies(blocks, new Residual(stack(activation, width, width)));
    }
}
