package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.glissade.learn.data.Split;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Dropout;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Scope;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.AdamW;
import org.glissade.learn.optimize.MovingAverage;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.optimize.SharpnessAware;
import org.glissade.learn.optimize.WeightPenalty;
import org.glissade.runtime.Array;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrozenTest {
    private static final Split SPLIT = Split.of(Blobs.of(120, 4), 2);

    static List<Optimizer> rules() {
        return List.of(
                new Sgd(0.05, 0.9),
                new AdamW(0.02),
                new Adam(0.02).clippedByGlobalNorm(0.01),
                new WeightPenalty(0.01, 0.02, new Adam(0.02)),
                new SharpnessAware(0.05, new Sgd(0.1)),
                new MovingAverage(0.9, new Adam(0.02)));
    }

    /// A dense layer whose weights are constants of the graph.
    private record Fixed(Array weight, Array bias) implements Layer {
        @Override
        public Tensor apply(Scope scope, Tensor x) {
            return x.matmul(
                            scope.trace()
                                    .constant(weight.toFloats())
                                    .reshape(weight.shape().dims()))
                    .plus(scope.trace().constant(bias.toFloats()));
        }

        @Override
        public String label() {
            return "dense";
        }
    }

    private static Sequential network(Layer second) {
        return Sequential.of(
                new Dense(9),
                Activation.TANH,
                second,
                new Dropout(0.2),
                Activation.RELU,
                new Dense(3));
    }

    private static Trainer trainer(Layer second, Optimizer rule) {
        return Trainer.of(network(second)).optimizer(rule).epochs(6).seed(3);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void frozenWeightsKeepTheirBitsAndTheOthersAreTrainedAsIfTheyWereConstants(Optimizer rule) {
        Parameters first =
                Parameters.initial(trainer(new Dense(7), rule).job(SPLIT).step().declared(), 3);
        Parameters frozen =
                trainer(new Dense(7), rule.frozen("2.dense")).fit(SPLIT).model().parameters();
        Array weight = first.get("2.dense/weight");
        Array bias = first.get("2.dense/bias");
        Parameters constant =
                trainer(new Fixed(weight, bias), rule).fit(SPLIT).model().parameters();
        assertThat(frozen.get("2.dense/weight")).isEqualTo(weight);
        assertThat(frozen.get("2.dense/bias")).isEqualTo(bias);
        assertThat(constant.paths())
                .containsExactly(
                        "0.dense/weight", "0.dense/bias", "5.dense/weight", "5.dense/bias");
        for (String path : constant.paths()) {
            assertThat(frozen.get(path)).as(path).isEqualTo(constant.get(path));
            assertThat(frozen.get(path)).as(path).isNotEqualTo(first.get(path));
        }
    }

    @Test
    void whatIsFrozenHasNoGradientAndNoUpdateInTheGraph() {
        Adam adam = new Adam(0.02);
        Graph all = graph(adam);
        assertThat(products(all)).isEqualTo(8);
        assertThat(products(graph(adam.frozen("2.*")))).isEqualTo(7);
        // Nothing flows back below the lowest trained layer.
        Graph last = graph(adam.frozen("0.*").frozen("2.*").clippedByGlobalNorm(1));
        assertThat(products(last)).isEqualTo(4);
        assertThat(last.updates())
                .containsOnlyKeys(
                        "5.dense/weight",
                        "5.dense/bias",
                        "@first-moment/5.dense/weight",
                        "@first-moment/5.dense/bias",
                        "@second-moment/5.dense/weight",
                        "@second-moment/5.dense/bias",
                        "@step",
                        "@random");
    }

    private static Graph graph(Optimizer rule) {
        return trainer(new Dense(7), rule).job(SPLIT).step().graph();
    }

    private static long products(Graph graph) {
        return graph.nodes().stream().filter(node -> node.op() instanceof Dot).count();
    }

    @Test
    void whatCannotBeFrozenIsRefused() {
        assertThatThrownBy(() -> graph(new Adam(0.1).frozen("7.*").clippedByNorm(1)))
                .hasMessageContaining("no parameter fits the pattern \"7.*\"")
                .hasMessageContaining("0.dense/weight");
        assertThatThrownBy(() -> graph(new Adam(0.1).frozen("**")))
                .hasMessageContaining("all parameters are frozen");
    }
}
