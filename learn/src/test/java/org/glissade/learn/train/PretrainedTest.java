package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.Safetensors;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.Pretrained;
import org.glissade.learn.model.WeightMap;
import org.glissade.learn.model.WeightMatch;
import org.glissade.learn.optimize.Adam;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedTest {
    private static final Split SPLIT = Split.of(Blobs.of(90, 4), 2);
    private static final String NETWORK = "dense(5) tanh dense(4) relu";
    private static final String TORCH =
            "transpose(net.*.weight)=*.dense/weight net.*.bias=*.dense/bias";

    @TempDir private Path folder = Path.of("");

    private static Trainer trainer() {
        return Trainer.of(NETWORK).epochs(3).seed(9);
    }

    private static Parameters first(Trainer trainer) {
        Job job = trainer.job(SPLIT);
        StepGraph step = job.step();
        return Parameters.of(step.declared(), job.initialState(step, 0, Device.best()));
    }

    /// Weights as `torch.nn.Sequential` would save them, [out, in].
    private static Map<String, Array> torch(DType dtype) {
        Map<String, Array> tensors = new LinkedHashMap<>();
        int[] sizes = {SPLIT.train().features().shape().dim(1), 5, 4, 3};
        for (int layer = 0; layer < 3; layer++) {
            double[] weight = new double[sizes[layer + 1] * sizes[layer]];
            for (int i = 0; i < weight.length; i++) {
                weight[i] = layer + 0.01 * (i + 1);
            }
            double[] bias = new double[sizes[layer + 1]];
            bias[0] = -layer - 1;
            Shape shape = Shape.of(sizes[layer + 1], sizes[layer]);
            tensors.put("net." + 2 * layer + ".weight", Array.of(shape, weight).cast(dtype));
            tensors.put(
                    "net." + 2 * layer + ".bias",
                    Array.of(Shape.of(bias.length), bias).cast(dtype));
        }
        return tensors;
    }

    private static Array get(Map<String, Array> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name));
    }

    @Test
    void aModelsFileGivesItsWeightsBack() {
        Model model = trainer().fit(SPLIT).model();
        Path file = folder.resolve("model.glissade");
        model.save(file);
        Trainer again = trainer().seed(77).weights(Pretrained.read(file, WeightMap.SAME));
        WeightMatch match = again.matched(SPLIT).orElseThrow().complete();
        assertThat(match.lines().getFirst()).isEqualTo("6 of 6 parameters from " + file);
        assertThat(first(again)).isEqualTo(model.parameters());
        assertThat(first(again)).isNotEqualTo(first(trainer().seed(77)));
    }

    @ParameterizedTest
    @CsvSource({"F32", "F64"})
    void weightsOfPytorchAreTransposedWhereTheMapSaysSo(DType dtype) {
        Map<String, Array> tensors = torch(dtype);
        new Safetensors(tensors, Map.of()).write(folder.resolve("torch.safetensors"));
        Trainer given =
                trainer()
                        .weights(
                                Pretrained.read(
                                        folder.resolve("torch.safetensors"),
                                        WeightMap.parse(TORCH)));
        Parameters first = first(given);
        for (int layer : new int[] {0, 2, 4}) {
            Array weight = first.get(layer + ".dense/weight");
            Array theirs = get(tensors, "net." + layer + ".weight");
            for (int in = 0; in < weight.shape().dim(0); in++) {
                for (int out = 0; out < weight.shape().dim(1); out++) {
                    assertThat(weight.get(in, out)).isEqualTo((float) theirs.get(out, in));
                }
            }
            assertThat(first.get(layer + ".dense/bias"))
                    .isEqualTo(get(tensors, "net." + layer + ".bias").cast(DType.F32));
        }
        assertThat(given.matched(SPLIT).orElseThrow().complete().lines())
                .contains(
                        "  2.dense/weight [5, 4] from net.2.weight, transposed"
                                + (dtype == DType.F64 ? ", from F64" : ""));
    }

    @Test
    void whatIsNotGivenStartsAsEverAndIsReported() {
        Map<String, Array> tensors = torch(DType.F32);
        tensors.put("net.9.bias", Array.of(Shape.of(2), 1f, 2f));
        tensors.put("epoch", Array.scalar(3));
        Trainer given =
                trainer()
                        .weights(
                                new Pretrained(
                                        "file",
                                        tensors,
                                        WeightMap.parse(
                                                "transpose(net.0.weight)=0.dense/weight, net.*.bias=*.dense/bias")));
        WeightMatch match = given.matched(SPLIT).orElseThrow();
        assertThat(match.lines())
                .containsExactly(
                        "4 of 6 parameters from file",
                        "  0.dense/weight [2, 5] from net.0.weight, transposed",
                        "  0.dense/bias [5] from net.0.bias",
                        "  2.dense/bias [4] from net.2.bias",
                        "  4.dense/bias [3] from net.4.bias",
                        "  2.dense/weight [5, 4] is not given",
                        "  4.dense/weight [4, 3] is not given",
                        "  net.2.weight [4, 5] is not used",
                        "  net.4.weight [3, 4] is not used",
                        "  net.9.bias [2] is not used: there is no parameter 9.dense/bias",
                        "  epoch [] is not used");
        assertThat(match.toJson().array("missing").texts())
                .containsExactly("2.dense/weight", "4.dense/weight");
        assertThatThrownBy(match::complete).hasMessageContaining("2.dense/weight [5, 4] is not");
        Parameters ever = first(trainer());
        assertThat(first(given).get("2.dense/weight")).isEqualTo(ever.get("2.dense/weight"));
        assertThat(first(given).get("2.dense/bias")).isNotEqualTo(ever.get("2.dense/bias"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    net.*.weight=*.dense/weight             | net.0.weight f32[5, 2], parameter 0.dense/weight [2, 5]: transposed it fits
                    net.*.weight=*.dense/weight             | net.2.weight f32[4, 5], parameter 2.dense/weight [5, 4]: transposed it fits
                    net.0.weight=2.dense/weight             | the shapes differ
                    transpose(net.0.bias)=0.dense/bias      | only matrices can be transposed
                    transpose(net.0.odd)=0.dense/weight     | it has the shape already; leave transpose out
                    net.0.count=0.dense/bias                | only floating-point values become parameters
                    net.0.nan=0.dense/bias                  | value 1 is NaN
                    net.0.bias=0.dense/bias wei*=*          | no tensor fits wei*
                    **=**                                   | leads to no parameter that is not given already, but to net.0.weight
                    **=0.dense/bias                         | net.0.weight and net.0.bias both lead to 0.dense/bias
                    net.0.bias=3.dense/bias                 | the network has 0.dense/weight, 0.dense/bias, 2.dense/weight
                    """)
    void whatDoesNotSuitIsRefused(String map, String message) {
        Map<String, Array> tensors = torch(DType.F32);
        tensors.put("net.0.odd", Array.zeros(DType.F32, Shape.of(2, 5)));
        tensors.put("net.0.count", Array.of(Shape.of(5), 1, 2, 3, 4, 5));
        tensors.put("net.0.nan", Array.of(Shape.of(5), 1, Float.NaN, 3, 4, 5));
        Trainer given = trainer().weights(new Pretrained("file", tensors, WeightMap.parse(map)));
        assertThatThrownBy(() -> given.fit(SPLIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("file: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a            | expected name=path or transpose(name)=path, but got "a"
                    a=           | expected name=path
                    =b           | expected name=path
                    transpose()=b | expected name=path
                    a.*=*.*      | more wildcards than the name
                    ,            | has one rule or more
                    """)
    void aMapThatCannotBeReadSaysWhatWasExpected(String text, String message) {
        assertThatThrownBy(() -> WeightMap.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theTextOfAMapGivesIt() {
        WeightMap map = WeightMap.parse(TORCH);
        assertThat(map).hasToString(TORCH);
        assertThat(WeightMap.parse(map.toString())).isEqualTo(map);
    }

    @Test
    void givenWeightsMayBeFrozenAndOthersScaledByData() {
        Map<String, Array> tensors = torch(DType.F32);
        Trainer given =
                Trainer.of(NETWORK, "lsuv")
                        .epochs(3)
                        .optimizer(new Adam(0.02).frozen("0.*"))
                        .weights(
                                new Pretrained(
                                        "file",
                                        tensors,
                                        WeightMap.parse(
                                                "transpose(net.0.weight)=0.dense/weight net.0.bias=0.dense/bias")));
        assertThat(given.frozen(SPLIT)).containsExactly("0.dense/weight", "0.dense/bias");
        Parameters first = first(given);
        assertThat(first.get("0.dense/bias")).isEqualTo(get(tensors, "net.0.bias"));
        Parameters trained = given.fit(SPLIT).model().parameters();
        assertThat(trained.get("0.dense/weight")).isEqualTo(first.get("0.dense/weight"));
        assertThat(trained.get("2.dense/weight")).isNotEqualTo(first.get("2.dense/weight"));
    }

    @Test
    void everyOneOfManyStartsHasThem() {
        Pretrained weights =
                new Pretrained(
                        "file", torch(DType.F32), WeightMap.parse("net.0.bias=0.dense/bias"));
        Trainer given = trainer().optimizer(new Adam(0.02).frozen("0.dense/bias")).weights(weights);
        assertThat(Restarts.of(given, 3).fit(SPLIT).models())
                .allSatisfy(model ->
                        assertThat(model.parameters().get("0.dense/bias"))
                                .isEqualTo(get(weights.tensors(), "net.0.bias")));
    }

    @Test
    void aTrainingGoesOnToTheSameBitsAndRefusesOtherWeights() throws Exception {
        Map<String, Array> tensors = torch(DType.F32);
        SmallRun run = SmallRun.ofClasses();
        WeightMap map = WeightMap.parse("net.0.bias=1.tanh/none");
        assertThatThrownBy(() ->
                        run.trainer()
                                .weights(new Pretrained("file", tensors, map))
                                .fit(run.split()))
                .hasMessageContaining("leads to no parameter");
        Map<String, Array> bias = new LinkedHashMap<>();
        bias.put("b", Array.of(Shape.of(8), 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f));
        SmallRun given = new SmallRun(run.trainer().weights(bias(bias)), run.split(), run.steps());
        SmallRun.Left whole = given.undisturbed(folder.resolve("whole"));
        Path stopped = folder.resolve("stopped");
        assertThatThrownBy(() -> given.stopAfter(3, stopped, SmallRun.in(stopped)))
                .isInstanceOf(TrainingInterruptedException.class);
        bias.put("b", Array.of(Shape.of(8), 1f, 2f, 3f, 4f, 5f, 6f, 7f, 9f));
        SmallRun other = new SmallRun(run.trainer().weights(bias(bias)), run.split(), run.steps());
        assertThatThrownBy(() -> other.resume(stopped))
                .hasMessageContaining("the weights to start from are not those");
        assertThatThrownBy(() -> run.resume(stopped))
                .hasMessageContaining("the weights to start from are not those");
        assertThat(given.resume(stopped).parameters()).isEqualTo(whole.parameters());
        assertThat(whole.parameters())
                .isNotEqualTo(run.undisturbed(folder.resolve("without")).parameters());
    }

    private static Pretrained bias(Map<String, Array> tensors) {
        return new Pretrained("file", tensors, WeightMap.parse("b=0.dense/bias"));
    }
}
