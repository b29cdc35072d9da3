package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.data.Split;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitVarianceTest {
    private static final Split SPLIT = Split.of(Blobs.of(600, 4), 2);

    private static Trainer deep(String activation, String initializer) {
        return Trainer.of(("dense(64) " + activation + " dropout(0.2) ").repeat(30), initializer);
    }

    /// Of what comes before each activation, over all training rows.
    private static Map<String, Double> variances(Job job, State state) {
        Array features = job.split().train().features();
        Tensor x = new Trace().input("x", features.dtype(), features.shape());
        Forward forward = Forward.inference(job.network(), x);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        forward.outputs()
                .forEach((path, output) -> {
                    if (path.endsWith(".dense")) {
                        outputs.put(path, output.variance());
                    }
                });
        Map<String, Double> variances = new LinkedHashMap<>();
        try (Executable executable =
                Device.named("cpu").compile(Graph.of(List.of(x), outputs, Map.of()), state)) {
            executable
                    .call(Map.of("x", features))
                    .forEach((path, value) -> variances.put(path, value.getFlat(0)));
        }
        return variances;
    }

    @ParameterizedTest
    @CsvSource({"tanh", "relu", "gelu", "'leaky-relu(0.3)'"})
    void everyOutputOfADeepNetworkHasVarianceOne(String activation) {
        Job job = deep(activation, "lsuv").job(SPLIT);
        Array other = Array.zeros(DType.F32, Shape.of(0));
        for (int start = 0; start < 3; start++) {
            State state = job.initialState(job.step(), start, Device.named("cpu"));
            Map<String, Double> variances = variances(job, state);
            assertThat(variances).hasSize(31);
            assertThat(variances.values())
                    .allSatisfy(variance -> assertThat(variance).isCloseTo(1, within(0.011)));
            assertThat(state.get("0.dense/weight")).isNotEqualTo(other);
            other = state.get("0.dense/weight");
        }
    }

    @Test
    void withoutItTheOutputsOfADeepNetworkFade() {
        Job job = deep("tanh", "orthogonal").job(SPLIT);
        State state = job.initialState(job.step(), 0, Device.named("cpu"));
        assertThat(variances(job, state).get("87.dense")).isLessThan(0.1);
        Job he = deep("tanh", "orthogonal(gain=next)").job(SPLIT);
        assertThat(
                        variances(he, he.initialState(he.step(), 0, Device.named("cpu")))
                                .get("87.dense"))
                .isBetween(0.3, 3.0);
    }

    @Test
    void onlyWeightsThatAskForItAreScaledAndByANumberEach() {
        Job job = Trainer.of("dense(6, lsuv) relu dense(5)", "orthogonal").job(SPLIT);
        State scaled = job.initialState(job.step(), 0, Device.named("cpu"));
        State first = job.step().firstValues(1);
        double factor =
                scaled.get("0.dense/weight").getFlat(0) / first.get("0.dense/weight").getFlat(0);
        assertThat(factor).isNotCloseTo(1, within(0.01));
        for (int i = 0; i < first.get("0.dense/weight").size(); i++) {
            assertThat(scaled.get("0.dense/weight").getFlat(i))
                    .isCloseTo(factor * first.get("0.dense/weight").getFlat(i), within(1e-6));
        }
        assertThat(scaled.get("2.dense/weight")).isEqualTo(first.get("2.dense/weight"));
        assertThat(plain(Trainer.of("dense(6)").job(SPLIT))).isEmpty();
    }

    private static Optional<UnitVariance> plain(Job job) {
        return UnitVariance.of(job, job.step().declared());
    }

    @Test
    void theGraphOfTheStepIsTheSame() {
        assertThat(deep("tanh", "lsuv").job(SPLIT).step().graph().toString())
                .isEqualTo(deep("tanh", "fan-in").job(SPLIT).step().graph().toString());
    }

    @Test
    void aWeightOfNoLayerIsRefused() {
        Layer tied =
                (scope, x) ->
                        x.matmul(
                                scope.shared("code")
                                        .parameter(
                                                "weight",
                                                Shape.of(x.dim(-1), 3),
                                                Initializer.lsuv()));
        assertThatThrownBy(() -> Trainer.of(tied).fit(SPLIT))
                .hasMessageContaining("code/weight belongs to no layer");
    }
}
